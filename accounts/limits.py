"""How much one network may send: enough for a hall full of phones, too little for a flood.

Counted in the database, so that all processes count together, and by the shortened address, which names nobody.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.networks import client_address, network_of

WINDOW = timedelta(minutes=10)
KEPT_FOR = timedelta(days=1)


class TooManyError(Exception):
    """One network sends more than a full hall would."""


class Sending(models.Model):
    """How often something was sent from one network within one window of time; forgotten after a day."""

    what = models.CharField(_("what"), max_length=40)
    # Shortened: /24, or /48 of IPv6.
    network = models.CharField(_("network"), max_length=50)
    begins_at = models.DateTimeField(_("from"), db_index=True)
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        verbose_name = _("sendings of a network")
        verbose_name_plural = _("sendings of networks")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["what", "network", "begins_at"], name="sendings_in_a_window")]

    def __str__(self) -> str:
        return f"{self.what}: {self.count}"


def row_of(request: HttpRequest, what: str) -> dict[str, Any]:
    network = network_of(client_address(request))
    return {"what": what, "network": network, "begins_at": window_of(timezone.now())}


def spend(request: HttpRequest, what: str, most: int) -> None:
    """Count one sending; raises TooManyError beyond `most` in ten minutes."""
    row = row_of(request, what)
    if not Sending.objects.filter(**row, count__lt=most).update(count=F("count") + 1):
        begin(row, most)


def is_spent(request: HttpRequest, what: str, most: int) -> bool:
    """Whether nothing more may come from this network now."""
    return Sending.objects.filter(count__gte=most, **row_of(request, what)).exists()


def begin(row: dict[str, Any], most: int) -> None:
    """Where the window has no count yet it gets one; where it has one, it is full."""
    counted, is_new = Sending.objects.get_or_create(**row, defaults={"count": 1})
    if is_new:
        return
    if not Sending.objects.filter(pk=counted.pk, count__lt=most).update(count=F("count") + 1):
        raise TooManyError


def window_of(moment: datetime) -> datetime:
    """The beginning of the ten minutes in which a moment lies."""
    return moment - timedelta(minutes=moment.minute % 10, seconds=moment.second, microseconds=moment.microsecond)


def forget_old(*, really: bool = True) -> int:
    """Delete the counts of more than a day ago; with really=False only say how many."""
    old = Sending.objects.filter(begins_at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0] if really else old.count()
