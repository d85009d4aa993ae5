"""Who of the town sees the figures: whoever evaluates a way to take part, or a whole project."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.permission_policies.pages import PagePermissionPolicy

from participation.models import ModulePage, ProjectPage
from participation.moderation.access import evaluates, moderates, projects_of
from participation.polls.written import READ_CONFIDENTIAL

READ_NAMES = "participation.read_real_names"


def projects_seen_by(user: Any) -> QuerySet[ProjectPage]:
    """The projects that somebody moderates or may edit."""
    # The rights are those on pages: asked for a kind of page the policy looks for rights that nobody has.
    editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change").values("pk")
    moderated = projects_of(user) if moderates(user) else ProjectPage.objects.none()
    return ProjectPage.objects.filter(Q(pk__in=moderated.order_by().values("pk")) | Q(pk__in=editable))


def may_see(user: Any, page: Any) -> bool:
    if isinstance(page, ModulePage):
        return evaluates(user, page)
    return projects_seen_by(user).filter(pk=page.pk).exists()


def reads_names(user: Any) -> bool:
    """Addresses and real names leave the house only with a right of its own."""
    may: bool = user.has_perm(READ_NAMES)
    return may


def reads_confidential(user: Any) -> bool:
    may: bool = user.has_perm(READ_CONFIDENTIAL)
    return may
