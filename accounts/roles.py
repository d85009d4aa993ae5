"""The roles. One command makes them, and making them again changes nothing.

* Redaktion writes and publishes everywhere and keeps the shared records.
* Freigabe approves what others wrote; it writes and publishes nothing by itself.
* Fachamt writes in its department's own branch and on the services that the department is in charge of.
* Schülerzeitung writes below one page and keeps its pictures in one collection; it publishes nothing.
* Betreuung, the teachers, are the first to approve what pupils wrote, in the same corner.
* Moderation answers what visitors write, and moderates the projects it is appointed to.
* Notfallmeldung writes notices, for the fire brigade or whoever is on call at night; nothing else.
* Technik does what keeps the site running: people, roles, settings, jobs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import Group
from wagtail.models import Collection, Page, Task, Workflow, WorkflowPage, WorkflowTask

from accounts.approval import ApprovalTask
from accounts.rights import (
    ADMIN_ACCESS,
    KEEPING_COLLECTIONS,
    admin_access,
    grant_media,
    grant_on_collection,
    grant_on_pages,
    grant_pages,
    media_rights,
    own_collection,
    permissions,
    record_rights,
)
from accounts.terms import end_of_school_year

__all__ = ["admin_access", "grant_media", "grant_pages", "make_roles", "own_collection"]

EDITORS = "Redaktion"
APPROVERS = "Freigabe"
DEPARTMENT = "Fachamt"
PUPILS = "Schülerzeitung"
TEACHERS = "Betreuung"
MODERATORS = "Moderation"
ALARM = "Notfallmeldung"
TECHNICIANS = "Technik"

WORKFLOW = "Freigabe"
SCHOOL_WORKFLOW = "Schülerzeitung"
TOWN_SECOND = "Freigabe der Stadt"
STOCK_GROUPS = ("Editors", "Moderators")
STOCK_WORKFLOW = "Moderators approval"

Named = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Role:
    """What the members of a group may do.

    `records`: app label and model; add, change, delete and view each. `rights`: app label and codename. `pages` and
    `media`: actions everywhere, or in a role of the school only in the pupils' corner and collection.
    """

    name: str
    records: Named = ()
    rights: Named = ()
    pages: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    keeps_collections: bool = False


TOWN_ROLES = (
    Role(
        EDITORS,
        records=(
            ("directory", "department"),
            ("directory", "contactperson"),
            ("directory", "place"),
            ("service_catalogue", "onlineservice"),
            ("service_catalogue", "topic"),
            ("search", "synonym"),
            ("search", "pinnedresult"),
            ("search", "blockedsuggestion"),
            ("notices", "notice"),
            ("news", "newstopic"),
            ("consents", "consent"),
            ("participation", "projectmoderator"),
        ),
        rights=(
            ("participation", "moderate_contribution"),
            ("cms", "change_townsettings"),
            ("news", "change_sharesettings"),
            ("search", "change_searchsettings"),
            ("search", "view_searchedquery"),
            ("cms", "view_visitormessage"),
            ("cms", "change_visitormessage"),
            ("feedback", "read_feedbackgroup"),
            ("feedback", "see_all_feedback"),
            ("feedback", "answer_barrierreport"),
            ("residents", "count_residents"),
            ("participation", "add_accesscode"),
            ("participation", "change_accesscode"),
            ("participation", "view_accesscode"),
            ("participation", "enter_offline"),
            ("service_catalogue", "view_leikakey"),
            ("service_catalogue", "view_area"),
            ("service_catalogue", "view_importrun"),
        ),
        pages=("add", "change", "publish", "lock", "unlock", "bulk_delete"),
        media=("add", "change", "choose"),
    ),
    # Without the right to publish: what this role makes public has been through an approval by somebody else.
    Role(APPROVERS, pages=("lock", "unlock"), media=("choose",)),
    # What residents write: in the projects to which Redaktion appoints them.
    Role(
        MODERATORS,
        rights=(
            ("cms", "view_visitormessage"),
            ("cms", "change_visitormessage"),
            ("participation", "moderate_contribution"),
            # Only people who were appointed to the project read what was said in confidence, and writers do not.
            ("participation", "read_confidential_answers"),
        ),
    ),
    Role(ALARM, records=(("notices", "notice"),)),
    Role(
        TECHNICIANS,
        records=(
            ("auth", "group"),
            ("accounts", "deputy"),
            ("accounts", "groupterm"),
            ("directory", "departmentrole"),
            ("wagtailcore", "site"),
            ("wagtailcore", "workflow"),
            ("wagtailcore", "task"),
            ("wagtailredirects", "redirect"),
        ),
        # An account is closed, not deleted: the history of pages goes on naming it.
        rights=(
            ("accounts", "add_user"),
            ("accounts", "change_user"),
            ("accounts", "view_user"),
            ("cms", "change_townsettings"),
            ("search", "change_searchsettings"),
            ("jobs", "view_schedule"),
            ("jobs", "change_schedule"),
            ("residents", "count_residents"),
            ("service_catalogue", "view_leikakey"),
            ("service_catalogue", "view_area"),
            ("service_catalogue", "view_importrun"),
        ),
        keeps_collections=True,
    ),
)
SCHOOL_ROLES = (
    Role(PUPILS, pages=("add", "change"), media=("add", "change", "choose")),
    Role(
        TEACHERS,
        records=(("consents", "consent"),),
        rights=(("feedback", "read_feedbackgroup"),),
        pages=("add", "change", "lock", "unlock"),
        media=("add", "change", "choose"),
    ),
)
ROLES = {role.name: role for role in (*TOWN_ROLES, *SCHOOL_ROLES)}

DepartmentRoleMaker = Callable[[Mapping[str, int | None]], None]
_makers: list[DepartmentRoleMaker] = []


def makes_department_roles(maker: DepartmentRoleMaker) -> DepartmentRoleMaker:
    """Register the room that knows departments; it gets them by name in addresses, with the number of their branch."""
    _makers.append(maker)
    return maker


def make_role(role: Role, corner: Page | None = None) -> Group:
    """The group with exactly the rights of its role; a role of the school has them in its corner only."""
    group, _created = Group.objects.get_or_create(name=role.name)
    group.permissions.set(permissions([ADMIN_ACCESS, *record_rights(role.records), *role.rights]))
    page = corner or Page.get_first_root_node()
    grant_on_pages(group, {page.pk: role.pages})
    collection = own_collection(PUPILS) if corner else Collection.get_first_root_node()
    on_media = [*media_rights(role.media), *(KEEPING_COLLECTIONS if role.keeps_collections else ())]
    grant_on_collection(group, collection, permissions(on_media))
    return group


def make_editors() -> Group:
    """Redaktion: all pages, all media, the shared records."""
    return make_role(ROLES[EDITORS])


def make_pupils(corner: Page) -> Group:
    """Schülerzeitung: its own corner, its own collection of the corner's name, until the school year ends."""
    group = make_role(ROLES[PUPILS], corner)
    end_of_school_year(group)
    return group


def make_workflow(name: str, page: Page, steps: Mapping[str, tuple[str, ...]]) -> Workflow:
    """The way of a text below a page: each step by its name, with the groups of which somebody approves."""
    workflow, _created = Workflow.objects.get_or_create(name=name)
    tasks = [approval(step, groups) for step, groups in steps.items()]
    for order, task in enumerate(tasks):
        WorkflowTask.objects.update_or_create(workflow=workflow, task=task, defaults={"sort_order": order})
    workflow.workflow_tasks.exclude(task__in=[task.pk for task in tasks]).delete()
    WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
    return workflow


def approval(step: str, groups: tuple[str, ...]) -> ApprovalTask:
    """The step of this name, decided by these groups."""
    task = ApprovalTask.objects.filter(name=step).first() or ApprovalTask.objects.create(name=step)
    task.groups.set(Group.objects.filter(name__in=groups))
    return task


def make_school(corner: Page) -> None:
    """The corner of the school newspaper: the teacher approves first, the town second."""
    make_pupils(corner)
    make_role(ROLES[TEACHERS], corner)
    town = (APPROVERS, EDITORS)
    make_workflow(SCHOOL_WORKFLOW, corner, {TEACHERS: (TEACHERS,), TOWN_SECOND: town})


def remove_stock_roles() -> None:
    """Wagtail's own two groups and its workflow, which nobody here uses."""
    Workflow.objects.filter(name=STOCK_WORKFLOW).delete()
    Task.objects.filter(name=STOCK_WORKFLOW).delete()
    Group.objects.filter(name__in=STOCK_GROUPS, user__isnull=True).delete()


def make_roles(school_corner: Page | None = None, departments: Mapping[str, int | None] | None = None) -> None:
    """All roles and workflows; the school's only where the town has a corner for it, Fachamt for each named department.

    `departments` are their names in addresses, each with the number of the page below which it writes, or None. Those
    of an earlier run are kept and set right. Raises ValueError for a department or a page that does not exist.
    """
    for role in TOWN_ROLES:
        make_role(role)
    make_workflow(WORKFLOW, Page.get_first_root_node(), {WORKFLOW: (APPROVERS, EDITORS)})
    if school_corner is not None:
        make_school(school_corner)
    for make_department_roles in _makers:
        make_department_roles(departments or {})
    remove_stock_roles()
