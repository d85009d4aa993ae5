"""What is forgotten when: answers after a year, reports of barriers a year after they were closed."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from feedback.models import BarrierReport, FeedbackGroup, Reply, Subject

# What somebody said about a page a year ago was said about another page.
REPLIES_KEPT_FOR = timedelta(days=365)
# The Land's monitoring office asks for a year; the address goes with the report.
REPORTS_KEPT_FOR = timedelta(days=365)
ONCE_KEPT_FOR = timedelta(hours=1)


def forget_all(*, really: bool = True) -> dict[str, int]:
    """Forget what is due, and say how many of what; with really=False only say it."""
    found = {"answers about pages": old_replies(), "reports of barriers": old_reports()}
    counts = {name: rows.count() for name, rows in found.items()}
    if really:
        for rows in found.values():
            rows.delete()
        Reply.objects.filter(given_at__lt=timezone.now() - ONCE_KEPT_FOR).exclude(once=None).update(once=None)
        forget_empty()
    return counts


def old_replies() -> QuerySet[Reply]:
    return Reply.objects.filter(given_at__lt=timezone.now() - REPLIES_KEPT_FOR)


def old_reports() -> QuerySet[BarrierReport]:
    return BarrierReport.objects.filter(closed_at__lt=timezone.now() - REPORTS_KEPT_FOR)


def forget_empty() -> None:
    """Groups of which nobody's answer is left, but for what is still shown as changed; and their pages."""
    shown_from = timezone.now() - REPLIES_KEPT_FOR
    FeedbackGroup.objects.filter(replies=None).exclude(is_published=True, closed_at__gt=shown_from).delete()
    Subject.objects.filter(replies=None, groups=None).delete()
