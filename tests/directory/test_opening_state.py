"""The one line that says whether somebody is there now."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from directory.hours import Layer, Timetable
from directory.opening_state import state
from tests.directory.rows import Closed, Hours, Special

BERLIN = ZoneInfo("Europe/Berlin")
ROWS = [
    Hours(0, time(8), time(12, 30)),
    Hours(0, time(14), time(16), "appointment"),
    Hours(1, time(8), time(12)),
    Hours(1, time(12), time(16)),
    Hours(2, time(9), time(11), "phone"),
    Hours(4, time(8), time(12)),
]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def at(day, hour, minute=0, month=11, year=2026):
    """23 November 2026 is a Monday."""
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def text(moment, rows=ROWS, *, holiday=lambda day: "", **layer):
    found = state(Timetable(rows, [Layer(**layer)], holiday), moment)
    return found and found.text


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(23, 7, 59), "Closed, opens today at 8:00"),
        (at(23, 8), "Open until 12:30"),
        (at(23, 12, 29), "Open until 12:30"),
        (at(23, 12, 30), "Closed, by appointment again today at 14:00"),
        (at(23, 14), "By appointment until 16:00"),
        (at(23, 16), "Closed, opens tomorrow at 8:00"),
        (at(23, 23, 59), "Closed, opens tomorrow at 8:00"),
        (at(24, 0), "Closed, opens today at 8:00"),
        (at(24, 9), "Open until 16:00"),  # two stretches without a gap are one
        (at(24, 16), "Closed, by telephone again tomorrow at 9:00"),
        (at(25, 10), "Only by telephone until 11:00"),
        (at(25, 11), "Closed, opens on Friday at 8:00"),
        (at(27, 12), "Closed, opens on Monday at 8:00"),
    ],
)
def test_every_moment_of_a_week_has_its_sentence(moment, expected):
    assert text(moment) == expected


def test_the_kind_goes_with_the_sentence():
    kinds = [state(Timetable(ROWS), moment).kind for moment in (at(23, 9), at(23, 15), at(25, 10), at(29, 10))]
    assert kinds == ["open", "appointment", "phone", "closed"]


def test_nothing_is_said_where_no_hours_are_known():
    assert text(at(23, 9), []) is None


def test_the_reason_of_a_closure_is_named_and_the_next_day_after_it_found():
    closed = [Closed(date(2026, 11, 23), date(2026, 12, 2), "Umbau")]
    assert text(at(23, 9), closures=closed) == "Closed (Umbau), opens on December 4 at 8:00"


def test_a_closure_beyond_three_weeks_says_no_day():
    assert text(at(23, 9), closures=[Closed(date(2026, 11, 1), date(2027, 1, 31), "Umbau")]) == "Closed (Umbau)"


def test_a_public_holiday_is_named_on_the_day_and_stepped_over_the_day_before():
    names = {date(2026, 11, 24): "Holiday"}
    assert (
        text(at(24, 9), holiday=lambda day: names.get(day, ""))
        == "Closed (Holiday), by telephone again tomorrow at 9:00"
    )
    assert text(at(23, 17), holiday=lambda day: names.get(day, "")) == "Closed, by telephone again on Wednesday at 9:00"


def test_hours_of_a_single_day_replace_the_week():
    special = [Special(date(2026, 11, 23), time(10), time(11), reason="Wahl")]
    assert text(at(23, 8), special=special) == "Closed (Wahl), opens today at 10:00"
    assert text(at(23, 10), special=special) == "Open until 11:00"


def test_a_stated_break_is_closed():
    rows = [Hours(0, time(8), time(12)), Hours(0, time(12), time(13), "closed"), Hours(0, time(13), time(16))]
    assert text(at(23, 12), rows) == "Closed, opens today at 13:00"


def test_stretches_may_go_over_midnight_in_two_rows():
    rows = [Hours(0, time(18), time(0)), Hours(1, time(0), time(2))]
    assert text(at(23, 22), rows) == "Open until 2:00"
    assert text(at(24, 1), rows) == "Open until 2:00"
    assert text(at(24, 2), rows) == "Closed, opens on Monday at 18:00"
    assert text(at(23, 22), rows[:1]) == "Open until 24:00"


def test_around_the_clock():
    assert text(at(23, 22), [Hours(day, time(0), time(0)) for day in range(7)]) == "Open all day"


NIGHT = [Hours(6, time(1), time(4))]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        # 29 March 2026: at 2:00 the clock says 3:00, an hour is missing.
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "Open until 4:00"),
        (datetime(2026, 3, 29, 1, 59, tzinfo=UTC), "Open until 4:00"),
        (datetime(2026, 3, 29, 2, 0, tzinfo=UTC), "Closed, opens on April 5 at 1:00"),
        # 25 October 2026: at 3:00 the clock says 2:00, an hour comes twice.
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Open until 4:00"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Open until 4:00"),
        (datetime(2026, 10, 25, 2, 59, tzinfo=UTC), "Open until 4:00"),
        (datetime(2026, 10, 25, 3, 0, tzinfo=UTC), "Closed, opens on November 1 at 1:00"),
        # The evening before each change.
        (datetime(2026, 3, 28, 22, 30, tzinfo=UTC), "Closed, opens tomorrow at 1:00"),
        (datetime(2026, 10, 24, 21, 30, tzinfo=UTC), "Closed, opens tomorrow at 1:00"),
    ],
)
def test_the_clock_of_the_town_hall_counts_when_it_is_changed(moment, expected):
    assert text(moment, NIGHT) == expected


def test_minutes_are_said_where_there_are_some():
    assert text(at(23, 7), [Hours(0, time(8, 5), time(9))]) == "Closed, opens today at 8:05"
