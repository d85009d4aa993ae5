"""Moderation in figures, without persons: what was decided and why, how long it took, what was appealed."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.spreadsheets import Table, csv_file
from participation.models import Appeal, Decision, Reason
from participation.moderation.access import contributions_of, sees_all
from participation.moderation.admin_views import moderators_only

MONTHS = 12
Action = Decision.Action


@dataclass
class Month:
    """What was decided in one month; `median` is the time to a decision in hours, None where nobody waited."""

    begins: datetime
    decided: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    # In hours.
    waits: list[float] = field(default_factory=list)
    appeals: int = 0

    @property
    def median(self) -> float | None:
        return round(median(self.waits), 1) if self.waits else None

    @property
    def decisions(self) -> list[int]:
        return [self.decided[action] for action in Action.values]

    @property
    def because(self) -> list[int]:
        return [self.reasons[reason] for reason in Reason.values]

    @property
    def name(self) -> str:
        return date_format(self.begins, "F Y")

    def row(self) -> list[Any]:
        waited = "" if self.median is None else self.median
        return [f"{self.begins:%Y-%m}", *self.decisions, *self.because, waited, self.appeals]


def headings() -> list[str]:
    counted = [str(label) for label in (*Action.labels, *Reason.labels)]
    return [_("Month"), *counted, _("Median time to a decision, in hours"), _("Appeals")]


def decisions_of(user: Any) -> QuerySet[Decision]:
    """Also of what was deleted since, for those who see everything."""
    if sees_all(user):
        return Decision.objects.all()
    return Decision.objects.filter(contribution__in=contributions_of(user).values("pk"))


def months_of(user: Any, now: datetime) -> list[Month]:
    """The last twelve months, this one first; two queries."""
    months = {begins: Month(begins) for begins in beginnings(timezone.localtime(now))}
    first = min(months)
    rows = decisions_of(user).filter(at__gte=first).values_list("at", "action", "reason", "waited")
    for at, action, reason, waited in rows.order_by().iterator():
        month = months[beginning(at)]
        month.decided[action] += 1
        if reason:
            month.reasons[reason] += 1
        if waited:
            month.waits.append(waited / timedelta(hours=1))
    appeals = Appeal.objects.filter(decision__in=decisions_of(user).values("pk"), sent_at__gte=first)
    for sent_at in appeals.values_list("sent_at", flat=True):
        months[beginning(sent_at)].appeals += 1
    return list(months.values())


def beginning(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)


def beginnings(now: datetime) -> list[datetime]:
    found = [beginning(now)]
    while len(found) < MONTHS:
        found.append(beginning(found[-1] - timedelta(days=1)))
    return found


@moderators_only
def figures_view(request: HttpRequest) -> HttpResponseBase:
    """/admin/participation/figures-of-moderation/: a table, and the same for spreadsheets with ?export=csv."""
    months = months_of(request.user, timezone.now())
    if request.GET.get("export") == "csv":
        return as_csv(months)
    context = {
        "page_title": _("Moderation in figures"),
        "header_icon": "list-ul",
        "months": months,
        "actions": Action.labels,
        "reasons": Reason.labels,
    }
    return render(request, "participation/moderation/figures.html", context)


def as_csv(months: list[Month]) -> FileResponse:
    return csv_file(Table(_("Moderation in figures"), headings(), [month.row() for month in months]), "moderation")
