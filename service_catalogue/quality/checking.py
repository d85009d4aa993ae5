"""Pages held against the rules: one in the editor, or thousands in one go."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Prefetch, QuerySet

from cms.checks.findings import Finding
from cms.checks.rules import found_by
from service_catalogue.quality.registry import RULES
from service_catalogue.quality.surroundings import Surroundings

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage

AT_ONCE = 500


def check(page: "ServicePage", around: Surroundings | None = None) -> list[Finding]:
    """What is wrong with a page as it stands in memory, saved or not; the gravest first."""
    return found_by(RULES, page, around or Surroundings([page]))


def errors(page: "ServicePage") -> list[Finding]:
    """What stops an editor from publishing the page."""
    return [finding for finding in check(page) if finding.is_error]


def check_many(pages: "QuerySet[ServicePage]") -> Iterator[tuple["ServicePage", list[Finding]]]:
    """Each page with its findings, with a fixed number of queries for every 500 pages."""
    numbers = list(pages.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        batch = list(with_all_it_needs(pages.model._default_manager.filter(pk__in=numbers[start : start + AT_ONCE])))
        around = Surroundings(batch)
        for page in batch:
            yield page, check(page, around)


def with_all_it_needs(pages: "QuerySet[ServicePage]") -> "QuerySet[ServicePage]":
    """Everything that rules look at."""
    responsibilities = apps.get_model("service_catalogue", "Responsibility").objects
    return (
        pages.select_related("reference", "department", "locale")
        .order_by("pk")
        .prefetch_related(
            "fees",
            "deadlines",
            "processing_times",
            "leika_keys",
            "areas",
            "online_services",
            "reference__leika_keys",
            "reference__areas",
            Prefetch("reference__responsibilities", responsibilities.select_related("department", "online_service")),
        )
    )
