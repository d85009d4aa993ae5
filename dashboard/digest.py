"""The mail that asks who keeps a page whether it is still true, and whom it asks when nobody answers.

Two weeks lie between two questions: the keeper is asked twice, then whoever stands in for them, then the head of the
department. There is one mail a day to a person at most, and none on days without a new question.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import models
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.deputies import deputy_of
from cms.upkeep import Keeper, Upkeep
from dashboard.still_true import link_to
from directory.in_charge import departments_of
from directory.models import Department

logger = logging.getLogger(__name__)

PAUSE = timedelta(days=14)
# More in one mail nobody reads; the others come with the next question.
MOST = 50


class Reason(models.TextChoices):
    """Why somebody is asked."""

    KEEPER = "keeper", _("You look after these pages. Please read them: is all of it still true?")
    AGAIN = "again", _("We asked about these pages two weeks ago. Please read them: is all of it still true?")
    DEPUTY = "deputy", _("You stand in for somebody who was asked twice about these pages and has not answered.")
    HEAD = "head", _("These pages belong to your department, and nobody has said that they are still true.")


@dataclass(frozen=True)
class Question:
    """One page, and who is asked about it today."""

    upkeep: Upkeep
    reason: Reason
    to: Keeper

    @property
    def link(self) -> str:
        return link_to(self.upkeep, self.to)

    @property
    def address(self) -> str:
        return self.upkeep.page.full_url or ""


def send_digests(today: date | None = None) -> None:
    """One mail to each who is asked today. Raises RuntimeError when some could not be sent; they are tried again."""
    today = today or timezone.localdate()
    mails: dict[str, list[Question]] = defaultdict(list)
    for question in questions(today):
        mails[question.to.email.lower()].append(question)
    failed = [address for address, asked in mails.items() if not send(asked[:MOST], today)]
    if failed:
        raise RuntimeError(f"{len(failed)} mails about pages to read could not be sent.")


def questions(today: date) -> Iterable[Question]:
    """What is asked today, the page that waits longest first."""
    is_time = Q(told_on=None) | Q(told_on__lte=today - PAUSE)
    due = list(Upkeep.objects.due(today).filter(is_time).select_related("page__owner").order_by("due_on", "pk"))
    heads = heads_of(due)
    for upkeep in due:
        asked = ladder(upkeep, heads.get(upkeep.page_id), today)
        if upkeep.times_told < len(asked):
            reason, person = asked[upkeep.times_told]
            yield Question(upkeep, reason, person)


def ladder(upkeep: Upkeep, head: Keeper | None, today: date) -> list[tuple[Reason, Keeper]]:
    """Who is asked one after the other; whoever has no address is passed over."""
    keeper = upkeep.keeper
    deputy = deputy_of(keeper.user, today) if keeper and keeper.user else None
    stands_in = Keeper(deputy.get_full_name() or deputy.get_username(), deputy.email, deputy) if deputy else None
    steps = [(Reason.KEEPER, keeper), (Reason.AGAIN, keeper), (Reason.DEPUTY, stands_in), (Reason.HEAD, head)]
    return [(reason, person) for reason, person in steps if person is not None and person.email]


def heads_of(due: list[Upkeep]) -> dict[int, Keeper]:
    """By page: the head of its department, or the department's mailbox where no head has an address."""
    of_pages = departments_of([upkeep.page for upkeep in due])
    departments = Department.objects.filter(pk__in=set(of_pages.values())).select_related("head")
    heads = {department.pk: head_of(department) for department in departments}
    return {page: heads[department] for page, department in of_pages.items()}


def head_of(department: Department) -> Keeper:
    head = department.head
    if head is not None and head.email:
        return Keeper(head.name, head.email)
    return Keeper(department.name, department.email)


def send(asked: list[Question], today: date) -> bool:
    """The mail to one person; only what went out counts as asked."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = ngettext("Is this page still true?", "Are these %(n)d pages still true?", len(asked))
        text = render_to_string("dashboard/digest_mail.txt", context_of(asked))
    try:
        send_mail(subject % {"n": len(asked)}, text, None, [asked[0].to.email])
    except (SMTPException, OSError):
        logger.exception("A mail about pages to read could not be sent.")
        return False
    asked_about = [question.upkeep.pk for question in asked]
    Upkeep.objects.filter(pk__in=asked_about).update(times_told=F("times_told") + 1, told_on=today)
    return True


def context_of(asked: list[Question]) -> dict[str, Any]:
    groups = [(reason, [each for each in asked if each.reason == reason]) for reason in Reason]
    report = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('upkeep:report')}?state=due"
    return {
        "name": asked[0].to.name,
        "groups": [(reason.label, questions) for reason, questions in groups if questions],
        "report": report if asked[0].to.user else "",
    }
