"""Finds by itself what there is to tell: by the clock, and when a page is published."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from cms.visibility import for_everybody
from participation.following.events import Kind, tell
from participation.models import Idea, LastTold, Milestone, ModulePage, ProjectPage

LOOKED_AT_EVERY = timedelta(minutes=10)
BEFORE_THE_END = timedelta(hours=48)
# What began longer ago, because no worker ran, is no news.
MADE_UP_FOR = timedelta(days=1)
OVER = {ProjectPage.Status.DONE: Kind.DONE, ProjectPage.Status.STOPPED: Kind.STOPPED}


def tell_by_the_clock() -> None:
    """Moments are counted, not hours of the clock, so the changes of summer time move nothing."""
    now = timezone.now()
    tell_what_begins(now)
    tell_what_ends(now)
    remember_new_pages()


def tell_what_begins(now: datetime) -> None:
    """Each module once for each beginning; one that was published late begins when it is published."""
    since = now - MADE_UP_FOR
    begun = Q(opens_at=None) | Q(opens_at__lte=now)
    not_over = Q(closes_at=None) | Q(closes_at__gt=now)
    fresh = Q(opens_at__gt=since) | Q(first_published_at__gt=since)
    for module in for_everybody(ModulePage.objects.filter(begun, not_over, fresh)):
        tell(module, Kind.OPENS, key=str(timezone.localdate(module.opens_at) if module.opens_at else ""))


def tell_what_ends(now: datetime) -> None:
    """48 hours before; a module that is not open so long needs no second mail."""
    ending = ModulePage.objects.filter(closes_at__gt=now, closes_at__lte=now + BEFORE_THE_END)
    for module in for_everybody(ending):
        begin = module.opens_at or module.first_published_at
        if begin is None or begin <= module.closes_at - BEFORE_THE_END:
            tell(module, Kind.ENDS_SOON, key=str(timezone.localdate(module.closes_at)))


def remember_new_pages() -> None:
    """Pages that came to be without being published by hand; from now on what changes there is news."""
    known = LastTold.objects.values("page")
    for model in (ProjectPage, ModulePage):
        for page in model.objects.live().exclude(pk__in=known):
            last_told(page)


def on_published(sender: type, instance: Page, **kwargs: Any) -> None:
    """A project or a module is published: tell what differs from the last time; the first time is no news.

    Published twice at once it is told once: the second waits here and finds that nothing differs.
    """
    if not isinstance(instance, ProjectPage | ModulePage):
        return
    with transaction.atomic():
        last, is_new = last_told(instance)
        if not is_new:
            last = LastTold.objects.select_for_update().get(pk=last.pk)
            tell_differences(instance, last)
            LastTold.objects.filter(pk=last.pk).update(**state_of(instance, last.over_since))
        if isinstance(instance, ProjectPage):
            tell_where_it_came_from(instance)


def last_told(page: ProjectPage | ModulePage) -> tuple[LastTold, bool]:
    """The row of a page, and whether it begins now with the page as it stands. Of two at once the database keeps one."""
    return LastTold.objects.get_or_create(page_id=page.pk, defaults=state_of(page))


def tell_differences(page: ProjectPage | ModulePage, last: LastTold) -> None:
    if has_result(page) and not last.has_result:
        tell(page, Kind.RESULT)
    if not isinstance(page, ProjectPage):
        return
    now = timezone.now().isoformat()
    for step in page.milestones.all():
        if step.state != last.steps.get(str(step.pk), Milestone.State.PLANNED):
            key = f"{step.pk}:{step.state}:{now}"
            tell(page, Kind.MILESTONE, key=key, step=step.title, state=step.state, number=step.pk)
    if page.status != last.status and page.status in OVER:
        tell(page, OVER[ProjectPage.Status(page.status)], key=now)


def tell_where_it_came_from(project: ProjectPage) -> None:
    """Ideas that became it while it was a draft."""
    for idea in Idea.objects.filter(project=project).select_related("module"):
        tell(idea, Kind.BECAME, key=f"{idea.project_id}-{idea.milestone_id}")


def has_result(page: ProjectPage | ModulePage) -> bool:
    text = page.results if isinstance(page, ProjectPage) else page.result
    return bool(text.strip())


def state_of(page: ProjectPage | ModulePage, over_since: date | None = None) -> dict[str, Any]:
    """How the page stands now, as the columns of its row."""
    if not isinstance(page, ProjectPage):
        return {"has_result": has_result(page)}
    return {
        "has_result": has_result(page),
        "status": page.status,
        "steps": {str(step.pk): step.state for step in page.milestones.all()},
        "over_since": (over_since or timezone.localdate()) if page.status in OVER else None,
    }
