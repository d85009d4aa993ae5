"""Signing in with allauth: by password and second factor, by passkey, or by the town's own sign-on (OpenID Connect).

Nobody makes an account for themselves: people are entered in the editors' interface and get an invitation by mail.
"""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.networks import client_address, network_of

FRESH_SECONDS = 5 * 60


class SignInAdapter(DefaultAccountAdapter):
    """What allauth does on our behalf, in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("User name and password do not fit together. Please check both."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("Too many attempts failed. Please wait five minutes and try again."),
        "rate_limited": _("Too many attempts. Please wait some minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network of an address: what limits count by, and all that is stored of it."""
        return network_of(client_address(request)) or "0.0.0.0"  # noqa: S104  nothing listens there

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has signed in within five minutes need not say it twice before changing a factor."""
        entries = get_authentication_records(context.request, context.request.user)
        return not any(time.time() - entry["at"] < FRESH_SECONDS for entry in entries)

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        return [
            {**way, "description": words.get(way["id"], way["description"])}
            for way in super().get_reauthentication_methods(user)
        ]


class TownSignOnAdapter(DefaultSocialAccountAdapter):
    """The town's own sign-on opens accounts that are there already, and makes none."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """At the first time the account is found by the e-mail address, which the sign-on must have checked."""
        if sociallogin.is_existing:
            return
        checked = [address.email for address in sociallogin.email_addresses if address.verified]
        found = get_user_model().objects.filter(email__in=checked, is_active=True)[:2]
        if len(found) == 1:
            sociallogin.connect(request, found[0])

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nobody is told of the first sign-on by mail: it is the way the town has chosen."""


def town_sign_on(request: HttpRequest) -> dict[str, str] | None:
    """Name and address of the town's own sign-on, where there is one."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return (
        {
            "name": apps[0]["name"],
            "url": reverse("openid_connect_login", args=[apps[0]["provider_id"]]),
        }
        if apps
        else None
    )


class SignInForm(LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        without_placeholders(self)

    def sign_on(self) -> dict[str, str] | None:
        return town_sign_on(self.request)


class PasswordAgainForm(AllauthReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        without_placeholders(self)


class CodeForm(AuthenticateForm):
    """The second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label_code(self)


class CodeAgainForm(ReauthenticateForm):
    """A code, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label_code(self)


def label_code(form: Any) -> None:
    form.fields["code"].label = _("Code")
    form.fields["code"].help_text = _("Six digits from your app, or one of your recovery codes.")
    without_placeholders(form)


def without_placeholders(form: Any) -> None:
    """A label stays when somebody types; a placeholder goes, and is read twice before."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
