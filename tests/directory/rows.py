"""Rows of a timetable as the database would hand them over."""

from dataclasses import dataclass
from datetime import date, time


@dataclass
class Hours:
    weekday: int
    opens: time | None
    closes: time | None
    kind: str = "open"
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass
class Special:
    day: date
    opens: time | None = None
    closes: time | None = None
    kind: str = "open"
    reason: str = ""


@dataclass
class Closed:
    first_day: date
    last_day: date
    reason: str = ""
