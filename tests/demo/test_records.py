"""Days of the demo town that move with the day on which it is loaded."""

from datetime import date

import pytest

from demo.records import closure, season, special_hours

SUMMER, HOLIDAYS = {"from": "05-15", "until": "09-06"}, {"from": "12-24", "until": "01-01"}


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        (SUMMER, date(2026, 3, 1), (date(2026, 5, 15), date(2026, 9, 6))),
        (SUMMER, date(2026, 9, 6), (date(2026, 5, 15), date(2026, 9, 6))),
        (SUMMER, date(2026, 9, 7), (date(2027, 5, 15), date(2027, 9, 6))),
        (HOLIDAYS, date(2027, 1, 1), (date(2026, 12, 24), date(2027, 1, 1))),
        (HOLIDAYS, date(2027, 1, 2), (date(2027, 12, 24), date(2028, 1, 1))),
    ],
)
def test_a_season_is_the_running_or_the_next_one(days, today, expected):
    assert season(days, today) == expected
    stated = closure({**days, "label": "zu"}, today)
    assert (stated.first_day, stated.last_day) == expected


@pytest.mark.parametrize(("offset", "day"), [(4, 27), (5, 30), (6, 30), (7, 30)])
def test_hours_of_a_single_day_move_off_the_weekend(offset, day):
    row = {"offset_days": offset, "opens": "09:00", "closes": "12:00", "label": "Wahl"}
    assert special_hours(row, date(2026, 11, 23)).day == date(2026, 11, day)
