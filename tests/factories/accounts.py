"""People with a password, and the codes of their second factor."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth import get_user_model
from django.test import Client

from accounts.roles import EDITORS, Group, make_roles

PASSWORD = "a-password-for-tests"


def make_person(name="redaktion", *, role=EDITORS, is_superuser=False, **fields):
    """Somebody with a password and a role."""
    user = get_user_model().objects.create_user(
        name, f"{name}@town.example", PASSWORD, is_superuser=is_superuser, **fields
    )
    if role and not is_superuser:
        make_roles()
        user.groups.add(Group.objects.get(name=role))
    return user


def add_app(user) -> str:
    """Set up an app for this person; the secret that its codes come from."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def add_recovery_codes(user) -> list[str]:
    return RecoveryCodes.activate(user).get_unused_codes()


def code_of(secret: str, later: int = 0) -> str:
    """The six digits that an app shows now, or so many periods later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def sign_in(client: Client, user, code: str = "", **headers):
    """Type the password, and the code if there is one; the last answer."""
    answer = client.post("/konto/anmelden/", {"login": user.username, "password": PASSWORD}, headers=headers or None)
    return client.post("/konto/anmelden/code/", {"code": code}) if code else answer


def factors_of(user) -> list[str]:
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
