"""The figures of one way to take part, or of several together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, cast

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone

from participation.figures import counting
from participation.figures.counting import Counted, Measure
from participation.figures.districts import ELSEWHERE, by_district, known_districts
from participation.figures.periods import Period, parted
from participation.figures.small_numbers import Part, added, apart, gathered_of_many
from participation.models import IdeaCollectionPage, ModulePage, ProjectPage
from participation.polls.results import FEWEST

A_MOMENT = timedelta(microseconds=1)
KEPT_SECONDS = 10


@dataclass(frozen=True)
class Row:
    """One way to take part in a table of all."""

    module: ModulePage
    numbers: Counter[str]
    states: Counter[str]
    people: int


class Figures:
    """Some ways to take part, counted. Only staff see small numbers and what is not public yet."""

    def __init__(self, modules: Sequence[ModulePage], *, for_staff: bool = False) -> None:
        self.modules = list(modules)
        self.for_staff = for_staff
        self.pks = [module.pk for module in self.modules]

    @cached_property
    def counted(self) -> list[Counted]:
        """What the public sees is asked once in some seconds by each process, however many look at it."""
        if self.for_staff:
            return list(counting.counted_in(self.pks))
        key = f"figures-{'-'.join(map(str, self.pks))}"
        return cast(list[Counted], cache.get_or_set(key, lambda: list(counting.counted_in(self.pks)), KEPT_SECONDS))

    @cached_property
    def numbers(self) -> dict[int, Counter[str]]:
        """How much of which measure, by module."""
        found: dict[int, Counter[str]] = defaultdict(Counter)
        for one in self.counted:
            found[one.module][one.measure] += one.number
        return found

    @cached_property
    def totals(self) -> Counter[str]:
        return added(self.numbers.values())

    @property
    def measures(self) -> list[Measure]:
        """Those of which there is something."""
        return [measure for measure in Measure if self.totals[measure]]

    @cached_property
    def states(self) -> dict[int, Counter[str]]:
        return counting.states_in(self.pks)

    @cached_property
    def people(self) -> dict[int, Counter[str]]:
        return counting.people_in(self.pks)

    @property
    def fewest_shown(self) -> int:
        """Smaller numbers of people are not shown in public."""
        return 0 if self.for_staff else FEWEST

    @cached_property
    def rows(self) -> list[Row]:
        nothing: Counter[str] = Counter()
        return [
            Row(
                module,
                self.numbers.get(module.pk, nothing),
                self.states.get(module.pk, nothing),
                self.people.get(module.pk, nothing).total(),
            )
            for module in self.modules
        ]

    def days(self, measure: str) -> Counter[date]:
        found: Counter[date] = Counter()
        for one in self.counted:
            if one.measure == measure:
                found[one.day] += one.number
        return found

    def periods(self, measure: str) -> list[Period]:
        """From the opening until the end or today, so that plots of one page can be compared."""
        numbers = self.days(measure)
        first, last = self.frame
        return parted(numbers, first, last) if numbers else []

    @cached_property
    def frame(self) -> tuple[date, date]:
        today = timezone.localdate()
        days = [one.day for one in self.counted] or [today]
        opened = [day for day in map(first_day, self.modules) if day]
        ended = [last_day(module) or today for module in self.modules] or [today]
        return min([*days, *(day for day in opened if day <= max(days))]), max([*days, min(max(ended), today)])

    def channels(self, measure: str) -> list[Part]:
        """How it came in; empty where there is nothing to compare, or too little to show."""
        found: dict[int, Counter[str]] = defaultdict(Counter)
        for one in self.counted:
            if one.measure == measure:
                found[one.module][one.channel] += one.number
        if self.for_staff:
            return apart(added(found.values()))
        return gathered_of_many(found.values())

    @cached_property
    def crossed(self) -> Counter[tuple[str, str]]:
        """Public ideas by district and channel."""
        collections = [module.pk for module in self.modules if is_collection(module)]
        if not collections:
            return Counter()
        paths = {module.path[: -ModulePage.steplen] for module in self.modules}
        own = dict(ProjectPage.objects.filter(path__in=paths).values_list("path", "district"))
        return by_district(counting.ideas_by_place(collections), known_districts(), own)

    @cached_property
    def districts(self) -> list[Part]:
        """Public ideas by district; those from somewhere else last. Empty where no district is named."""
        found: Counter[str] = Counter()
        for (district, _channel), number in self.crossed.items():
            found[district] += number
        parts = sorted(apart(found), key=lambda part: part.names == (ELSEWHERE,))
        return parts if any(part.names != (ELSEWHERE,) for part in parts) else []


def is_collection(module: ModulePage) -> bool:
    return issubclass(module.specific_class, IdeaCollectionPage)


def first_day(module: ModulePage) -> date | None:
    return timezone.localdate(module.opens_at) if module.opens_at else None


def last_day(module: ModulePage) -> date | None:
    """An end at midnight is that of the day before."""
    return timezone.localdate(module.closes_at - A_MOMENT) if module.closes_at else None


def of_page(page: Any, *, for_staff: bool = False) -> Figures:
    """Of a way to take part, or of all that a project has; in public of those alone that everybody may see."""
    if isinstance(page, ProjectPage):
        modules: Iterable[ModulePage] = all_ways(page) if for_staff else page.ways
    else:
        modules = [page]
    return Figures(list(modules), for_staff=for_staff)


def all_ways(project: ProjectPage) -> QuerySet[ModulePage]:
    return ModulePage.objects.child_of(project).order_by("path")
