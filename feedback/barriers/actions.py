"""What happens with a report of a barrier: it is taken, answered by mail, noted about, closed."""

import logging
from smtplib import SMTPException
from typing import Any

from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from feedback.barriers.dates import due_days, land, town
from feedback.models import BarrierEntry, BarrierReport
from feedback.subjects import Found

logger = logging.getLogger(__name__)

ANSWERED = "feedback.barrier_answered"
CLOSED = "feedback.barrier_closed"
SIGNER = signing.TimestampSigner(salt="feedback.barrier")
TOKEN_LASTS = 24 * 60 * 60


class NotSentError(Exception):
    """The mail server did not take the answer; nothing was stored."""


def token_of(report: BarrierReport) -> str:
    """What opens the page that says what happens with this report; for a day."""
    return SIGNER.sign(str(report.pk))


def report_of(token: str) -> BarrierReport | None:
    """The report that a token opens; None for one that is not ours, too old or about a report that is gone."""
    try:
        number = SIGNER.unsign(token, max_age=TOKEN_LASTS)
    except signing.BadSignature:
        return None
    return BarrierReport.objects.filter(pk=number).first()


def take(said: dict[str, Any], found: Found | None) -> BarrierReport:
    """Store a report, once for each form; who gave an address gets a mail with the number."""
    first_due, last_due = due_days()
    page = {"page_id": found.page.pk if found and found.page else None}
    new = {**said, **page, "language": get_language() or "de", "first_due": first_due, "last_due": last_due}
    submission = new.pop("submission")
    with transaction.atomic():
        report, is_new = BarrierReport.objects.get_or_create(submission=submission, defaults=new)
        if is_new and report.email:
            transaction.on_commit(lambda: confirm(report))
    return report


def confirm(report: BarrierReport) -> None:
    """Nobody's report is lost because a mail server is away: the page says the same."""
    try:
        write(report, "feedback/barrier_arrived.txt", _("We have your report %(number)s") % {"number": report.number})
    except (SMTPException, OSError):
        logger.exception("The confirmation of report %s was not sent.", report.number)


def write(report: BarrierReport, template: str, subject: str, **context: Any) -> None:
    """A mail about a report; raises SMTPException or OSError."""
    text = render_to_string(template, {"report": report, "town": town(), "land": land(), **context})
    send_mail(subject, text, None, [report.email])


def answer(report: BarrierReport, user: Any, text: str) -> None:
    """Send an answer; raises NotSentError, and then nothing has changed."""
    try:
        with transaction.atomic(), translation.override(report.language):
            BarrierEntry.objects.create(report=report, kind=BarrierEntry.Kind.ANSWER, text=text, by=name_of(user))
            BarrierReport.objects.filter(pk=report.pk, answered_at=None).update(answered_at=timezone.now())
            log(instance=report, action=ANSWERED, user=user, title=report.number)
            subject = _("About your report %(number)s") % {"number": report.number}
            write(report, "feedback/barrier_answer.txt", subject, text=text)
    except (SMTPException, OSError) as error:
        raise NotSentError from error


def note(report: BarrierReport, user: Any, text: str) -> None:
    BarrierEntry.objects.create(report=report, kind=BarrierEntry.Kind.NOTE, text=text, by=name_of(user))


@transaction.atomic
def close(report: BarrierReport, user: Any) -> bool:
    """Nothing more is to be done; tell whether it was open."""
    is_new = bool(BarrierReport.objects.open().filter(pk=report.pk).update(closed_at=timezone.now()))
    if is_new:
        log(instance=report, action=CLOSED, user=user, title=report.number)
    return is_new


def name_of(user: Any) -> str:
    return (user.get_full_name() or user.get_username())[:150]
