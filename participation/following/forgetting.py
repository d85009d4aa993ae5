"""Who follows nothing any more is forgotten: the address is kept for nothing else."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
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
    now = timezone.now()
    with transaction.atomic():
        Following.objects.filter(confirmed_at=None, asked_at__lte=now - UNCONFIRMED_FOR).delete()
        forget_idle(Follower.objects.all())
    FollowLink.objects.filter(made_at__lte=now - LINK_LASTS).delete()
    FollowLink.objects.filter(made_at__lte=now - NETWORK_KEPT_FOR).exclude(network="").update(network="")
    FollowEvent.objects.filter(happened_at__lte=now - NEWS_KEPT_FOR).delete()


def forget_followers_of_finished_projects() -> None:
    """Twelve months after a project is done or stopped; what led from it to another one is followed on."""
    limit = timezone.localdate() - OVER_FOR
    over = ProjectPage.objects.filter(pk__in=LastTold.objects.filter(over_since__lte=limit).values("page"))
    for project in over:
        with transaction.atomic():
            forget_followers_of(project, over)
            forget_idle(Follower.objects.all())


def forget_followers_of(project: ProjectPage, over: Any) -> None:
    modules = ModulePage.objects.child_of(project).values("pk")
    Following.objects.filter(Q(project=project) | Q(module__in=modules)).delete()
    ids_over = set(over.values_list("pk", flat=True))
    for following in Following.objects.filter(contribution__module__in=modules).select_related("contribution"):
        end_of_it = last_project(following.contribution)
        if end_of_it is None or end_of_it.pk in ids_over:
            following.delete()
