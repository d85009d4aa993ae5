"""Mails about reports of barriers whose day comes near or is over: one to each person who can answer them."""

import datetime
import logging
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from feedback.access import ANSWERS_BARRIERS, BACKEND
from feedback.models import BarrierReport

logger = logging.getLogger(__name__)

AHEAD = timedelta(days=3)


def remind(today: datetime.date) -> int:
    """Tell whoever can answer what is due soon or overdue; say how many reports that were."""
    quiet = Q(reminded_on__gt=today - AHEAD)
    found = [
        report for report in BarrierReport.objects.open().by_due_day().exclude(quiet) if report.due_on <= today + AHEAD
    ]
    if not found:
        return 0
    # Noted first: who runs twice writes once.
    BarrierReport.objects.filter(pk__in=[report.pk for report in found]).update(reminded_on=today)
    with translation.override(settings.LANGUAGE_CODE):
        for person in people():
            write(person, found)
    return len(found)


def people() -> Any:
    with_right = get_user_model()._default_manager.with_perm(ANSWERS_BARRIERS, backend=BACKEND)
    return with_right.filter(is_active=True).exclude(email="").order_by("pk")


def write(person: Any, reports: list[BarrierReport]) -> None:
    address = settings.SITE_URL + reverse("feedback_barriers")
    text = render_to_string("feedback/barrier_reminder.txt", {"reports": reports, "address": address})
    try:
        send_mail(_("Reports of barriers wait for an answer"), text, None, [person.email])
    except (SMTPException, OSError):
        logger.exception("A reminder of reports of barriers was not sent.")
