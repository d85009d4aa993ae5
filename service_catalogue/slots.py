"""What services put on other rooms' pages and into the checks of the ground."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest

from cms.checks.checking import finds
from cms.checks.findings import Finding
from cms.slots import Filling, fills
from service_catalogue import listing, quality
from service_catalogue.models import ServicePage
from service_catalogue.quality.checking import with_all_it_needs
from service_catalogue.quality.surroundings import Surroundings


@fills("home", order=10)
def most_wanted_services(request: HttpRequest, page: Any) -> Filling:
    index_page = next(iter(listing.overviews(page.locale.language_code)), None)
    if index_page is None:
        return None
    return "service_catalogue/home_slot.html", {
        "wanted": listing.wanted(index_page),
        "topics": listing.topics_in_use(index_page),
        "count": listing.count(index_page),
        "service_index": index_page,
    }


@fills("department", order=10)
def services_of_department(request: HttpRequest, department: Any) -> Filling:
    found = listing.of_department(department)
    return ("service_catalogue/department_slot.html", {"listings": found}) if found else None


@finds(ServicePage, rules=quality.RULES, needs=with_all_it_needs)
def quality_of_services(pages: list[ServicePage]) -> Iterator[list[Finding]]:
    """The quality rules stand in the editors' form among what is demanded of every page."""
    around = Surroundings(pages)
    return (quality.check(page, around) for page in pages)
