"""How rights are given to a group: on records, on pages, on pictures and files. Giving them again changes nothing."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

ACTIONS = ("add", "change", "delete", "view")


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


def collection_permissions() -> list[Permission]:
    """Making, renaming and emptying collections themselves."""
    return [permission("wagtailcore", f"{action}_collection") for action in ("add", "change", "delete")]


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
    grant_on_collection(group, collection, media_permissions(actions))


def grant_on_collection(group: Group, collection: Collection | None, wanted: list[Permission]) -> None:
    """Exactly these rights on this collection; with none, no collection is left to the group."""
    given = GroupCollectionPermission.objects.filter(group=group)
    given.exclude(collection=collection, permission__in=wanted).delete()
    for right in wanted:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)


def own_collection(name: str) -> Collection:
    """The collection of a group, made when it is missing."""
    found = Collection.objects.filter(name=name).first()
    return found or Collection.get_first_root_node().add_child(name=name)
