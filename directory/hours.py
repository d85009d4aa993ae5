"""Opening hours as sentences: what holds on a given day, closures included."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.dates import WEEKDAYS


@dataclass(frozen=True)
class Slot:
    """A stretch of time in which one can come, come by appointment, or call."""

    opens: time
    closes: time
    kind: str

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"


@dataclass(frozen=True)
class Day:
    """One weekday (0 is Monday) and its stretches of time."""

    weekday: int
    slots: tuple[Slot, ...]

    @property
    def name(self) -> str:
        return str(WEEKDAYS[self.weekday])


def week(rows: Iterable[Any]) -> list[Day]:
    """The days of a week that have any hours, in order."""
    rows = sorted(rows, key=lambda row: (row.weekday, row.opens))
    return [
        Day(weekday, tuple(Slot(row.opens, row.closes, row.kind) for row in rows if row.weekday == weekday))
        for weekday in sorted({row.weekday for row in rows})
    ]


def hours_on(day: date, rows: Iterable[Any], closures: Sequence[Any]) -> tuple[Slot, ...]:
    """What holds on a day; nothing while closed."""
    if any(closure.first_day <= day <= closure.last_day for closure in closures):
        return ()
    return next((entry.slots for entry in week(rows) if entry.weekday == day.weekday()), ())
