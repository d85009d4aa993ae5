"""Reports of barriers, with the days by which the law wants them answered."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

LONGEST_REPORT = 3000


class BarrierReportQuerySet(models.QuerySet["BarrierReport"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def late(self) -> Self:
        """What should have been answered by yesterday."""
        today = timezone.localdate()
        first = Q(answered_at=None, first_due__lt=today)
        return self.open().filter(first | Q(last_due__lt=today))

    def by_due_day(self) -> Self:
        """Open before closed, and what is due first on top; that is what is overdue."""
        due = Case(When(answered_at=None, then=F("first_due")), default=F("last_due"))
        is_closed = Case(When(closed_at=None, then=Value(0)), default=Value(1))
        return self.annotate(due=due, closed=is_closed).order_by("closed", "due", "pk")


class BarrierReport(models.Model):
    """Something on the site that somebody cannot use (§ 12b BGG and the laws of the Länder)."""

    what = models.TextField(_("what does not work"), max_length=LONGEST_REPORT)
    where = models.CharField(_("where"), max_length=1000, blank=True)
    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=10, default="de", editable=False)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    # Days that were promised; a later change of the law's table does not move them.
    first_due = models.DateField(_("first answer by"))
    last_due = models.DateField(_("final answer by"))
    answered_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True, db_index=True)
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True, editable=False)
    # The number that the form was drawn with: a double click sends one report.
    submission = models.UUIDField(unique=True, editable=False)

    objects = BarrierReportQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("report of a barrier")
        verbose_name_plural = _("reports of barriers")
        default_permissions = ()
        permissions = [("answer_barrierreport", _("answers reports of barriers"))]

    def __str__(self) -> str:
        return f"{self.number}: {self.what[:60]}"

    @property
    def number(self) -> str:
        """What people name when they ask again."""
        return f"B-{timezone.localdate(self.sent_at).year}-{self.pk:05d}"

    @property
    def due_on(self) -> datetime.date:
        """The next day that counts: that of the first answer, afterwards that of the final one."""
        return self.last_due if self.answered_at else self.first_due

    @property
    def is_overdue(self) -> bool:
        return self.closed_at is None and self.due_on < timezone.localdate()

    @property
    def state(self) -> Any:
        if self.closed_at:
            return pgettext_lazy("feedback", "closed")
        if self.is_overdue:
            return _("overdue")
        return _("answered, still open") if self.answered_at else _("waits for its first answer")


class BarrierEntry(models.Model):
    """What the town hall did about a report: an answer that went out, or a note for itself."""

    class Kind(models.TextChoices):
        ANSWER = "answer", _("answer")
        NOTE = "note", _("internal note")

    report = models.ForeignKey(
        BarrierReport, verbose_name=_("report"), on_delete=models.CASCADE, related_name="entries"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.TextField(_("text"))
    # A name and no foreign key: it outlives accounts.
    by = models.CharField(_("by"), max_length=150, blank=True)
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("entry about a report")
        verbose_name_plural = _("entries about reports")
        default_permissions = ()

    def __str__(self) -> str:
        return self.text[:60]
