"""What people of the demo town say about its pages, and the barriers that they report."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone
from wagtail.models import Page

from demo.content import read
from demo.logins import LOGINS
from directory.models import Department
from feedback import subjects
from feedback.barriers.dates import due_days
from feedback.models import BarrierEntry, BarrierReport, FeedbackGroup, Reply

EDITOR = next(iter(LOGINS))


def load_feedback(today: date) -> None:
    content = read("feedback")
    for entry in content["group"]:
        load_group(entry, today)
    for entry in content["barrier"]:
        load_report(entry, today)


def moment(today: date, days_ago: int) -> datetime:
    return timezone.make_aware(datetime.combine(today - timedelta(days=days_ago), time(10)))


def found(entry: dict[str, Any]) -> subjects.Found:
    """The page that an entry names; raises ValueError where the demo town has none."""
    if "department" in entry:
        key = Department.objects.get(slug=entry["department"]).get_absolute_url()
    else:
        key = f"{subjects.PAGE}{Page.objects.get(slug=entry['slug']).pk}"
    about = subjects.find(key)
    if about is None:
        raise ValueError(f"Nobody is asked about {key}.")
    return about


def load_group(entry: dict[str, Any], today: date) -> None:
    subject = subjects.store(found(entry))
    closed = {}
    if "closed_days_ago" in entry:
        closed = {"closed_at": moment(today, entry["closed_days_ago"]), "closed_by": EDITOR, "is_published": True}
    group = FeedbackGroup.objects.create(
        subject=subject,
        cause=entry["cause"],
        opened_at=moment(today, entry["days_ago"]),
        change=entry.get("change", ""),
        **closed,
    )
    for words in [*entry["words"], *[""] * entry["silent"]]:
        Reply.objects.create(
            subject=subject,
            group=group,
            is_clear=entry["cause"].startswith("good_"),
            says_why=True,
            words=words,
            part=entry.get("part", "") if words else "",
            given_at=moment(today, entry["days_ago"]),
        )


def load_report(entry: dict[str, Any], today: date) -> None:
    about = found(entry) if "slug" in entry else None
    first_due, last_due = due_days(today - timedelta(days=entry["sent_days_ago"]))
    answered_at = moment(today, entry["answered_days_ago"]) if "answer" in entry else None
    report = BarrierReport.objects.create(
        what=entry["what"],
        where=about.address if about else entry["where"],
        page_id=about.page.pk if about and about.page else None,
        email=entry.get("email", ""),
        sent_at=moment(today, entry["sent_days_ago"]),
        first_due=first_due,
        last_due=last_due,
        answered_at=answered_at,
        closed_at=answered_at if entry.get("closed") else None,
        submission=uuid4(),
    )
    for kind in ("answer", "note"):
        if kind in entry:
            BarrierEntry.objects.create(
                report=report, kind=kind, text=entry[kind], by=EDITOR, at=answered_at or report.sent_at
            )
