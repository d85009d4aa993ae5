"""What changes about signing in is told to the person by mail: whoever stole an account cannot do it in silence."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

APP, PASSKEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN
ADDED = {
    APP: gettext_lazy("An app was set up as the second factor of your account."),
    PASSKEY: gettext_lazy("A passkey was added to your account. It signs in without a password."),
}
REMOVED = {
    APP: gettext_lazy("The app was removed as the second factor of your account."),
    PASSKEY: gettext_lazy("A passkey was removed from your account."),
}
ALL_REMOVED = gettext_lazy(
    "Somebody who looks after accounts removed all second factors of yours, because they were lost."
)
NEW_CODES = gettext_lazy("New recovery codes were made for your account; the old ones do not work any more.")
NEW_PASSWORD = gettext_lazy("Your account has a new password.")
NEW_ADDRESS = gettext_lazy("Your account has another e-mail address now. This is the last mail to the old one.")


def tell(user: Any, what: object, *, to: str = "") -> None:
    """One mail with one sentence about what has changed, after it is stored. A mail server that is away hinders nobody."""
    address = to or user.email
    if address and user.is_active:
        subject = _("Your account for the website has changed")
        text = render_to_string("account/changed.txt", context_of(user, what))
        transaction.on_commit(lambda: send_mail(subject, text, None, [address]), robust=True)


def context_of(user: Any, what: object) -> dict[str, Any]:
    return {
        "user": user,
        "what": what,
        "at": timezone.now(),
        "address": settings.SITE_URL + reverse("own_sessions"),
    }


def tell_of_end(user: Any, term: Any) -> None:
    """The role ends soon, and with it, where the person has no other, the account."""
    with translation.override(settings.LANGUAGE_CODE):
        is_last = not user.is_superuser and user.groups.count() == 1
        text = render_to_string("account/ends_soon.txt", {"user": user, "term": term, "is_last": is_last})
        send_mail(_("Your account for the website ends soon"), text, None, [user.email])
