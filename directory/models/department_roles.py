"""Fachamt: the role of a department, for its own branch of pages and for what it is in charge of.

Rooms above say which of their pages belong to a department, in a file that they import in `AppConfig.ready()`:

    @belongs_to_department
    def services(department):
        return ServicePage.objects.filter(department=department)
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.models import Group
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Collection, GroupPagePermission, Page

from accounts.rights import ADMIN_ACCESS, grant_media, grant_on_pages, permissions
from accounts.roles import DEPARTMENT, PUPILS, makes_department_roles
from cms.town import TownSettings
from directory.models.departments import Department

# It reads what visitors say about its own pages.
RIGHTS = (ADMIN_ACCESS, ("feedback", "read_feedbackgroup"))
BRANCH_RIGHTS = ("add", "change")
OWN_RIGHTS = ("change",)
# What a department of a small town may do there as well: nobody else has to approve.
IN_A_SMALL_TOWN = ("publish",)
# What somebody added they may also change; the pictures of others they may use.
MEDIA_RIGHTS = ("add", "choose")

PagesOf = Callable[[Department], models.QuerySet[Any]]
_pages_of: list[PagesOf] = []


def belongs_to_department(pages: PagesOf) -> PagesOf:
    """Register pages that belong to a department wherever they stand in the tree."""
    _pages_of.append(pages)
    return pages


class DepartmentRole(models.Model):
    """A department whose people write for themselves. They hand in and others approve; in a small town they publish."""

    department = models.OneToOneField(
        Department, verbose_name=_("department"), on_delete=models.CASCADE, related_name="role"
    )
    branch = models.ForeignKey(
        Page,
        verbose_name=_("own branch"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The department writes and changes this page and those below it."),
    )
    group = models.OneToOneField(Group, editable=False, on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("department"), PageChooserPanel("branch")]

    class Meta:
        ordering = ["department__name"]
        verbose_name = _("role of a department")
        verbose_name_plural = _("roles of departments")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The role of Wagtail is made and gets its rights in the same moment."""
        with transaction.atomic():
            if self.group_id is None:
                self.group, _created = Group.objects.get_or_create(name=self.name)
            super().save(*args, **kwargs)
            give_rights(self)

    @property
    def name(self) -> str:
        """As it stands in the list of roles."""
        return f"{DEPARTMENT} {self.department.name}"[:150]


def give_rights(role: DepartmentRole) -> None:
    """Exactly the rights of a department: its branch, its own pages elsewhere, pictures. Safe to run again."""
    group = role.group
    if group.name != role.name and not Group.objects.filter(name=role.name).exists():
        group.name = role.name
        group.save(update_fields=["name"])
    if set(group.permissions.values_list("codename", flat=True)) != {codename for _app_label, codename in RIGHTS}:
        group.permissions.set(permissions(RIGHTS))
    grant_on_pages(group, rights_on_pages(role))
    grant_media(group, Collection.get_first_root_node(), MEDIA_RIGHTS)


def rights_on_pages(role: DepartmentRole) -> dict[int, tuple[str, ...]]:
    """Pages by their numbers, with what the department may do there."""
    more = IN_A_SMALL_TOWN if is_small_town() else ()
    own = {pk: OWN_RIGHTS + more for pages in _pages_of for pk in pages(role.department).values_list("pk", flat=True)}
    if role.branch is None:
        return own
    return own | {role.branch.pk: BRANCH_RIGHTS + (() if more and touches_the_school(role.branch) else more)}


def is_small_town() -> bool:
    """Whether the main site is in small-town mode."""
    return TownSettings.objects.filter(site__is_default_site=True, is_small=True).exists()


def touches_the_school(branch: Page) -> bool:
    """Whether pupils write on this page, above or below it: there a teacher and the town approve in every town."""
    corners = GroupPagePermission.objects.filter(group__name=PUPILS).values_list("page__path", flat=True)
    return any(branch.path.startswith(corner) or corner.startswith(branch.path) for corner in corners)


def update_rights() -> None:
    """All departments have the rights on what is theirs today."""
    for role in DepartmentRole.objects.select_related("department", "group", "branch"):
        give_rights(role)


@makes_department_roles
def make_department_roles(wanted: Mapping[str, int | None]) -> None:
    """Roles for these departments, by their names in addresses; those that are there already are set right.

    Raises ValueError for a department or a page that does not exist.
    """
    for slug, branch in wanted.items():
        department = Department.objects.filter(slug=slug).first()
        if department is None:
            raise ValueError(f"There is no department “{slug}”.")
        if branch is not None and not Page.objects.filter(pk=branch).exists():
            raise ValueError(f"There is no page number {branch}.")
        role = DepartmentRole.objects.filter(department=department).first() or DepartmentRole(department=department)
        role.branch_id = branch if branch is not None else role.branch_id
        role.save()
    update_rights()


def delete_group(sender: type, instance: DepartmentRole, **kwargs: Any) -> None:
    """Without its department a role means nothing; nobody keeps its rights."""
    Group.objects.filter(pk=instance.group_id).delete()
