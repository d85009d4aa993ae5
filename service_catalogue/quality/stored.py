"""Findings kept in the database and brought up to date, so that the report and its counts cost nothing.

They are about the page as residents see it; of a page that is not published, about its draft.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django_tasks import task

from service_catalogue.quality.checking import AT_ONCE, check_many
from service_catalogue.quality.findings import Finding

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage

Row = tuple[int, Finding]


def update(pages: "QuerySet[ServicePage]") -> None:
    """Check these pages and keep what was found; a finding that is still true keeps the day it was first seen."""
    with translation.override(settings.LANGUAGE_CODE):  # editors with another language must not mix theirs in
        for numbers in _parts(list(pages.order_by("pk").values_list("pk", flat=True))):
            with transaction.atomic():
                _update(numbers)


def update_all() -> None:
    """All services of the house."""
    update(_services().all())


@task()
def update_later(numbers: list[int]) -> None:
    """Pages that an import changed: nobody waits for their findings."""
    update(_services().filter(pk__in=numbers))


def _services() -> "QuerySet[ServicePage]":
    return apps.get_model("service_catalogue", "ServicePage")._default_manager.all()


def _parts(numbers: list[int]) -> Iterator[list[int]]:
    return (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))


def _update(numbers: list[int]) -> None:
    stored = apps.get_model("service_catalogue", "Finding")
    wanted = {(page.pk, found): None for page, all_found in _checked(numbers) for found in all_found}
    known: dict[Row, int] = {}
    surplus = []
    for pk, page, *values in stored.objects.filter(page__in=numbers).values_list(
        "pk", "page", *Finding.__annotations__
    ):
        row = (page, Finding(*values))
        if row in wanted and row not in known:
            known[row] = pk
        else:
            surplus.append(pk)
    stored.objects.filter(pk__in=surplus).delete()
    new = (row for row in wanted if row not in known)
    stored.objects.bulk_create([stored(page_id=page, **vars(found)) for page, found in new], batch_size=AT_ONCE)


def _checked(numbers: list[int]) -> Iterable[tuple["ServicePage", list[Finding]]]:
    return check_many(_services().filter(pk__in=numbers))
