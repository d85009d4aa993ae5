"""How much one network may send to one way of taking part; counted one floor down, in `accounts.limits`."""

from django.http import HttpRequest

from accounts import limits
from accounts.limits import TooManyError
from participation.models import ModulePage

__all__ = ["MOST", "TooManyError", "is_spent", "spend"]

# A hall has one address: 400 cards in ten seconds must pass (cards, votes). Longer texts are written one by one.
MOST = {
    "card": 3000,
    "vote": 3000,
    "question": 1000,
    "idea": 100,
    "comment": 200,
    "picture": 60,
    "report": 60,
    "mail": 300,
    # Wrong codes alone.
    "code": 200,
}


def named(module: ModulePage, what: str) -> str:
    return f"participation.{what}:{module.pk}"


def spend(request: HttpRequest, module: ModulePage, what: str) -> None:
    """Count one sending; raises TooManyError beyond `MOST` in ten minutes."""
    limits.spend(request, named(module, what), MOST[what])


def is_spent(request: HttpRequest, module: ModulePage, what: str) -> bool:
    """Whether nothing more may come from this network now."""
    return limits.is_spent(request, named(module, what), MOST[what])
