"""Mails about texts that wait: first to those who decide, later to their deputies and the heads of the departments.

One mail per person, whatever waits for them. Days are working days of the Land in which the town lies.
"""

import datetime
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Site, TaskState, WorkflowState

from accounts.deputies import deputy_of
from approvals import links
from approvals.actions import one_line, renew
from approvals.models import ApprovalLink, Reminder
from approvals.people import Approver, is_last_editor
from cms.models import TownSettings
from directory.in_charge import department_of
from directory.public_holidays import holiday

logger = logging.getLogger(__name__)
Stage = Reminder.Stage


@dataclass(frozen=True)
class Waiting:
    """One text in a mail: where to decide it, or no address for somebody who is only to know."""

    title: str
    step: str
    since: datetime.datetime
    address: str = ""
    link: ApprovalLink | None = None


@dataclass
class Letter:
    """All that one person hears of."""

    to: Approver
    texts: list[Waiting] = field(default_factory=list)
    stages: dict[int, int] = field(default_factory=dict)


class Letters(dict[str, Letter]):
    """The mails of a day, by address."""

    def add(self, person: Approver, text: Waiting, stage: tuple[int, int] | None = None) -> None:
        letter = self.setdefault(person.email.casefold(), Letter(person))
        if all((text.title, text.step) != (known.title, known.step) for known in letter.texts):
            letter.texts.append(text)
        if stage:
            letter.stages[stage[0]] = stage[1]


def remind(today: datetime.date) -> int:
    """Tell everybody who was not told yet, on working days only, and say how many mails went out."""
    ars = town_key()
    if not is_working_day(today, ars):
        return 0
    letters = Letters()
    for link in ApprovalLink.objects.waiting().filter(reminded_at=None).select_related("revision", "task_state__task"):
        if not link.closed and waited(link.asked_at, today, ars) >= settings.APPROVAL_REMINDER_DAYS:
            letters.add(Approver(link.name, link.email), text_of_link(link))
    for step in waiting_steps():
        stage = stage_of(waited(step.started_at, today, ars))
        if stage > known_stage(step):
            write(letters, step, stage)
    return deliver(letters)


def waiting_steps() -> Iterable[TaskState]:
    """The steps in which pages stand now."""
    return TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__current_task_state=F("pk"),
        workflow_state__base_content_type__app_label="wagtailcore",
        workflow_state__base_content_type__model="page",
    ).select_related("workflow_state", "task", "approval_reminder")


def known_stage(step: TaskState) -> int:
    return step.approval_reminder.stage if hasattr(step, "approval_reminder") else 0


def stage_of(days: int) -> int:
    if days >= settings.APPROVAL_ESCALATION_DAYS:
        return Stage.DEPUTIES
    return Stage.APPROVERS if days >= settings.APPROVAL_REMINDER_DAYS else 0


def write(letters: Letters, step: TaskState, stage: int) -> None:
    """One text into the mails of all whom it concerns at this stage."""
    page = step.workflow_state.content_object
    title, where = page.get_latest_revision().object_str, address_of_form(page)
    here = Waiting(title, step.task.name, step.started_at, where)
    approvers = list(approvers_of(step, page))
    for user in approvers + (list(deputies_of(approvers)) if stage == Stage.DEPUTIES else []):
        letters.add(named(user), here, (step.pk, stage))
    head = head_of(page) if stage == Stage.DEPUTIES else None
    if head is not None:
        letters.add(head, Waiting(title, step.task.name, step.started_at), (step.pk, stage))


def approvers_of(step: TaskState, page: Page) -> Iterator[Any]:
    """The people of the step's roles who may decide about this page and want to be told."""
    groups = getattr(step.task.specific, "groups", None)
    people = get_user_model().objects.filter(is_active=True, groups__in=groups.all() if groups else []).distinct()
    for user in people.exclude(email="").select_related("wagtail_userprofile").order_by("pk"):
        profile = getattr(user, "wagtail_userprofile", None)
        if (profile is None or profile.submitted_notifications) and not is_last_editor(page, user.email):
            yield user


def deputies_of(approvers: Iterable[Any]) -> Iterator[Any]:
    for user in approvers:
        deputy = deputy_of(user)
        if deputy is not None and deputy.email:
            yield deputy


def head_of(page: Page) -> Approver | None:
    """Who leads the department in charge; they are only told, for they may have no account."""
    department = department_of(page.get_latest_revision_as_object())
    head = department.head if department else None
    return Approver(head.name, head.email) if head and head.email else None


def named(user: Any) -> Approver:
    return Approver(user.get_full_name() or user.get_username(), user.email)


def text_of_link(link: ApprovalLink) -> Waiting:
    return Waiting(link.revision.object_str, link.task_state.task.name, link.asked_at, link=link)


def address_of_form(page: Page) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])


def deliver(letters: Letters) -> int:
    """Send the mails; a text counts as told when somebody got it. What fails is tried again on the next working day."""
    told: dict[int, int] = {}
    sent = 0
    for letter in letters.values():
        try:
            post(letter)
        except (SMTPException, OSError):
            logger.exception("A reminder of approvals could not be sent.")
            continue
        sent += 1
        told |= letter.stages
    for number, stage in told.items():
        Reminder.objects.update_or_create(task_state_id=number, defaults={"stage": stage, "told_at": timezone.now()})
    return sent


@transaction.atomic
def post(letter: Letter) -> None:
    """A link is made anew for the mail, for nobody knows the first one any more; if the mail fails the first stays good."""
    texts = [(text, links.address_of(renew(text.link)) if text.link else text.address) for text in letter.texts]
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Waits for an approval: %(title)s") % {"title": letter.texts[0].title}
        if len(texts) > 1:
            subject = _("%(n)d texts wait for an approval") % {"n": len(texts)}
        text = render_to_string("approvals/reminder_mail.txt", {"name": letter.to.name, "texts": texts})
    send_mail(one_line(subject), text, None, [letter.to.email])


def waited(since: datetime.datetime, today: datetime.date, ars: str) -> int:
    """For how many working days something waits; the day on which it began does not count."""
    begin = timezone.localdate(since)
    days = (begin + timedelta(days=number + 1) for number in range((today - begin).days))
    return sum(is_working_day(day, ars) for day in days)


def is_working_day(day: datetime.date, ars: str) -> bool:
    return day.weekday() < 5 and not holiday(day, ars)


def town_key() -> str:
    """The regional key of the town, whose first digits name the Land and so its public holidays."""
    site = Site.objects.filter(is_default_site=True).first()
    return TownSettings.for_site(site).ars if site else ""
