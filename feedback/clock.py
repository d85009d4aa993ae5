"""What the room does again and again."""

from datetime import time

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback import retention
from feedback.barriers.reminders import remind
from feedback.models import BarrierReport, Reply
from jobs.retention import forgets
from jobs.schedule import job


@forgets("feedback.replies", _("What visitors say about pages"), _("twelve months"), by="feedback.forget")
def old_replies() -> QuerySet[Reply]:
    return retention.old_replies()


@forgets(
    "feedback.reports", _("Reports of barriers"), _("twelve months after the report is closed"), by="feedback.forget"
)
def old_reports() -> QuerySet[BarrierReport]:
    return retention.old_reports()


@job(name="feedback.forget", title=_("Delete old feedback and reports of barriers"), at=time(3, 45))
def forget() -> None:
    """The privacy notice promises it: both are kept for a year."""
    retention.forget_all()


@job(name="feedback.remind", title=_("Remind of reports of barriers that must be answered"), at=time(7, 20))
def remind_of_reports() -> None:
    """Three days before the day that was promised, and every third day when it is over."""
    remind(timezone.localdate())
