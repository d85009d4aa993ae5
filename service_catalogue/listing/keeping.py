"""Keeps the lists equal to what everybody may see."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db import models, transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.freshness import overtaken
from cms.visibility import for_everybody
from service_catalogue import feed
from service_catalogue.channels import know_channels
from service_catalogue.listing import counting, departments
from service_catalogue.listing.counting import Shelved
from service_catalogue.listing.titles import initial, sort_key
from service_catalogue.models.listing import ALL, ListedKey, ListedService, ShelvedService
from service_catalogue.tables import Table

if TYPE_CHECKING:
    from datetime import date

    from service_catalogue.models import ServicePage

PAGES_AT_ONCE = 200
LONG_FIELDS = (models.TextField, models.JSONField, StreamField)


class Listed(NamedTuple):
    """A row of ListedService."""

    page_id: int
    index_id: int
    title: str
    slug: str
    sort_key: str
    initial: str
    status: str
    online: bool
    citizens: bool
    businesses: bool
    wanted: bool


class Rows(NamedTuple):
    """All that lists know of some services; every row begins with the page it belongs to."""

    services: set[Listed]
    shelves: set[Shelved]
    keys: set[tuple[int, str]]


def update(pages: Iterable[Page | int], fresh: Iterable["ServicePage"] = ()) -> int:
    """Brings service pages up to date in all lists: in, changed or out. Returns how many were different before.

    `fresh` are those among them that have just been read by `ServicePage.whole` and need not be read again.
    """
    found = sorted({page if isinstance(page, int) else page.pk for page in pages})
    read = {page.pk: page for page in fresh}
    return sum(_update(found[start : start + PAGES_AT_ONCE], read) for start in range(0, len(found), PAGES_AT_ONCE))


def _update(pages: list[int], read: dict[int, "ServicePage"]) -> int:
    with transaction.atomic():
        hold(pages)
        old = overtaken(read[pk] for pk in pages if pk in read)
        return replace(stored(pages), due(pages, {pk: page for pk, page in read.items() if pk not in old}))


def remove(pages: list[int]) -> int:
    """Takes service pages out of all lists."""
    with transaction.atomic():
        hold(pages)
        return replace(stored(pages), Rows(set(), set(), set()))


def rebuild() -> tuple[int, int]:
    """Compares the lists with all pages and puts them right, in short transactions.

    Returns how many services and how many numbers were wrong.
    """
    model = apps.get_model("service_catalogue", "ServicePage")
    services = update(model.objects.order_by("pk").values_list("pk", flat=True))
    indexes = apps.get_model("service_catalogue", "ServiceIndexPage").objects.values_list("pk", flat=True)
    numbers = sum(counting.recount(index_id) for index_id in indexes)
    counting.remove_empty()
    return services, numbers


def hold(pages: list[int]) -> None:
    """Whoever else changes one of these pages waits or is waited for, so that nobody counts a difference twice."""
    list(Page.objects.select_for_update(no_key=True).filter(pk__in=pages).order_by("pk").values_list("pk"))


def stored(pages: list[int]) -> Rows:
    return Rows(
        {Listed(*row) for row in ListedService.objects.filter(pk__in=pages).values_list(*Listed._fields)},
        {Shelved(*row) for row in ShelvedService.objects.filter(service__in=pages).values_list(*Shelved._fields)},
        set(ListedKey.objects.filter(service__in=pages).values_list("service_id", "key")),
    )


def replace(old: Rows, new: Rows) -> int:
    """Writes what is different and returns for how many services something was."""
    pairs: Iterable[tuple[Any, Any]] = zip(old, new, strict=True)
    changed: set[int] = {row[0] for before, after in pairs for row in before ^ after}
    if not changed:
        return 0
    gone = changed - {row.page_id for row in new.services}
    _delete(ShelvedService.objects.filter(service__in=changed))
    _delete(ListedKey.objects.filter(service__in=changed))
    _delete(ListedService.objects.filter(pk__in=gone))
    ListedService.objects.bulk_create(
        [ListedService(**row._asdict()) for row in new.services - old.services],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=[*Listed._fields[1:]],
    )
    Table(ShelvedService).insert(row._asdict() for row in new.shelves if row.service_id in changed)
    Table(ListedKey).insert({"service_id": page, "key": key} for page, key in new.keys if page in changed)
    counting.add(counting.differences(old.shelves - new.shelves, new.shelves - old.shelves))
    departments.tell(old.shelves, new.shelves)
    feed.note(changed)
    return len(changed)


def _delete(rows: QuerySet) -> None:
    # delete() would load every row to tell those who listen to deletions of anything.
    rows._raw_delete(rows.db)


def due(pages: list[int], read: Mapping[int, "ServicePage"] = MappingProxyType({})) -> Rows:
    """What lists should know of these pages: of those that everybody may see and that are valid today."""
    rows = Rows(set(), set(), set())
    today = timezone.localdate()
    found = [page for page in _visible(pages, read) if is_valid(page, today)]
    know_channels(found)
    overviews = _overviews(page.path for page in found)
    for page in found:
        index_id = overviews.get(_parent_path(page.path))
        if index_id is not None:
            service = _listed(page, index_id)
            rows.services.add(service)
            rows.shelves.update(_shelves(page, service))
            rows.keys.update((page.pk, key) for key in page.key_list)
    return rows


def is_valid(page: "ServicePage", day: "date") -> bool:
    """Whether a service exists on a day: by the page, or where it says nothing by the reference."""
    first = page.valid_from or (page.reference.valid_from if page.reference else None)
    last = page.valid_until or (page.reference.valid_until if page.reference else None)
    return (first is None or first <= day) and (last is None or day <= last)


def _listed(page: "ServicePage", index_id: int) -> Listed:
    key = sort_key(page.title)
    return Listed(
        page_id=page.pk,
        index_id=index_id,
        title=page.title,
        slug=page.slug,
        sort_key=key,
        initial=initial(key),
        status=page.status,
        online=page.is_online,
        citizens=page.for_citizens,
        businesses=page.for_businesses,
        wanted=page.wanted,
    )


def _shelves(page: "ServicePage", service: Listed) -> Iterator[Shelved]:
    topics = {ALL, *(topic.pk for topic in page.current_topics)}
    departments = {ALL, *(department.pk for department in page.current_departments)}
    for topic, department in product(topics, departments):
        yield Shelved(
            service.page_id, service.index_id, topic, department, service.initial, service.sort_key, service.online,
            service.citizens, service.businesses,
        )  # fmt: skip


def _overviews(paths: Iterable[str]) -> dict[str, int]:
    model = apps.get_model("service_catalogue", "ServiceIndexPage")
    return dict(model.objects.filter(path__in={_parent_path(path) for path in paths}).values_list("path", "pk"))


def _parent_path(path: str) -> str:
    return path[: -Page.steplen]


def live_services() -> Any:
    """Services that everybody may see, with all that lists need of them, in a fixed number of queries."""
    model = apps.get_model("service_catalogue", "ServicePage")
    responsibilities = apps.get_model("service_catalogue", "Responsibility").objects
    return (
        for_everybody(model.objects.all())
        .select_related("reference", "department", "locale")
        .prefetch_related(
            "topics",
            "online_services",
            "reference__topics",
            Prefetch("reference__responsibilities", responsibilities.select_related("online_service", "department")),
        )
    )


def _visible(pages: list[int], read: Mapping[int, "ServicePage"]) -> list["ServicePage"]:
    unread = [pk for pk in pages if pk not in read]
    found = list(_to_be_listed(unread)) if unread else []
    if len(unread) < len(pages):
        model = apps.get_model("service_catalogue", "ServicePage")
        public = for_everybody(model.objects.filter(pk__in=[pk for pk in pages if pk in read]))
        found += [read[pk] for pk in public.values_list("pk", flat=True)]
    return found


def _to_be_listed(pages: list[int]) -> Any:
    """These pages without their long texts, which lists do not show."""
    found = live_services().filter(pk__in=pages).select_related("locale")
    found = found.prefetch_related("leika_keys", "reference__leika_keys")
    reference = found.model._meta.get_field("reference").related_model
    return found.defer(*_long(found.model), *(f"reference__{name}" for name in _long(reference)))


def _long(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.local_concrete_fields if isinstance(field, LONG_FIELDS)]
