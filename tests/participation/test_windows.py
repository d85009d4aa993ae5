"""The time in which one can take part, as a sentence: around midnight, and when the clocks change."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from participation.windows import moment_sentence, window_sentence

HERE = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 5, 22)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def at(text, fold=0):
    """A moment by the clock here; `fold` 1 is the second time that this hour passes in October."""
    return datetime.fromisoformat(text).replace(tzinfo=HERE, fold=fold)


@pytest.mark.parametrize(
    ("starts", "ends", "sentence"),
    [
        (None, date(2026, 5, 31), "Collect ideas until 31. May, 9 days left"),
        (None, date(2026, 5, 23), "Collect ideas until 23. May, 1 day left"),
        (None, TODAY, "Collect ideas until today"),
        (date(2026, 6, 1), date(2026, 6, 30), "Collect ideas from 1. June to 30. June"),
        (None, date(2026, 5, 21), ""),
        (None, None, ""),
        (date(2026, 1, 1), None, ""),
    ],
)
def test_a_window_of_days_is_a_sentence(starts, ends, sentence):
    assert window_sentence("Collect ideas", starts, ends, TODAY) == sentence


@pytest.mark.parametrize(
    ("now", "opens", "closes", "sentence"),
    [
        ("2026-05-22 12:00", None, "2026-05-31 18:00", "Vote until 31. May, 18:00, 9 days left"),
        ("2026-05-22 12:00", None, "2027-01-02 18:00", "Vote until 2. January 2027, 18:00, 225 days left"),
        ("2026-05-22 12:00", None, "2026-05-23 18:30", "Vote until tomorrow 18:30, 1 day left"),
        ("2026-05-22 15:00", None, "2026-05-22 18:00", "Vote until today 18:00, 3 hours left"),
        ("2026-05-22 16:59", None, "2026-05-22 18:00", "Vote until today 18:00, 1 hour left"),
        ("2026-05-22 17:01", None, "2026-05-22 18:00", "Vote until today 18:00, 59 minutes left"),
        ("2026-05-22 17:59:30", None, "2026-05-22 18:00", "Vote until today 18:00, 1 minute left"),
        ("2026-05-22 18:00", None, "2026-05-22 18:00", ""),
        ("2026-05-22 18:00", None, None, ""),
        ("2026-05-22 18:00", "2026-05-24 09:00", None, "Vote from 24. May, 9:00 on"),
        ("2026-05-22 18:00", "2026-05-23 18:00", "2026-05-23 20:30", "Vote from tomorrow 18:00 to 20:30"),
        ("2026-05-22 18:00", "2026-06-01 00:00", "2026-07-01 00:00", "Vote from 1. June to 30. June"),
        ("2026-05-22 18:00", "2026-06-01 00:00", "2026-06-30 23:59", "Vote from 1. June to 30. June"),
    ],
)
def test_a_window_of_moments_is_a_sentence(now, opens, closes, sentence):
    assert moment_sentence("Vote", opens and at(opens), closes and at(closes), at(now)) == sentence


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        ("2026-05-30 23:59", "Vote until tomorrow, 1 day left"),
        ("2026-05-31 00:00", "Vote until today, 24 hours left"),
        ("2026-05-31 00:01", "Vote until today, 23 hours left"),
        ("2026-05-31 23:59", "Vote until today, 1 minute left"),
        ("2026-06-01 00:00", ""),
    ],
)
def test_an_end_at_midnight_is_the_end_of_the_day_before(now, sentence):
    assert moment_sentence("Vote", None, at("2026-06-01 00:00"), at(now)) == sentence


@pytest.mark.parametrize(
    ("now", "closes", "sentence"),
    [
        # In March the hour from two to three is missing, in October there are two of them.
        (at("2026-03-29 01:30"), at("2026-03-29 04:00"), "Vote until today 4:00, 1 hour left"),
        (at("2026-10-25 01:30"), at("2026-10-25 04:00"), "Vote until today 4:00, 3 hours left"),
        (at("2026-10-25 02:30"), at("2026-10-25 03:00"), "Vote until today 3:00, 1 hour left"),
        (at("2026-10-25 02:30", fold=1), at("2026-10-25 03:00"), "Vote until today 3:00, 30 minutes left"),
        # The last day has 23 or 25 hours.
        (at("2026-03-28 12:00"), at("2026-03-29 12:00"), "Vote until tomorrow 12:00, 23 hours left"),
        (at("2026-10-24 12:00"), at("2026-10-25 12:00"), "Vote until tomorrow 12:00, 1 day left"),
        (at("2026-10-25 00:00"), at("2026-10-26 00:00"), "Vote until today, 25 hours left"),
    ],
)
def test_hours_are_those_that_really_pass_when_the_clocks_change(now, closes, sentence):
    assert moment_sentence("Vote", None, closes, now) == sentence


def test_the_clock_is_the_one_here_wherever_the_moment_comes_from():
    closes = at("2026-05-22 18:00").astimezone(ZoneInfo("UTC"))
    assert moment_sentence("", None, closes, at("2026-05-22 12:00")) == "Take part until today 18:00, 6 hours left"
