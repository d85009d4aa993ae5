"""Links by mail: signed, so that what we did not make never reaches the database, which keeps a digest only.

Each is good once and for one hour, and opening it changes nothing: programs that read mails open links, too.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.networks import client_address, network_of
from residents.models import LINK_LASTS, MailLink, Resident
from residents.passes import digest_of

SIGNER = signing.Signer(salt="residents.mail_links", sep=".")
SECRET_BYTES = 24
WITHIN = timedelta(hours=1)
MOST_TO_ONE_ADDRESS = 5
# A hall of people who sign in has one address.
MOST_FROM_ONE_NETWORK = 300
LONGEST_PATH = 500

SUBJECTS: dict[str, str | Promise] = {
    MailLink.Purpose.SIGN_IN: _("Your link to sign in"),
    MailLink.Purpose.NEW_ADDRESS: _("Please confirm your new e-mail address"),
}


class TooManyMailsError(Exception):
    """One network asks for more mails than a full hall needs."""


class MailAwayError(Exception):
    """The mail server does not take the mail."""


class UsedError(Exception):
    """Somebody has used the link in the meantime."""


def own_path(text: str, request: HttpRequest) -> str:
    """A path of this site to lead back to; empty for anything else."""
    is_ours = url_has_allowed_host_and_scheme(text, {request.get_host()}, require_https=request.is_secure())
    is_path = text.startswith("/") and text.isprintable() and len(text) <= LONGEST_PATH
    return text if is_ours and is_path else ""


def send_link(
    request: HttpRequest,
    purpose: MailLink.Purpose,
    email: str,
    *,
    resident: Resident | None = None,
    next_path: str = "",
) -> None:
    """Make a link and send it; in silence none, where the address got enough of them.

    Raises TooManyMailsError and MailAwayError.
    """
    network, token = network_of(client_address(request)), SIGNER.sign(secrets.token_urlsafe(SECRET_BYTES))
    recent = MailLink.objects.filter(made_at__gt=timezone.now() - WITHIN)
    if recent.filter(network=network).count() >= MOST_FROM_ONE_NETWORK:
        raise TooManyMailsError
    link = MailLink.objects.create(
        digest=digest_of(token),
        purpose=purpose,
        email=email.lower(),
        resident=resident,
        next_path=next_path,
        expires_at=timezone.now() + LINK_LASTS,
        network=network,
    )
    # Counted with the own one, so that requests at the same time do not all find room.
    if recent.filter(email=link.email).count() > MOST_TO_ONE_ADDRESS:
        link.delete()
        return
    post(link, token)


def post(link: MailLink, token: str) -> None:
    address = settings.SITE_URL + reverse("residents:confirm", args=[token])
    text = render_to_string(f"residents/{link.purpose}.txt", {"link": link, "address": address})
    try:
        send_mail(str(SUBJECTS[link.purpose]), text, None, [link.email])
    except OSError as error:  # an SMTPException is one
        link.delete()
        raise MailAwayError from error


def find(token: str) -> MailLink | None:
    """The link that is good and has this secret."""
    try:
        SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    return MailLink.objects.good().select_related("resident").filter(digest=digest_of(token)).first()


def use(link: MailLink) -> None:
    """Once, also for requests at the same time: the database decides. Raises UsedError."""
    if not MailLink.objects.good().filter(pk=link.pk).update(used_at=timezone.now()):
        raise UsedError
