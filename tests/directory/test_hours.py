"""What holds on a given day."""

from dataclasses import dataclass
from datetime import date, time

from directory.hours import hours_on, week

MONDAY = date(2026, 11, 23)


@dataclass
class Row:
    weekday: int
    opens: time
    closes: time
    kind: str = "open"


@dataclass
class Closed:
    first_day: date
    last_day: date


ROWS = [Row(0, time(14), time(16), "appointment"), Row(0, time(8), time(12, 30)), Row(3, time(8), time(18))]


def test_a_week_has_the_days_with_hours_in_order():
    days = week(ROWS)
    assert [day.weekday for day in days] == [0, 3]
    assert [str(slot) for slot in days[0].slots] == ["08:00–12:30", "14:00–16:00"]


def test_a_day_without_hours_is_closed():
    assert hours_on(date(2026, 11, 24), ROWS, []) == ()


def test_a_closure_beats_the_week_on_its_first_and_last_day():
    closures = [Closed(MONDAY, date(2026, 11, 26))]
    assert hours_on(MONDAY, ROWS, closures) == ()
    assert hours_on(date(2026, 11, 26), ROWS, closures) == ()
    assert len(hours_on(date(2026, 11, 30), ROWS, closures)) == 2
