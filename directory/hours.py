"""Opening hours: what holds on a given day. Rows in, days out; no database and no clock.

The more precise beats the general: hours for one day beat days of closure, those beat public holidays, and those
beat the week. What a department says of itself beats what the building says in which it is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import combinations
from typing import Any

from django.utils.dates import WEEKDAYS

OPEN, APPOINTMENT, PHONE, CLOSED = "open", "appointment", "phone", "closed"
WEEKEND = 5
END_OF_DAY = 24 * 60
NEXT_WEEK_SHOWN_FOR = timedelta(days=60)  # new hours stand on the page two months before they hold
DEPARTURES_SHOWN_FOR = timedelta(days=90)
HOLIDAYS_SHOWN_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Slot:
    """A stretch of time in which one can come, come by appointment, or call; or in which expressly nobody is there."""

    opens: time | None
    closes: time | None
    kind: str

    @property
    def start(self) -> int:
        """Minutes since midnight."""
        return minutes(self.opens) if self.opens else 0

    @property
    def end(self) -> int:
        """Minutes since midnight; a stretch that closes at 0:00 lasts until the end of the day."""
        return (minutes(self.closes) if self.closes else 0) or END_OF_DAY

    @property
    def is_closed(self) -> bool:
        return self.kind == CLOSED

    @property
    def is_whole_day(self) -> bool:
        return self.opens is None and self.closes is None

    def __str__(self) -> str:
        return f"{as_digits(self.start)}–{as_digits(self.end)}"


@dataclass(frozen=True)
class Day:
    """A day and what holds on it; where it departs from the week, the reason."""

    date: date
    slots: tuple[Slot, ...]
    reason: str = ""

    @property
    def usable(self) -> list[Slot]:
        return [slot for slot in self.slots if not slot.is_closed]


@dataclass(frozen=True)
class Weekday:
    """One day of the usual week (0 is Monday)."""

    number: int
    slots: tuple[Slot, ...]

    @property
    def name(self) -> str:
        return str(WEEKDAYS[self.number])


@dataclass(frozen=True)
class Week:
    """The usual week; `starts` where it only holds from a day to come."""

    days: list[Weekday]
    starts: date | None = None


@dataclass(frozen=True)
class Departure:
    """Coming days on which something else holds than in the week; without slots it is closed."""

    first_day: date
    last_day: date
    slots: tuple[Slot, ...]
    reason: str


@dataclass(frozen=True)
class Layer:
    """Single days and days of closure, as a department or a place states them."""

    special: Sequence[Any] = ()
    closures: Sequence[Any] = ()

    def on(self, day: date) -> Day | None:
        rows = [row for row in self.special if row.day == day]
        if rows:
            return Day(day, slots(rows), next((row.reason for row in rows if row.reason), ""))
        closure = next((row for row in self.closures if row.first_day <= day <= row.last_day), None)
        return Day(day, (), closure.reason) if closure else None

    def days_stated(self) -> list[tuple[date, date]]:
        single = [(row.day, row.day) for row in self.special]
        return [*single, *((row.first_day, row.last_day) for row in self.closures)]


@dataclass(frozen=True)
class Timetable:
    """All that is known of the hours of a place or department; the first layer is the more precise one."""

    weekly: Sequence[Any] = ()
    layers: Sequence[Layer] = ()
    holiday: Callable[[date], str] = field(default=lambda day: "")

    def __bool__(self) -> bool:
        return bool(self.weekly) or any(layer.special for layer in self.layers)

    def usual_on(self, day: date) -> tuple[Slot, ...]:
        """What the week says."""
        return slots(row for row in self.weekly if row.weekday == day.weekday() and holds_on(row, day))

    def on(self, day: date) -> Day:
        """What holds on this day, everything considered."""
        for layer in self.layers:
            stated = layer.on(day)
            if stated:
                return stated
        holiday = self.holiday(day)
        return Day(day, (), holiday) if holiday else Day(day, self.usual_on(day))

    def weeks(self, today: date) -> list[Week]:
        """The week as it is now and, where it changes soon, as it will be."""
        now = self._week(today)
        starts = self._next_change(today)
        coming = self._week(starts) if starts else []
        if not coming or coming == now:
            return [Week(now)] if now else []
        return [*([Week(now)] if now else []), Week(coming, starts)]

    def _week(self, day: date) -> list[Weekday]:
        """Monday to Friday and what is stated of the weekend; nothing when the whole week is empty."""
        rows = [row for row in self.weekly if holds_on(row, day)]
        days = [Weekday(number, slots(row for row in rows if row.weekday == number)) for number in range(7)]
        return [day for day in days if day.slots or day.number < WEEKEND] if rows else []

    def _next_change(self, today: date) -> date | None:
        begins = [row.valid_from for row in self.weekly if row.valid_from]
        ends = [row.valid_until + timedelta(days=1) for row in self.weekly if row.valid_until]
        return min((day for day in (*begins, *ends) if today < day <= today + NEXT_WEEK_SHOWN_FOR), default=None)

    def departures(self, today: date) -> list[Departure]:
        """What residents should know of the coming weeks: closures, single days, public holidays."""
        stated = {pair for layer in self.layers for pair in layer.days_stated()}
        holidays = (today + timedelta(days=ahead) for ahead in range(HOLIDAYS_SHOWN_FOR.days + 1))
        found = [self._departure(first, last) for first, last in stated if first <= today + DEPARTURES_SHOWN_FOR]
        found += [self._departure(day, day) for day in holidays if self._is_holiday_of_note(day)]
        return sorted(
            (item for item in found if item.last_day >= today), key=lambda item: (item.first_day, item.reason)
        )

    def _departure(self, first: date, last: date) -> Departure:
        day = self.on(first) if first == last else Day(first, (), self._reason(first, last))
        return Departure(first, last, day.slots, day.reason)

    def _reason(self, first: date, last: date) -> str:
        rows = (row for layer in self.layers for row in layer.closures)
        return next(row.reason for row in rows if (row.first_day, row.last_day) == (first, last))

    def _is_holiday_of_note(self, day: date) -> bool:
        """A public holiday that takes away hours which one would expect."""
        usual = Day(day, self.usual_on(day)).usable
        return bool(usual and self.holiday(day)) and not any(layer.on(day) for layer in self.layers)


def minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def as_digits(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def slots(rows: Iterable[Any]) -> tuple[Slot, ...]:
    """Rows as stretches of time, in the order of the day."""
    found = (Slot(row.opens, row.closes, row.kind) for row in rows)
    return tuple(sorted(found, key=lambda slot: (slot.start, slot.end)))


def holds_on(row: Any, day: date) -> bool:
    """Whether a row of the week is valid on this day."""
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_until is None or day <= row.valid_until)


def overlapping(rows: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Pairs of rows of which only one can be right: same day, same time; the later row comes second."""
    return [(first, second) for first, second in combinations(rows, 2) if _overlap(first, second)]


def _overlap(first: Any, second: Any) -> bool:
    if not _same_day(first, second):
        return False
    one, other = slots([first, second])
    return other.start < one.end


def _same_day(first: Any, second: Any) -> bool:
    if hasattr(first, "day"):
        return first.day == second.day
    begins = max(row.valid_from or date.min for row in (first, second))
    ends = min(row.valid_until or date.max for row in (first, second))
    return first.weekday == second.weekday and begins <= ends
