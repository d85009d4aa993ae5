"""What is demanded of the site as a whole, and how a demand stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.checks.findings import Severity

# A list of thousands helps nobody; the number says how many there are.
MOST_SHOWN = 20


class Group(StrEnum):
    """Where a demand stands in the list; the order is the list's."""

    DUTIES = "duties"
    PAGES = "pages"
    SERVICES = "services"
    FACE = "face"
    OPERATION = "operation"


GROUP_TITLES = {
    Group.DUTIES: _("What the law asks"),
    Group.PAGES: _("Pages"),
    Group.SERVICES: _("Services"),
    Group.FACE: _("Face and weight"),
    Group.OPERATION: _("Operation"),
}


@dataclass(frozen=True)
class Flaw:
    """One thing that is not as demanded, and the page of the editors' interface where it is put right, if there is one."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class Demand:
    """A demand on the whole site. An error makes `check_site` fail, a warning does not."""

    id: str
    group: Group
    title: str | Promise
    severity: Severity
    flaws: Callable[[], Iterator[Flaw]]


@dataclass
class Result:
    """How a demand stands: met where nothing was found."""

    id: str
    group: Group
    title: str
    severity: Severity
    count: int = 0
    flaws: list[Flaw] = field(default_factory=list)

    @property
    def is_met(self) -> bool:
        return self.count == 0

    @property
    def fails(self) -> bool:
        return not self.is_met and self.severity == Severity.ERROR

    @property
    def more(self) -> int:
        """How many flaws are not shown."""
        return self.count - len(self.flaws)

    def add(self, flaw: Flaw) -> None:
        self.count += 1
        if len(self.flaws) < MOST_SHOWN:
            self.flaws.append(flaw)

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "group": self.group.value,
            "title": self.title,
            "severity": self.severity.value,
            "passed": self.is_met,
            "count": self.count,
            "flaws": [{"text": flaw.text, "address": flaw.address} for flaw in self.flaws],
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "Result":
        flaws = [Flaw(**flaw) for flaw in row["flaws"]]
        group, severity = Group(row["group"]), Severity(row["severity"])
        return cls(row["id"], group, row["title"], severity, row["count"], flaws)


_demands: list[Demand] = []


def demanded(
    id_: str, group: Group, title: str | Promise, severity: Severity = Severity.ERROR
) -> Callable[[Callable[[], Iterator[Flaw]]], Callable[[], Iterator[Flaw]]]:
    """Registers a function that yields what is not as demanded."""

    def register(flaws: Callable[[], Iterator[Flaw]]) -> Callable[[], Iterator[Flaw]]:
        _demands.append(Demand(id_, group, title, severity, flaws))
        return flaws

    return register


def all_demands() -> list[Demand]:
    return list(_demands)
