"""The link with which somebody changes or deletes what they wrote. It is signed and needs no cookie."""

import secrets

from django.core import signing
from django.urls import reverse

from participation.models import Contribution

SIGNER = signing.Signer(salt="participation.own", sep=".")


def token_of(contribution: Contribution) -> str:
    """What only the author is shown, once, right after sending.

    It names the author, too: a link from before the address was confirmed may be a stranger's and opens nothing after.
    """
    return SIGNER.sign(f"{contribution.pk}-{contribution.author_id or 0}")


def address_of(contribution: Contribution) -> str:
    return reverse("participation:own", args=[token_of(contribution)])


def find(token: str) -> Contribution | None:
    """The contribution of this link; None for one that we did not make."""
    try:
        number, author = SIGNER.unsign(token).split("-")
    except (signing.BadSignature, ValueError):
        return None
    found = Contribution.objects.select_related("module", "author").filter(pk=number)
    return found.filter(author=int(author) or None).first()


def something_new() -> str:
    """Where nobody says what makes two sendings one, each is its own."""
    return secrets.token_hex(16)
