"""Which batches of sheets wait, and for whom."""

from typing import Any

from django.db.models import Q, QuerySet

from cms.reports import pages_to_edit
from participation.models import Batch

State = Batch.State


def batches_of(user: Any) -> QuerySet[Batch]:
    """Those of all pages that this person may edit, the newest first."""
    return Batch.objects.filter(module__in=pages_to_edit(user))


def waiting_for(user: Any) -> QuerySet[Batch]:
    """What this person can do something about: sheets of others to enter again, own ones that differ or are not entered."""
    mine = Q(entered_by=user)
    to_check = Q(state=State.SECOND) & ~mine
    to_settle = Q(state=State.DIFFERENT) & (mine | Q(checked_by=user))
    return batches_of(user).filter(to_check | to_settle | (mine & Q(state=State.OPEN)))
