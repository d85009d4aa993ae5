"""Findings kept in the database and brought up to date, so that the report and its counts cost nothing.

They are about the page as residents see it; of a page that is not published, about its draft.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django_tasks import task

from cms.checks.findings import Finding
from service_catalogue.quality.checking import AT_ONCE, check_many

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage

Row = tuple[int, Finding]
COLUMNS = ("rule", "severity", "field", "text")


def update(pages: "QuerySet[ServicePage]") -> None:
    """Check these pages and keep what was found; a finding that is still true keeps the day it was first seen."""
    with translation.override(settings.LANGUAGE_CODE):  # editors with another language must not mix theirs in
        for numbers in _parts(list(pages.order_by("pk").values_list("pk", flat=True))):
            # Checked outside the transaction: editors must not wait for the rules before they can save.
            checked = check_many(_services().filter(pk__in=numbers))
            _keep(numbers, {(page.pk, finding): None for page, findings in checked for finding in findings})


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


@transaction.atomic
def _keep(numbers: list[int], wanted: dict[Row, None]) -> None:
    stored = apps.get_model("service_catalogue", "Finding")
    known: set[Row] = set()
    surplus = []
    for pk, page, *values in stored.objects.filter(page__in=numbers).values_list("pk", "page", *COLUMNS):
        row = (page, Finding(*values))
        if row in wanted and row not in known:
            known.add(row)
        else:
            surplus.append(pk)
    stored.objects.filter(pk__in=surplus).delete()
    still_there = set(_services().filter(pk__in=numbers).values_list("pk", flat=True))
    new = [
        stored(page_id=page, **{name: getattr(finding, name) for name in COLUMNS})
        for page, finding in wanted
        if (page, finding) not in known and page in still_there
    ]
    stored.objects.bulk_create(new, batch_size=AT_ONCE)
