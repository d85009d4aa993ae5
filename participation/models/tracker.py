"""All projects of a town on one page: how many are done, which fit what somebody chose, and what comes next."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page as PageOfResults
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.html import strip_tags

from cms.maps import Point
from cms.visibility import for_everybody
from participation.models.project_parts import Milestone
from participation.models.projects import ProjectPage
from participation.models.ways import listed_projects, with_ways

PER_PAGE = 20
NEXT_STEPS = 8
LONGEST_WORDS = 100
Status, Level = ProjectPage.Status, ProjectPage.Level
# The order in which states concern residents, and how they are called in addresses.
STATES = {
    Status.RUNNING: "laeuft",
    Status.PLANNED: "geplant",
    Status.EVALUATING: "auswertung",
    Status.DONE: "umgesetzt",
    Status.STOPPED: "beendet",
}
LEVELS = {
    Level.INFORM: "information",
    Level.CONSULT: "meinung",
    Level.COOPERATE: "zusammenarbeit",
    Level.DECIDE: "entscheidung",
}
READ = ("pk", "slug", "title", "status", "level", "district", "location", "latitude", "longitude", "ends")
TEXTS = ("teaser", "partners", "goals", "approach", "insights", "results")


@dataclass(frozen=True)
class Chosen:
    """What an address asks for; what makes no sense in it is left out."""

    status: str = ""
    district: str = ""
    level: str = ""
    words: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Chosen":
        return cls(
            status=_value(STATES, query.get("stand", "")),
            district=_line(query.get("ort", "")),
            level=_value(LEVELS, query.get("stufe", "")),
            words=_line(query.get("q", "")),
        )

    def fits(self, row: "Row") -> bool:
        return (
            self.status in ("", row.status)
            and self.district in ("", row.district)
            and self.level in ("", row.level)
            and all(word in row.text for word in self.words.casefold().split())
        )


def _value(words: Mapping[Any, str], asked: str) -> str:
    return next((str(value) for value, word in words.items() if word == asked), "")


def _line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST_WORDS]


@dataclass(frozen=True)
class Row:
    """What is asked of each project before twenty of them are shown."""

    pk: int
    slug: str
    title: str
    status: str
    level: str
    district: str
    location: str
    latitude: Any
    longitude: Any
    ends: date | None
    changed_at: datetime | None
    text: str

    @property
    def order(self) -> tuple[int, date, str]:
        """As they concern residents: open ones first, of those the one that ends first."""
        return list(STATES).index(Status(self.status)), self.ends or date.max, self.title.casefold()

    def point(self, address: str) -> Point:
        state = str(Status(self.status).label)
        return Point(self.latitude, self.longitude, self.title, address, self.location, state)


@dataclass(frozen=True)
class Choice:
    """Something to choose in the form, with how many projects there would be."""

    value: str
    label: str
    count: int
    is_chosen: bool


class Tracker:
    """The projects below an overview as one address asks for them."""

    def __init__(self, overview: Any, query: Mapping[str, str], address: str) -> None:
        self.overview, self.address = overview, address
        self.chosen = Chosen.read(query)
        self.page = query.get("seite", "1")

    @cached_property
    def rows(self) -> list[Row]:
        """All projects, in one query."""
        found = for_everybody(ProjectPage.objects.child_of(self.overview))
        rows = found.values_list(*READ, "last_published_at", *TEXTS)
        return sorted((_row(*columns) for columns in rows), key=lambda row: row.order)

    @cached_property
    def fitting(self) -> list[Row]:
        return [row for row in self.rows if self.chosen.fits(row)]

    @cached_property
    def results(self) -> PageOfResults:
        return Paginator(self.fitting, PER_PAGE).get_page(self.page)

    @cached_property
    def groups(self) -> list[tuple[str, list[ProjectPage]]]:
        """The projects of this page of results under the name of their state."""
        rows = list(self.results)
        projects = {project.pk: project for project in listed_projects().filter(pk__in=[row.pk for row in rows])}
        with_ways(list(projects.values()))
        shown = [projects[row.pk] for row in rows if row.pk in projects]
        groups = [(str(state.label), [item for item in shown if item.status == state]) for state in STATES]
        return [(label, items) for label, items in groups if items]

    @property
    def is_narrowed(self) -> bool:
        return self.chosen != Chosen()

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def done(self) -> int:
        """How many are done; computed, never typed."""
        return sum(row.status == Status.DONE for row in self.rows)

    @property
    def changed_at(self) -> datetime | None:
        return max((row.changed_at for row in self.rows if row.changed_at), default=None)

    @property
    def states(self) -> list[Choice]:
        return self._choices("status", {str(value): (word, str(value.label)) for value, word in STATES.items()})

    @property
    def levels(self) -> list[Choice]:
        return self._choices("level", {str(value): (word, str(value.label)) for value, word in LEVELS.items()})

    @property
    def districts(self) -> list[Choice]:
        names = sorted({row.district for row in self.rows} | {self.chosen.district}, key=str.casefold)
        return self._choices("district", {name: (name, name) for name in names if name})

    def _choices(self, name: str, values: Mapping[str, tuple[str, str]]) -> list[Choice]:
        """What can be chosen of a property while everything else that is chosen stays; what leads nowhere is left out."""
        others = replace(self.chosen, **{name: ""})
        counts = Counter(getattr(row, name) for row in self.rows if others.fits(row))
        current = getattr(self.chosen, name)
        return [
            Choice(word, label, counts[value], value == current)
            for value, (word, label) in values.items()
            if counts[value] or value == current
        ]

    @property
    def points(self) -> list[Point]:
        """The projects that have a spot on the map."""
        marked = [row for row in self.fitting if row.latitude is not None and row.longitude is not None]
        return [row.point(f"{self.address}{row.slug}/") for row in marked]

    @cached_property
    def next_steps(self) -> list[Milestone]:
        """The milestones that come next, of all projects that go on."""
        going_on = [row.pk for row in self.rows if row.status not in (Status.DONE, Status.STOPPED)]
        found = Milestone.objects.filter(project__in=going_on, date__gte=timezone.localdate())
        return list(found.exclude(state=Milestone.State.DONE).select_related("project").order_by("date")[:NEXT_STEPS])


def _row(*columns: Any) -> Row:
    read, changed_at, texts = columns[: len(READ)], columns[len(READ)], columns[len(READ) + 1 :]
    named = dict(zip(READ, read, strict=True))
    words = " ".join([named["title"], named["district"], named["location"], *map(strip_tags, texts)])
    return Row(**named, changed_at=changed_at, text=words.casefold())
