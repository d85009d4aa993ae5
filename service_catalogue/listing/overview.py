"""The overview from A to Z: what fits, and the ways to narrow it down further.

?thema=umzug&amt=buergerbuero&online=1&fuer=unternehmen&buchstabe=b&seite=2 – what it does not know it ignores.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from directory.models import Department
from service_catalogue.listing.choosing import Choice, Chosen, letter_name
from service_catalogue.listing.counting import ALL_LETTERS, column
from service_catalogue.listing.excerpts import addressed
from service_catalogue.models.codes import Topic
from service_catalogue.models.listing import ListedService, ServiceCount, ShelvedService

if TYPE_CHECKING:
    from service_catalogue.models import ServiceIndexPage

# So many services stand on one page, with letters to jump to; of more, a page shows a part.
ON_ONE_PAGE = 300
PER_PAGE = 100
# So many life situations are seen at once; the others are one click away.
TOPICS_AT_FIRST = 14


@dataclass(frozen=True)
class Group:
    """The services under one letter, and how many stand under it in all."""

    name: str
    count: int
    services: list[ListedService]


class Overview:
    """What the overview page shows for one address."""

    def __init__(self, index_page: "ServiceIndexPage", query: Mapping[str, str]) -> None:
        self.index_page, self.address = index_page, index_page.url or ""
        self.chosen = Chosen.read(query)
        self.results = self._results(query.get("seite", "1"))

    @cached_property
    def numbers(self) -> dict[tuple[int, int, str], dict[str, int]]:
        """The numbers that are one click away, by life situation, department and letter."""
        topic, department, letter = self.chosen.place
        counts = ServiceCount.objects.filter(index=self.index_page, services__gt=0).values()
        # Together by UNION and not by OR, so that each part is a stretch of an index.
        rows: Any = counts.filter(department=department, initial=letter).union(
            counts.filter(topic=topic, initial=letter), counts.filter(topic=topic, department=department)
        )
        return {(row["topic"], row["department"], row["initial"]): row for row in rows}

    def number(self, **changes: Any) -> int:
        """How many services fit if something else were chosen."""
        chosen = self.chosen.but(**changes)
        return self.numbers.get(chosen.place, {}).get(column(chosen.group, chosen.online), 0)

    @cached_property
    def count(self) -> int:
        return self.number()

    @cached_property
    def online_count(self) -> int:
        return self.number(online=True)

    def choice(self, label: str, value: str = "", **changes: Any) -> Choice:
        chosen = self.chosen.but(**changes)
        return Choice(label, self.number(**changes), chosen.address(self.address), chosen == self.chosen, value)

    @cached_property
    def topics(self) -> list[Choice]:
        """Life situations with services that fit all the rest; the chosen one in any case."""
        chosen, *rest = self.chosen.place
        found = {topic for topic, *others in self.numbers if others == rest}
        return useful(self.choice(item.name, topic=item) for item in Topic.objects.filter(pk__in={*found, chosen}))

    @property
    def first_topics(self) -> list[Choice]:
        return self.topics[:TOPICS_AT_FIRST]

    @property
    def more_topics(self) -> list[Choice]:
        return self.topics[TOPICS_AT_FIRST:]

    @property
    def all_topics(self) -> Choice:
        return self.choice(_("All"), topic=None)

    @cached_property
    def departments(self) -> list[Choice]:
        topic, chosen, letter = self.chosen.place
        found = {place[1] for place in self.numbers if (place[0], place[2]) == (topic, letter)}
        departments = Department.objects.filter(pk__in={*found, chosen}).only("name", "slug")
        return useful(self.choice(item.name, item.slug, department=item) for item in departments)

    @property
    def besides_department(self) -> dict[str, str]:
        """What a form that asks for a department has to keep."""
        return self.chosen.but(department=None).parameters

    @property
    def audiences(self) -> list[Choice]:
        names = {"": _("Everybody"), "buerger": _("Citizens"), "unternehmen": _("Businesses")}
        return [self.choice(name, audience=value) for value, name in names.items()]

    @property
    def ways(self) -> list[Choice]:
        return [self.choice(_("All ways"), online=False), self.choice(_("Possible online"), online=True)]

    @property
    def has_letters(self) -> bool:
        """A single letter is no choice, unless others wait behind it."""
        return bool(self.chosen.letter) or len(self.letters) > 1

    @cached_property
    def letters(self) -> list[Choice]:
        """The letters under which something stands; on a page with all services they lead to their place on it."""
        here = list(self.chosen.place[:2])
        found = sorted({letter for *place, letter in self.numbers if place == here and letter})
        choices = useful(self.choice(letter_name(letter), letter=letter) for letter in found)
        if self.chosen.letter or self.count > ON_ONE_PAGE:
            return choices
        return [Choice(choice.label, choice.count, f"#buchstabe-{choice.label}") for choice in choices]

    @property
    def all_letters(self) -> Choice | None:
        return self.choice(_("All"), letter=ALL_LETTERS) if self.chosen.letter else None

    # What is chosen, in words and addresses

    @cached_property
    def chips(self) -> list[tuple[str, str]]:
        """Each filter that is set, with the address without it."""
        return [(words, without.address(self.address)) for words, without in self.chosen.parts]

    @property
    def words(self) -> str:
        return ", ".join(words for words, address in self.chips)

    @property
    def canonical(self) -> str:
        """The one address among all that show the same."""
        more = {"seite": self.results.number} if self.results.number > 1 else {}
        return self.chosen.address(self.address, **more)

    @property
    def is_for_robots(self) -> bool:
        """One filter makes a page worth finding; all their combinations would be thousands of them."""
        return len(self.chips) < 2

    # The list

    @property
    def shown_services(self) -> list[int]:
        """The numbers of the service pages on this page of the list."""
        return [service.pk for group in self.groups for service in group.services]

    def _results(self, page_number: str) -> ResultPage:
        """One page of the list; a number that is none shows the first, one that is too high the last."""
        topic, department, letter = self.chosen.place
        shelf = ShelvedService.objects.filter(index=self.index_page, topic=topic, department=department)
        if letter:
            shelf = shelf.filter(initial=letter)
        if self.chosen.online:
            shelf = shelf.filter(online=True)
        if self.chosen.group:
            shelf = shelf.filter(**{self.chosen.group: True})
        paginator = Paginator(
            shelf.order_by("initial", "sort_key", "service").values("service"),
            ON_ONE_PAGE if self.count <= ON_ONE_PAGE else PER_PAGE,
        )
        paginator.count = self.count  # known from the table
        return paginator.get_page(page_number)

    @cached_property
    def groups(self) -> list[Group]:
        if not self.count:
            return []
        services = addressed(ListedService.objects.filter(pk__in=self.results.object_list), self.address)
        return [
            Group(letter_name(letter), self.number(letter=letter), list(group))
            for letter, group in groupby(services, key=lambda service: service.initial)
        ]


def listing(index_page: "ServiceIndexPage", query: Mapping[str, str]) -> Overview:
    """The overview page's list for the parameters of its address."""
    return Overview(index_page, query)


def useful(choices: Iterable[Choice]) -> list[Choice]:
    return [choice for choice in choices if choice.count or choice.is_current]
