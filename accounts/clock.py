"""What accounts do again and again."""

from datetime import time, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import limits
from accounts.deputies import update_deputies
from accounts.security_log import SecurityEvent
from accounts.terms import announce_ends, end_terms
from jobs.retention import forgets
from jobs.schedule import job


@forgets("accounts.events", _("Entries of the security log"), _("twelve months"), by="accounts.forget_events")
def old_events() -> QuerySet[SecurityEvent]:
    return SecurityEvent.objects.all().old()


@forgets("accounts.networks", _("Counts of what shortened addresses sent"), _("one day"), by="accounts.forget_sendings")
def old_counts() -> int:
    return limits.forget_old(really=False)


@job(name="accounts.forget_events", title=_("Delete old entries of the security log"), at=time(3, 35))
def forget_events() -> None:
    """The privacy notice promises it: an entry is kept for twelve months."""
    SecurityEvent.objects.all().forget_old()


@job(name="accounts.forget_sendings", title=_("Delete old counts of networks"), at=time(3, 20))
def forget_sendings() -> None:
    """How much came from a network is of use for ten minutes; after a day it is gone."""
    limits.forget_old()


@job(name="accounts.update_deputies", title=_("Begin and end deputies"), every=timedelta(minutes=10))
def begin_and_end_deputies() -> None:
    """Roles are lent for days; soon after midnight of the last one they are given back."""
    update_deputies(timezone.localdate())


@job(name="accounts.end_terms", title=_("Close accounts whose last day is over"), at=time(0, 10))
def close_ended_accounts() -> None:
    """Accounts of the school newspaper end with the school year."""
    end_terms(timezone.localdate())


@job(name="accounts.announce_ends", title=_("Tell people whose account ends within two weeks"), at=time(8, 5))
def tell_of_ends() -> None:
    """Nobody loses an unfinished text to the calendar."""
    announce_ends(timezone.localdate())
