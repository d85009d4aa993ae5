"""The link with which somebody without an access changes or deletes what they wrote. It is signed and needs no cookie."""

from django.core import signing

from participation.models import Contribution

SIGNER = signing.Signer(salt="participation.own", sep=".")


def token_of(contribution: Contribution) -> str:
    """What only the author is shown, once, right after sending."""
    return SIGNER.sign(str(contribution.pk))


def find(token: str) -> Contribution | None:
    """The contribution of this link; None for one that we did not make."""
    try:
        number = SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    return Contribution.objects.select_related("module", "author").filter(pk=number).first()
