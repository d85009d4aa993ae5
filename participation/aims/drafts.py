"""From chosen aims to drafts of pages, once for each sending of the form."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry

from participation.aims.catalogue import Aim
from participation.models import ModulePage, ProjectPage

PREPARED = "participation.prepared"
# To invite people, and to find somebody for the moderation.
BEFORE_THE_START = timedelta(weeks=1)
# What residents are promised, unless the project says another day.
RESULT_AFTER = timedelta(weeks=6)


def prepare(project: ProjectPage, aims: Sequence[Aim], by: Any, sending: str) -> list[ModulePage]:
    """A draft for each aim, in its order. The same sending again, also at the same time, makes none and finds the first."""
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=project.pk)
        found = prepared_by(project, sending)
        if found:
            return found
        with translation.override(project.locale.language_code):
            pages = [add_draft(project, aim, by, sending) for aim in aims]
        promise_result(project, max(page.closes_at for page in pages if page.closes_at), by)
    return pages


def prepared_by(project: ProjectPage, sending: str) -> list[ModulePage]:
    entries = PageLogEntry.objects.filter(action=PREPARED, data__sending=sending).values("page")
    return list(ModulePage.objects.child_of(project).filter(pk__in=entries).order_by("path"))


def add_draft(project: ProjectPage, aim: Aim, by: Any, sending: str) -> ModulePage:
    opens_at, closes_at = window_of(project, aim)
    page = aim.kind(
        title=str(aim.title),
        opens_at=opens_at,
        closes_at=closes_at,
        identity=aim.identity,
        moderation=aim.moderation,
        live=False,
        has_unpublished_changes=True,
        owner=by,
        locale=project.locale,
        **aim.more(),
    )
    # A second treebeard node below the same object needs its number of children as it is now.
    ProjectPage.objects.get(pk=project.pk).add_child(instance=page)
    revision = page.save_revision(user=by, log_action=False)
    log(page, "wagtail.create", user=by, revision=revision)
    log(page, PREPARED, user=by, data={"sending": sending, "aim": aim.name})
    return page


def window_of(project: ProjectPage, aim: Aim) -> tuple[datetime, datetime]:
    """In the project's own days if they are still to come, else from a week ahead for as long as it usually takes."""
    soon = timezone.localdate() + BEFORE_THE_START
    first = max(project.starts, soon) if project.starts else soon
    opens_at = moment(first, time(aim.first_hour))
    closes_at = moment(timezone.localdate(opens_at + aim.open_for), timezone.localtime(opens_at + aim.open_for).time())
    last = moment(project.ends + timedelta(days=1), time()) if project.ends else None
    return opens_at, min(closes_at, last) if last and last > opens_at else closes_at


def moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=timezone.get_current_timezone())


def promise_result(project: ProjectPage, end: datetime, by: Any) -> None:
    """The day on which somebody asks for the result; only where none stands, and where this person may write it down."""
    latest = project.get_latest_revision_as_object()
    may = project.permissions_for_user(by)
    if latest.result_due is None and may.can_edit() and not may.page_locked():
        latest.result_due = timezone.localdate(end) + RESULT_AFTER
        latest.save_revision(user=by, log_action=True)
