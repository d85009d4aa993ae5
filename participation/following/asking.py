"""Taking in who wants to follow. An address counts only after its owner has pressed the button behind a link."""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.networks import client_address, network_of
from participation.following import mails
from participation.following.subjects import row_of
from participation.models import Follower, Following, FollowLink
from participation.models.following import LINK_LASTS
from residents.mail_links import MailAwayError, TooManyMailsError, UsedError
from residents.models import Resident
from residents.passes import digest_of

SIGNER = signing.Signer(salt="participation.following.asking", sep=".")
SECRET_BYTES = 24
WITHIN = timedelta(hours=1)
MOST_TO_ONE_ADDRESS = 5
# A hall of people who follow at the end of the evening has one address.
MOST_FROM_ONE_NETWORK = 300


def ask(request: HttpRequest, email: str, subject: Any) -> None:
    """Send a link to this address; in silence none, where it got enough of them.

    Raises TooManyMailsError and MailAwayError.
    """
    network, now = network_of(client_address(request)), timezone.now()
    recent = FollowLink.objects.filter(made_at__gt=now - WITHIN)
    if recent.filter(network=network).count() >= MOST_FROM_ONE_NETWORK:
        raise TooManyMailsError
    token = SIGNER.sign(secrets.token_urlsafe(SECRET_BYTES))
    with transaction.atomic():
        following = wish(email, subject)
        link = FollowLink.objects.create(following=following, digest=digest_of(token), network=network)
    # Counted with the own one, so that requests at the same time do not all find room.
    if recent.filter(following__follower=following.follower).count() > MOST_TO_ONE_ADDRESS:
        link.delete()
        return
    post(link, token)


def wish(email: str, subject: Any) -> Following:
    """The row of somebody who wants to follow; a new one is not confirmed."""
    follower = Follower.objects.get_or_create(email=email.lower())[0]
    following, is_new = Following.objects.get_or_create(follower=follower, **row_of(subject))
    if not is_new and following.confirmed_at is None:
        following.asked_at = timezone.now()
        following.save(update_fields=["asked_at"])
    return following


def post(link: FollowLink, token: str) -> None:
    address = settings.SITE_URL + reverse("following:confirm", args=[token])
    with translation.override(settings.LANGUAGE_CODE):
        message = mails.confirmation(link.following, address)
    try:
        message.send()
    except OSError as error:  # an SMTPException is one
        link.delete()
        raise MailAwayError from error


def find(token: str) -> FollowLink | None:
    """The link that is not used, not older than 48 hours, and has this secret."""
    try:
        SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    good = FollowLink.objects.filter(used_at=None, made_at__gt=timezone.now() - LINK_LASTS)
    return good.filter(digest=digest_of(token), following__confirmed_at=None).select_related(
        "following__follower", "following__project", "following__module", "following__contribution__module"
    ).first()  # fmt: skip


def use(link: FollowLink) -> None:
    """Once, also for requests at the same time: the database decides. Raises UsedError."""
    with transaction.atomic():
        if not FollowLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()):
            raise UsedError
        confirm(link.following)


def follow_as(resident: Resident, subject: Any) -> Follower:
    """Who is signed in has shown before that the address is their own."""
    with transaction.atomic():
        following = wish(resident.email, subject)
        confirm(following)
    return following.follower


def confirm(following: Following) -> None:
    Following.objects.filter(pk=following.pk, confirmed_at=None).update(confirmed_at=timezone.now())
