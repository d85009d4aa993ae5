"""Whoever can change what the public reads signs in with a second factor: an app, a passkey, or a recovery code.

allauth asks for it when somebody signs in who has one. The gate here closes the rest: people who have none yet, and
sessions that came about with a password alone.
"""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import AbstractGroupApprovalTask, Site, Task
from wagtail.permissions import page_permission_policy

WORDS_THAT_CHANGE = ("add_", "change_", "delete_", "publish_")
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
GATED_PATHS = ("/admin/", "/konto/")
# Signing in and out, and what the pages for it need.
ALWAYS_OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
}
# Setting up the first factor, for people who have none.
OPEN_WITHOUT_FACTOR = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}


def has_factor(user: Any) -> bool:
    """Whether the person has set up an app or a passkey."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def can_approve(user: Any) -> bool:
    """Whether the person approves in a workflow; the last approval publishes."""
    kinds = [kind for kind in Task.__subclasses__() if issubclass(kind, AbstractGroupApprovalTask)]
    kinds += [deeper for kind in kinds for deeper in kind.__subclasses__()]
    concrete = [kind for kind in kinds if not kind._meta.abstract]
    return any(kind.objects.filter(active=True, groups__user=user).exists() for kind in concrete)


def needs_second_factor(user: Any) -> bool:
    """Whether the person can change what the public reads, or decide about it; a pupil who only writes cannot."""
    if user.is_superuser:
        return True
    rights = (right.partition(".")[2] for right in user.get_all_permissions())
    if any(right.startswith(WORDS_THAT_CHANGE) for right in rights):
        return True
    return page_permission_policy.user_has_permission(user, "publish") or can_approve(user)


def used_second_factor(request: HttpRequest) -> bool:
    """Whether this session came about with a second factor, ours or that of the town's own sign-on."""
    methods = {entry.get("method") for entry in get_authentication_records(request, request.user)}
    return "mfa" in methods or (settings.OIDC_BRINGS_SECOND_FACTOR and "socialaccount" in methods)


def forget_second_factor(request: HttpRequest) -> None:
    """This session counts as one with a password alone; for somebody who has removed the last factor."""
    entries = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [entry for entry in entries if entry.get("method") != "mfa"]


class SecondFactorMiddleware:
    """The gate before the editors' interface. After allauth's own middleware, and before the one that calls the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not request.path_info.startswith(GATED_PATHS) or name in ALWAYS_OPEN or self.may_pass(request):
            return None
        if has_factor(request.user):
            return redirect(f"{self.proof(request)}?{urlencode({'next': request.get_full_path()})}")
        return None if name in OPEN_WITHOUT_FACTOR else redirect("mfa_index")

    def may_pass(self, request: HttpRequest) -> bool:
        if not settings.MFA_REQUIRED or not request.user.is_authenticated:
            return True
        return used_second_factor(request) or not needs_second_factor(request.user)

    def proof(self, request: HttpRequest) -> str:
        """Where this person proves a factor: with a code, or with the passkey where that is the only one."""
        with_code = Authenticator.objects.filter(user_id=request.user.pk).exclude(type=Authenticator.Type.WEBAUTHN)
        return redirect("mfa_reauthenticate" if with_code.exists() else "mfa_reauthenticate_webauthn").url


def make_keyring() -> MultiFernet:
    """Keys from the site's own: a copy of the database alone is good for no code."""
    keys = map(str, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
    digests = (hashlib.sha256(f"accounts.second_factor:{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


KEYRING: Any = SimpleLazyObject(make_keyring)


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth's second factor in the words and with the secrets of this house."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This code is not right, or it was used already. Wait for the next one."),
        "cannot_generate_recovery_codes": gettext_lazy("Set up an app or a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        return KEYRING.encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; one that fits no code where the site's key was changed since."""
        try:
            return KEYRING.decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()

    def _get_site_name(self) -> str:
        site = Site.objects.filter(is_default_site=True).first()
        return (site and site.site_name) or settings.WAGTAIL_SITE_NAME

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002  allauth's name
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}


class FirstCodeForm(ActivateTOTPForm):
    """The code that sets up an app is used up by that; allauth alone would take it once more at the next sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = gettext_lazy("Six digits from the app")
        self.fields["code"].widget.attrs.pop("placeholder", None)

    def clean_code(self) -> str:
        code = super().clean_code()
        TOTP(Authenticator(user=self.user))._mark_code_used(code)
        return code
