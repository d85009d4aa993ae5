"""The secret part of a link. It is signed, so that what we did not make never reaches the database, which keeps a digest only."""

import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.urls import reverse

from approvals.models import ApprovalLink

SIGNER = signing.Signer(salt="approvals.links", sep=".")
SECRET_BYTES = 24


def new_token() -> str:
    return SIGNER.sign(secrets.token_urlsafe(SECRET_BYTES))


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find(token: str) -> ApprovalLink | None:
    """The link with this secret; None for one that we did not make, or that a newer mail has replaced."""
    try:
        SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    links = ApprovalLink.objects.select_related("task_state__workflow_state", "task_state__task", "revision")
    return links.filter(digest=digest_of(token)).first()


def address_of(token: str) -> str:
    return settings.SITE_URL + reverse("approvals:decide", args=[token])
