"""Whose eyes see what: moderators their own projects, those who appoint moderators all of them."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.models import Page

from participation.models import Contribution, ModulePage, ProjectModerator, ProjectPage

MODERATES = "participation.moderate_contribution"
APPOINTS = "participation.add_projectmoderator"


def moderates(user: Any) -> bool:
    return user.has_perm(MODERATES)


def sees_all(user: Any) -> bool:
    """Who could make themselves the moderator of any project needs no appointment."""
    return user.has_perm(APPOINTS)


def projects_of(user: Any) -> QuerySet[ProjectPage]:
    if sees_all(user):
        return ProjectPage.objects.order_by("title")
    return ProjectPage.objects.filter(moderators__user=user).order_by("title")


def modules_of(user: Any) -> QuerySet[ModulePage]:
    """The ways to take part that this person moderates. A module stands right below its project in the tree."""
    if not moderates(user):
        return ModulePage.objects.none()
    if sees_all(user):
        return ModulePage.objects.all()
    of_project = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    return ModulePage.objects.filter(Exists(ProjectModerator.objects.filter(user=user, project__path=of_project)))


def leads(user: Any, module: ModulePage) -> bool:
    """Moderators of the project, and whoever may publish the page: they decide what everybody reads."""
    return is_moderated_by(user, module) or module.permissions_for_user(user).can_publish()


def evaluates(user: Any, module: ModulePage) -> bool:
    """Moderators of the project, and whoever may edit the page: they read what people have sent."""
    return is_moderated_by(user, module) or module.permissions_for_user(user).can_edit()


def is_moderated_by(user: Any, module: ModulePage) -> bool:
    return modules_of(user).filter(pk=module.pk).exists()


def contributions_of(user: Any) -> QuerySet[Contribution]:
    found = Contribution.objects.all()
    return found if moderates(user) and sees_all(user) else found.filter(module__in=modules_of(user).values("pk"))


def others_than(user: AbstractUser | None, module: ModulePage) -> bool:
    """Whether somebody else moderates this module, so that nobody must decide twice about the same."""
    people = get_user_model().objects.filter(is_active=True)
    if user is not None:
        people = people.exclude(pk=user.pk)
    of_project = people.filter(can("moderate_contribution"), pk__in=moderators_of(module))
    everywhere = people.filter(can("moderate_contribution")).filter(can("add_projectmoderator"))
    return of_project.exists() or everywhere.exists()


def moderators_of(module: ModulePage) -> QuerySet:
    return ProjectModerator.objects.filter(project__path=project_path(module)).values("user")


def project_path(module: ModulePage) -> str:
    """Where its project stands in the tree: one step above."""
    return module.path[: -Page.steplen]


def can(right: str) -> Exists:
    """A condition on people: they have this right by a group or of their own."""
    holders = get_user_model().objects.filter(pk=OuterRef("pk"))
    by_group = Q(groups__permissions__content_type__app_label="participation", groups__permissions__codename=right)
    own = Q(user_permissions__content_type__app_label="participation", user_permissions__codename=right)
    return Exists(holders.filter(by_group | own | Q(is_superuser=True)))
