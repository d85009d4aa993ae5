"""Keeps the search equal to what one can do in a project now: its ways to take part open and close by the clock."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from cms.signals import content_changed
from participation.models import Contribution, Idea, ModulePage, ProjectPage

LOOKED_AT_EVERY = timedelta(minutes=5)


def on_way_changed(sender: type, instance: Page, **kwargs: Any) -> None:
    """A way to take part was published, taken back or deleted: its project is found as open, or no longer."""
    if isinstance(instance, ModulePage):
        tell(ProjectPage.objects.filter(path=instance.path[: -Page.steplen], live=True))
        tell_ideas([instance.pk])


def on_contribution_changed(sender: type, contribution: Contribution, was: str, **kwargs: Any) -> None:
    """Moderators decide about contributions without asking what they are; only ideas are found by the search.

    An idea is found with the words of those that went into it, and these stand for themselves when it is gone.
    """
    concerned = Q(pk=contribution.pk) | Q(merged=contribution.pk) | Q(merged_into=contribution.pk)
    ideas = list(Idea.objects.filter(concerned).distinct()) if sender in (Idea, Contribution) else []
    if ideas:
        content_changed.send(sender=Idea, instances=ideas)


def tell_ideas(modules: list[int]) -> None:
    """Ideas are found while everybody may see their collection, and as open while one can take part there."""
    ideas = list(Idea.objects.filter(module__in=modules, state=Idea.State.PUBLIC))
    if ideas:
        content_changed.send(sender=Idea, instances=ideas)


def tell_what_has_opened_or_closed() -> None:
    """Whoever was late or killed is made up for: each change is told three times."""
    now = timezone.now()
    passed = (now - 3 * LOOKED_AT_EVERY, now)
    ways = ModulePage.objects.live().filter(Q(opens_at__range=passed) | Q(closes_at__range=passed))
    paths = {way.path[: -Page.steplen] for way in ways}
    for way in ways:
        content_changed.send(sender=ModulePage, instances=[way])
    tell_ideas([way.pk for way in ways])
    tell(ProjectPage.objects.live().filter(path__in=paths))


def tell(projects: Any) -> None:
    for project in projects:
        content_changed.send(sender=ProjectPage, instances=[project])
