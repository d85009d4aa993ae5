"""How rights are given to a group: on records, on pages, on pictures and files. Giving them again changes nothing."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

ACTIONS = ("add", "change", "delete", "view")
ADMIN_ACCESS = ("wagtailadmin", "access_admin")
KEEPING_COLLECTIONS = tuple(("wagtailcore", f"{action}_collection") for action in ("add", "change", "delete"))

Right = tuple[str, str]
"""App label and codename."""


def permissions(wanted: Iterable[Right]) -> list[Permission]:
    """Rights by their names, all with one question; raises Permission.DoesNotExist for one that no room knows."""
    names = list(wanted)
    codenames = {codename for _app_label, codename in names}
    kinds = Permission.objects.filter(codename__in=codenames).select_related("content_type")
    by_name = {(kind.content_type.app_label, kind.codename): kind for kind in kinds}
    for name in names:
        if name not in by_name:
            raise Permission.DoesNotExist("There is no right {}.{}.".format(*name))
    return [by_name[name] for name in names]


def permission(app_label: str, codename: str) -> Permission:
    """A right by its name; raises Permission.DoesNotExist for one that no room knows."""
    return permissions([(app_label, codename)])[0]


def admin_access() -> Permission:
    return permission(*ADMIN_ACCESS)


def record_rights(records: Iterable[tuple[str, str]]) -> list[Right]:
    """All that can be done with these records."""
    return [(app_label, f"{action}_{model}") for app_label, model in records for action in ACTIONS]


def media_rights(actions: Iterable[str]) -> list[Right]:
    """Rights on pictures and files, which are given per collection."""
    # Wagtail asks for the rights on its own models, also where a site has models of its own.
    media = (("wagtailimages", "image"), ("wagtaildocs", "document"))
    return [(app_label, f"{action}_{model}") for action in actions for app_label, model in media]


def grant_pages(group: Group, page: Page, actions: Iterable[str]) -> None:
    """Exactly these rights on this page and everything below it, and none elsewhere."""
    grant_on_pages(group, {page.pk: tuple(actions)})


def grant_on_pages(group: Group, wanted: dict[int, tuple[str, ...]]) -> None:
    """Exactly these rights on exactly these pages, by their numbers, and on what lies below each."""
    names = {f"{action}_page" for actions in wanted.values() for action in actions}
    kinds = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=names)
    by_name = {kind.codename: kind.pk for kind in kinds}
    pairs = {(number, by_name[f"{action}_page"]) for number, actions in wanted.items() for action in actions}
    grants = GroupPagePermission.objects.filter(group=group)
    given = {(grant.page_id, grant.permission_id): grant.pk for grant in grants}
    GroupPagePermission.objects.filter(pk__in=[pk for pair, pk in given.items() if pair not in pairs]).delete()
    for number, right in sorted(pairs - set(given)):
        # One by one: the security log notes each.
        GroupPagePermission.objects.create(group=group, page_id=number, permission_id=right)


def grant_media(group: Group, collection: Collection, actions: Iterable[str]) -> None:
    """Exactly these rights on this collection, and none elsewhere."""
    grant_on_collection(group, collection, permissions(media_rights(actions)))


def grant_on_collection(group: Group, collection: Collection | None, wanted: list[Permission]) -> None:
    """Exactly these rights on this collection; with none, no collection is left to the group."""
    given = GroupCollectionPermission.objects.filter(group=group)
    given.exclude(collection=collection, permission__in=wanted).delete()
    held = set(given.values_list("permission", flat=True))
    for right in wanted:
        if right.pk not in held:
            GroupCollectionPermission.objects.create(group=group, collection=collection, permission=right)


def own_collection(name: str) -> Collection:
    """The collection of a group, made when it is missing."""
    found = Collection.objects.filter(name=name).first()
    return found or Collection.get_first_root_node().add_child(name=name)
