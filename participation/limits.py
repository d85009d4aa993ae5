"""How much one network may send: enough for a hall full of phones, too little for a flood.

Counted in the database, so that all processes count together, and by the shortened address, which names nobody.
"""

from datetime import datetime, timedelta

from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from accounts.networks import client_address, network_of
from participation.models import ModulePage, Sending

WINDOW = timedelta(minutes=10)
# A hall has one address: 400 cards in ten seconds must pass (cards, votes). Longer texts are written one by one.
MOST = {
    "card": 3000,
    "vote": 3000,
    "question": 1000,
    "idea": 100,
    "comment": 200,
    "report": 60,
    "mail": 300,
    # Wrong codes alone.
    "code": 200,
}
KEPT_FOR = timedelta(days=1)


class TooManyError(Exception):
    """One network sends more than a full hall would."""


def spend(request: HttpRequest, module: ModulePage, what: str) -> None:
    """Count one sending; raises TooManyError beyond `MOST` in ten minutes."""
    network = network_of(client_address(request))
    row = {"module": module, "what": what, "network": network, "begins_at": window_of(timezone.now())}
    if not Sending.objects.filter(**row, count__lt=MOST[what]).update(count=F("count") + 1):
        begin(row)


def is_spent(request: HttpRequest, module: ModulePage, what: str) -> bool:
    """Whether nothing more may come from this network now."""
    row = {"network": network_of(client_address(request)), "begins_at": window_of(timezone.now())}
    return Sending.objects.filter(module=module, what=what, count__gte=MOST[what], **row).exists()


def begin(row: dict) -> None:
    """Where the window has no count yet it gets one; where it has one, it is full."""
    counted, is_new = Sending.objects.get_or_create(**row, defaults={"count": 1})
    if is_new:
        return
    limit = MOST[row["what"]]
    if not Sending.objects.filter(pk=counted.pk, count__lt=limit).update(count=F("count") + 1):
        raise TooManyError


def window_of(moment: datetime) -> datetime:
    """The beginning of the ten minutes in which a moment lies."""
    return moment - timedelta(minutes=moment.minute % 10, seconds=moment.second, microseconds=moment.microsecond)


def forget_old(*, really: bool = True) -> int:
    """Delete the counts of more than a day ago; with really=False only say how many."""
    old = Sending.objects.filter(begins_at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0] if really else old.count()
