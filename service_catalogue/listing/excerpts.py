"""Short lists of services on other pages: the most wanted, those of a department, and related ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db.models import Case, Max, Q, When
from django.utils.translation import get_language

from service_catalogue import leika
from service_catalogue.listing.counting import ALL_LETTERS
from service_catalogue.models.codes import Topic
from service_catalogue.models.listing import ALL, ListedService, ServiceCount, ShelvedService

if TYPE_CHECKING:
    from directory.models import Department
    from service_catalogue.models import ServiceIndexPage, ServicePage

# With the way to all of them they fill two rows on a desktop, and on a phone they leave room for the news.
WANTED = 5
RELATED = 6
OF_DEPARTMENT = 40


@dataclass(frozen=True)
class OfDepartment:
    """The services of a department in one overview: the first of them, how many there are, and where all stand."""

    services: list[ListedService]
    count: int
    address: str


def addressed(services: Iterable[ListedService], overview: str) -> list[ListedService]:
    """The services with their addresses, which begin with that of their overview."""
    found = list(services)
    for service in found:
        service.url = f"{overview}{service.slug}/"
    return found


def overviews(language: str | None) -> list["ServiceIndexPage"]:
    """The overviews in a language, as they stand in the tree. There are one or two: the database need not choose."""
    pages = apps.get_model("service_catalogue", "ServiceIndexPage").objects.select_related("locale").order_by()
    found = [page for page in pages if page.live and page.locale.language_code == language]
    return sorted(found, key=lambda page: page.path)


def wanted(index_page: "ServiceIndexPage") -> list[ListedService]:
    found = ListedService.objects.filter(index=index_page, wanted=True).order_by("sort_key", "pk")[:WANTED]
    return addressed(found, index_page.url)


def count(index_page: "ServiceIndexPage") -> ServiceCount:
    """How many services an overview has, and how many of them can be done online."""
    place = {"index": index_page, "topic": ALL, "department": ALL, "initial": ALL_LETTERS}
    return ServiceCount.objects.filter(**place).first() or ServiceCount(**place)


def topics_in_use(index_page: "ServiceIndexPage") -> list[Topic]:
    """The life situations under which at least one service stands."""
    counts = ServiceCount.objects.filter(index=index_page, department=ALL, initial=ALL_LETTERS, services__gt=0)
    return list(Topic.objects.filter(pk__in=counts.values("topic")))


def of_department(department: "Department") -> list[OfDepartment]:
    """What a department is in charge of, in the language of the visitor, else in that of the site."""
    shown = overviews(get_language()) or overviews(settings.LANGUAGE_CODE)
    place = {"topic": ALL, "department": department.pk, "initial": ALL_LETTERS}
    numbers = dict(ServiceCount.objects.filter(index__in=shown, **place).values_list("index", "services"))
    return [_of_department(department, page, numbers[page.pk]) for page in shown if numbers.get(page.pk)]


def _of_department(department: "Department", index_page: "ServiceIndexPage", number: int) -> OfDepartment:
    shelf = ShelvedService.objects.filter(index=index_page, topic=ALL, department=department.pk)
    first = shelf.order_by("initial", "sort_key", "service").values("service")[:OF_DEPARTMENT]
    services = addressed(ListedService.objects.filter(pk__in=first), index_page.url)
    return OfDepartment(services, number, f"{index_page.url}?amt={department.slug}")


def related(page: "ServicePage") -> list[ListedService]:
    """Services upon the same object (first 8 digits); those with the same act too (first 11) come first."""
    keys = set(page.key_list)
    if not keys:
        return []
    index_page = page.get_parent()
    same_act = _with_key({key[: leika.ACT_DIGITS] for key in keys})
    found = (
        ListedService.objects.filter(_with_key({key[: leika.OBJECT_DIGITS] for key in keys}), index=index_page.pk)
        .exclude(pk=page.pk)
        .annotate(shares_act=Max(Case(When(same_act, then=1), default=0)))
        .order_by("-shares_act", "initial", "sort_key", "pk")
    )
    return addressed(found[:RELATED], index_page.url or "")


def _with_key(beginnings: Iterable[str]) -> Q:
    """Services with a key that begins so. A range, because databases find it in an index and a LIKE not always."""
    query = Q()
    for beginning in sorted(beginnings):
        query |= Q(keys__key__range=(beginning.ljust(leika.LENGTH, "0"), beginning.ljust(leika.LENGTH, "9")))
    return query
