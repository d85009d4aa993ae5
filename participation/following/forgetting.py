"""Who follows nothing any more is forgotten: the address is kept for nothing else."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Left, Length
from django.utils import timezone

from participation.following.chain import last_project
from participation.models import Follower, FollowEvent, Following, FollowLink, LastTold, ModulePage, ProjectPage
from participation.models.following import LINK_LASTS

UNCONFIRMED_FOR = timedelta(days=7)
NETWORK_KEPT_FOR = timedelta(days=1)
# What was told, and to whom.
NEWS_KEPT_FOR = timedelta(days=365)
OVER_FOR = timedelta(days=365)


def end(following: Following) -> None:
    """One subject less; with it goes what was still to be sent about it."""
    with transaction.atomic():
        following.delete()
        forget_idle(Follower.objects.filter(pk=following.follower_id))


def end_all(follower: Follower) -> None:
    follower.delete()


def forget_idle(followers: Any) -> None:
    followers.filter(followings=None).delete()


def forget_old() -> None:
    """What the privacy notice promises: unconfirmed addresses after 7 days, links, networks, and old news."""
    with transaction.atomic():
        unconfirmed().delete()
        forget_idle(Follower.objects.all())
    old_links().delete()
    old_networks().update(network="")
    old_news().delete()


def unconfirmed() -> QuerySet[Following]:
    return Following.objects.filter(confirmed_at=None, asked_at__lte=timezone.now() - UNCONFIRMED_FOR)


def old_links() -> QuerySet[FollowLink]:
    return FollowLink.objects.filter(made_at__lte=timezone.now() - LINK_LASTS)


def old_networks() -> QuerySet[FollowLink]:
    return FollowLink.objects.filter(made_at__lte=timezone.now() - NETWORK_KEPT_FOR).exclude(network="")


def old_news() -> QuerySet[FollowEvent]:
    """With each goes to whom it was told."""
    return FollowEvent.objects.filter(happened_at__lte=timezone.now() - NEWS_KEPT_FOR)


def over() -> QuerySet[ProjectPage]:
    """The projects that have been over for a year."""
    limit = timezone.localdate() - OVER_FOR
    return ProjectPage.objects.filter(pk__in=LastTold.objects.filter(over_since__lte=limit).values("page"))


def of_finished_projects() -> QuerySet[Following]:
    """What is followed of a project that has been over for a year, or of a way to take part in it."""
    modules = ModulePage.objects.annotate(above=Left("path", Length("path") - ModulePage.steplen))
    below = modules.filter(above__in=over().values("path")).values("pk")
    return Following.objects.filter(Q(project__in=over().values("pk")) | Q(module__in=below))


def forget_followers_of_finished_projects() -> None:
    """Twelve months after a project is done or stopped; what led from it to another one is followed on."""
    ended = over()
    for project in ended:
        with transaction.atomic():
            forget_followers_of(project, ended)
            forget_idle(Follower.objects.all())


def forget_followers_of(project: ProjectPage, ended: Any) -> None:
    modules = ModulePage.objects.child_of(project).values("pk")
    Following.objects.filter(Q(project=project) | Q(module__in=modules)).delete()
    ids_over = set(ended.values_list("pk", flat=True))
    for following in Following.objects.filter(contribution__module__in=modules).select_related("contribution"):
        end_of_it = last_project(following.contribution)
        if end_of_it is None or end_of_it.pk in ids_over:
            following.delete()
