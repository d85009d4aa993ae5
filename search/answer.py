"""The card above the other results: what most people want to know of the service that is clearly meant."""

from dataclasses import dataclass
from functools import cached_property

from directory.models import Department
from search.documents import PAGES
from search.finding import Hit, Results
from service_catalogue import reading
from service_catalogue.channels import Channel
from service_catalogue.glance import cost
from service_catalogue.models import ServicePage


@dataclass
class Card:
    """The best service with its cost, its way to the form and who is there now."""

    page: ServicePage
    hit: Hit

    @cached_property
    def cost(self) -> str:
        return cost(self.page)

    @property
    def is_available(self) -> bool:
        return self.page.status != ServicePage.Status.UNAVAILABLE

    @property
    def button(self) -> Channel | None:
        """What can be done online and answers."""
        return self.page.channels.primary if self.is_available else None

    @property
    def broken(self) -> Channel | None:
        """The online service that does not answer, where no other does."""
        return next(iter(self.page.channels.broken), None) if self.is_available and not self.button else None

    @property
    def department(self) -> Department | None:
        return next(iter(self.page.current_departments), None)


def answer(found: Results) -> Card | None:
    """The card for the first result, if it is a service and nobody could mean another."""
    first = found.hits[0] if found.hits and found.page == 1 and found.is_clear else None
    if first is None or first.kind != ServicePage.search_kind or not first.is_about_it:
        return None
    kind, _colon, number = first.key.partition(":")
    page = reading.find_one(int(number)) if kind == PAGES and number.isdecimal() else None
    return Card(page, first) if page else None
