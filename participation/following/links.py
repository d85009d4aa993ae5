"""The link in every mail to a follower, by which they look after what they follow. It needs no account and no cookie."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from participation.models import Follower, Following

SIGNER = signing.Signer(salt="participation.following.links", sep=".")


def token_of(follower: Follower) -> str:
    return SIGNER.sign(f"{follower.pk}-{follower.mark}")


def is_ours(token: str) -> bool:
    """Whether we made it, for somebody who may be gone by now."""
    try:
        SIGNER.unsign(token)
    except signing.BadSignature:
        return False
    return True


def find(token: str) -> Follower | None:
    """Whose link it is; None for one that we did not make, and where the follower is gone."""
    if not is_ours(token):
        return None
    number, _dash, mark = SIGNER.unsign(token).partition("-")
    follower = Follower.objects.filter(pk=number).first()
    return follower if follower and constant_time_compare(follower.mark, mark) else None


def to_manage(follower: Follower) -> str:
    """The address of the page with everything that somebody follows."""
    return settings.SITE_URL + reverse("following:manage", args=[token_of(follower)])


def to_unsubscribe(follower: Follower, following: Following | None = None) -> str:
    """The address that ends one subject, or all."""
    token = token_of(follower)
    if following is None:
        return settings.SITE_URL + reverse("following:end_all", args=[token])
    return settings.SITE_URL + reverse("following:end", args=[token, following.pk])
