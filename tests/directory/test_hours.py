"""What holds on a given day."""

from datetime import date, time

import pytest

from directory.hours import Layer, Slot, Timetable, overlapping
from tests.directory.rows import Closed, Hours, Special

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
THURSDAY = date(2026, 11, 26)
ROWS = [Hours(0, time(14), time(16), "appointment"), Hours(0, time(8), time(12, 30)), Hours(3, time(8), time(18))]


def texts(slots):
    return [str(slot) for slot in slots]


def departing(*, special=(), closures=(), holiday=lambda day: ""):
    return Timetable(ROWS, [Layer(special, closures)], holiday)


def test_a_week_has_monday_to_friday_and_of_the_weekend_what_is_stated():
    (week,) = Timetable([*ROWS, Hours(5, time(9), time(12))]).weeks(MONDAY)
    assert [day.number for day in week.days] == [0, 1, 2, 3, 4, 5]
    assert texts(week.days[0].slots) == ["08:00–12:30", "14:00–16:00"]
    assert week.days[1].slots == ()


def test_a_day_without_hours_is_closed():
    assert Timetable(ROWS).on(TUESDAY).slots == ()


def test_a_closure_beats_the_week_on_its_first_and_last_day():
    known = departing(closures=[Closed(MONDAY, THURSDAY, "Umbau")])
    assert (known.on(MONDAY).slots, known.on(MONDAY).reason) == ((), "Umbau")
    assert known.on(THURSDAY).slots == ()
    assert len(known.on(date(2026, 11, 30)).slots) == 2


def test_hours_of_a_single_day_beat_the_closure_around_it_and_the_public_holiday():
    special = [Special(THURSDAY, time(14), time(15)), Special(THURSDAY, time(9), time(10), reason="Notdienst")]
    known = departing(special=special, closures=[Closed(MONDAY, THURSDAY)], holiday=lambda day: "Feiertag")
    assert texts(known.on(THURSDAY).slots) == ["09:00–10:00", "14:00–15:00"]
    assert known.on(THURSDAY).reason == "Notdienst"


def test_a_single_day_can_be_stated_as_closed():
    day = departing(special=[Special(MONDAY, kind="closed", reason="Rosenmontag")]).on(MONDAY)
    assert (day.usable, day.reason) == ([], "Rosenmontag")


def test_a_public_holiday_beats_the_week():
    day = departing(holiday=lambda day: "Feiertag" if day == MONDAY else "").on(MONDAY)
    assert (day.slots, day.reason) == ((), "Feiertag")


def test_the_department_beats_the_place_in_which_it_is():
    special = [Special(MONDAY, time(9), time(10), reason="Notdienst")]
    of_department, of_place = Layer(special=special), Layer(closures=[Closed(MONDAY, MONDAY, "Umbau")])
    assert Timetable(ROWS, [of_department, of_place]).on(MONDAY).reason == "Notdienst"
    assert Timetable(ROWS, [Layer(), of_place]).on(MONDAY).reason == "Umbau"
    assert Timetable(ROWS, [of_place, of_department]).on(MONDAY).reason == "Umbau"


def test_a_lunch_break_can_be_stated_but_nobody_is_there():
    known = Timetable([Hours(0, time(8), time(12)), Hours(0, time(12), time(13), "closed")])
    assert texts(known.on(MONDAY).slots) == ["08:00–12:00", "12:00–13:00"]
    assert texts(known.on(MONDAY).usable) == ["08:00–12:00"]


def test_midnight_is_the_end_of_the_day():
    slot = Slot(time(18), time(0), "open")
    assert (slot.end, str(slot)) == (1440, "18:00–24:00")


SUMMER = Hours(0, time(10), time(20), valid_from=date(2026, 5, 15), valid_until=date(2026, 9, 6))


@pytest.mark.parametrize(("day", "is_open"), [(date(2026, 5, 11), False), (date(2026, 5, 18), True)])
def test_hours_of_a_season_hold_in_their_season(day, is_open):
    assert bool(Timetable([SUMMER]).on(day).slots) == is_open


def test_new_hours_stand_on_the_page_two_months_before_they_hold():
    old = Hours(0, time(8), time(12), valid_until=date(2026, 12, 31))
    new = Hours(0, time(9), time(13), valid_from=date(2027, 1, 1))
    assert [week.starts for week in Timetable([old, new]).weeks(date(2026, 10, 1))] == [None]
    now, soon = Timetable([old, new]).weeks(MONDAY)
    assert (texts(now.days[0].slots), now.starts) == (["08:00–12:00"], None)
    assert (texts(soon.days[0].slots), soon.starts) == (["09:00–13:00"], date(2027, 1, 1))


def test_before_the_season_only_the_coming_week_is_shown_and_long_before_none():
    assert [week.starts for week in Timetable([SUMMER]).weeks(date(2026, 4, 1))] == [date(2026, 5, 15)]
    assert Timetable([SUMMER]).weeks(date(2026, 1, 1)) == []


def test_a_change_that_changes_nothing_is_not_announced():
    same = [Hours(0, time(8), time(12), valid_until=TUESDAY), Hours(0, time(8), time(12), valid_from=THURSDAY)]
    assert len(Timetable(same).weeks(THURSDAY)) == 1


def test_the_coming_weeks_name_closures_single_days_and_public_holidays():
    holidays = {MONDAY: "Feiertag", TUESDAY: "Kein Sprechtag", date(2027, 4, 5): "Zu weit weg"}
    special = [Special(THURSDAY, time(8), time(12), reason="Wahl"), Special(date(2026, 11, 2), reason="vorbei")]
    closures = [Closed(date(2026, 12, 24), date(2027, 1, 1), "Ferien"), Closed(date(2027, 6, 1), date(2027, 6, 2))]
    known = departing(special=special, closures=closures, holiday=lambda day: holidays.get(day, ""))
    found = known.departures(date(2026, 11, 20))
    assert [(item.first_day, item.reason) for item in found] == [
        (MONDAY, "Feiertag"),
        (THURSDAY, "Wahl"),
        (date(2026, 12, 24), "Ferien"),
    ]
    assert texts(found[1].slots) == ["08:00–12:00"]
    assert found[2].last_day == date(2027, 1, 1)


def test_a_closure_that_runs_is_still_named():
    known = departing(closures=[Closed(date(2026, 11, 1), THURSDAY, "Umbau")])
    assert [item.reason for item in known.departures(TUESDAY)] == ["Umbau"]


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        (Hours(0, time(8), time(12)), Hours(0, time(11), time(13)), True),
        (Hours(0, time(8), time(12)), Hours(0, time(12), time(13)), False),
        (Hours(0, time(8), time(12)), Hours(1, time(8), time(12)), False),
        (Hours(0, time(14), time(0)), Hours(0, time(18), time(20)), True),
        (Hours(0, None, None, "closed"), Hours(0, time(8), time(12)), True),
        (Hours(0, time(8), time(12), valid_until=MONDAY), Hours(0, time(8), time(12), valid_from=TUESDAY), False),
        (Hours(0, time(8), time(12), valid_until=TUESDAY), Hours(0, time(9), time(10)), True),
        (Special(MONDAY, time(8), time(12)), Special(MONDAY, time(9), time(10)), True),
        (Special(MONDAY, time(8), time(12)), Special(TUESDAY, time(9), time(10)), False),
    ],
)
def test_rows_that_contradict_each_other_are_found(first, second, clash):
    assert overlapping([first, second]) == ([(first, second)] if clash else [])


def test_a_timetable_without_rows_is_empty_but_single_days_fill_it():
    assert not Timetable([], [Layer(closures=[Closed(MONDAY, MONDAY)])])
    assert departing()
    assert Timetable([], [Layer(special=[Special(MONDAY)])])
