"""The first roles. One command makes them, and making them again changes nothing.

* Redaktion writes and publishes everywhere and keeps the shared records.
* Notfallmeldung writes notices, for the fire brigade or whoever is on call at night; nothing else.
* Technik does what keeps the site running: people, settings, imports, jobs. Its accounts are superusers.
* Schülerzeitung writes below one page and keeps its pictures in one collection; it publishes nothing.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

EDITORS = "Redaktion"
ALARM = "Notfallmeldung"
PUPILS = "Schülerzeitung"
WORKFLOW = "Freigabe"
STOCK_GROUPS = ("Editors", "Moderators")
STOCK_WORKFLOW = "Moderators approval"

EDITOR_PAGE_RIGHTS = ("add", "change", "publish", "lock", "unlock", "bulk_delete")
# Records that editors keep: app label and model, add, change, delete and view each.
EDITOR_RECORDS = (
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
)
ALARM_RECORDS = (("notices", "notice"),)
ACTIONS = ("add", "change", "delete", "view")
EDITOR_RIGHTS = (
    ("cms", "change_townsettings"),
    ("search", "change_searchsettings"),
    ("search", "view_searchedquery"),
    ("cms", "view_visitormessage"),
    ("cms", "change_visitormessage"),
    ("service_catalogue", "view_leikakey"),
    ("service_catalogue", "view_area"),
    ("service_catalogue", "view_importrun"),
)


def permission(app_label: str, codename: str) -> Permission:
    """A right by its name; raises Permission.DoesNotExist for one that no room knows."""
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def record_permissions(records: Iterable[tuple[str, str]]) -> list[Permission]:
    """All that can be done with these records."""
    return [permission(app_label, f"{action}_{model}") for app_label, model in records for action in ACTIONS]


def admin_access() -> Permission:
    content_type = ContentType.objects.get(app_label="wagtailadmin", model="admin")
    return Permission.objects.get(content_type=content_type, codename="access_admin")


def media_permissions(actions: Iterable[str]) -> list[Permission]:
    """Rights on pictures and files, which are given per collection."""
    # Wagtail asks for the rights on its own models, also where a site has models of its own.
    media = (("wagtailimages", "image"), ("wagtaildocs", "document"))
    return [permission(app_label, f"{action}_{model}") for action in actions for app_label, model in media]


def grant_pages(group: Group, page: Page, actions: Iterable[str]) -> None:
    """Exactly these rights on this page and everything below it, and none elsewhere."""
    wanted = [
        Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{name}_page") for name in actions
    ]
    GroupPagePermission.objects.filter(group=group).exclude(page=page, permission__in=wanted).delete()
    for right in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=right)


def grant_media(group: Group, collection: Collection, actions: Iterable[str]) -> None:
    """Exactly these rights on this collection, and none elsewhere."""
    wanted = media_permissions(actions)
    given = GroupCollectionPermission.objects.filter(group=group)
    given.exclude(collection=collection, permission__in=wanted).delete()
    for right in wanted:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)


def make_editors() -> Group:
    """Redaktion: all pages, all media, the shared records."""
    group, _created = Group.objects.get_or_create(name=EDITORS)
    group.permissions.set(
        [admin_access(), *record_permissions(EDITOR_RECORDS), *(permission(*right) for right in EDITOR_RIGHTS)]
    )
    grant_pages(group, Page.get_first_root_node(), EDITOR_PAGE_RIGHTS)
    grant_media(group, Collection.get_first_root_node(), ("add", "change", "choose"))
    return group


def make_alarm() -> Group:
    """Notfallmeldung: notices, at any hour and without an approval."""
    group, _created = Group.objects.get_or_create(name=ALARM)
    group.permissions.set([admin_access(), *record_permissions(ALARM_RECORDS)])
    return group


def make_pupils(corner: Page) -> Group:
    """Schülerzeitung: its own corner, its own collection of the corner's name, nothing else."""
    group, _created = Group.objects.get_or_create(name=PUPILS)
    group.permissions.set([admin_access()])
    grant_pages(group, corner, ("add", "change"))
    grant_media(group, own_collection(PUPILS), ("add", "change", "choose"))
    return group


def own_collection(name: str) -> Collection:
    """The collection of a group, made when it is missing."""
    found = Collection.objects.filter(name=name).first()
    return found or Collection.get_first_root_node().add_child(name=name)


def make_workflow(approvers: Group) -> Workflow:
    """One workflow for the whole tree: somebody of the editors looks at it and publishes."""
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW)
    task = GroupApprovalTask.objects.filter(name=WORKFLOW).first() or GroupApprovalTask.objects.create(name=WORKFLOW)
    task.groups.set([approvers])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
    return workflow


def remove_stock_roles() -> None:
    """Wagtail's own two groups and its workflow, which nobody here uses."""
    Workflow.objects.filter(name=STOCK_WORKFLOW).delete()
    GroupApprovalTask.objects.filter(name=STOCK_WORKFLOW).delete()
    Group.objects.filter(name__in=STOCK_GROUPS, user__isnull=True).delete()


def make_roles(school_corner: Page | None = None) -> None:
    """All roles and the workflow; the pupils' role only where the town has a corner for them."""
    make_workflow(make_editors())
    make_alarm()
    if school_corner is not None:
        make_pupils(school_corner)
    remove_stock_roles()
