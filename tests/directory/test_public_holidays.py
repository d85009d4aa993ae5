"""Public holidays of the Land."""

from datetime import date

import pytest
from django.utils import translation

from directory.public_holidays import LANDS, holiday

CORPUS_CHRISTI, REFORMATION, UNITY = date(2026, 6, 4), date(2026, 10, 31), date(2026, 10, 3)


def test_the_regional_key_decides():
    assert holiday(CORPUS_CHRISTI, "057700044044") == "Fronleichnam"
    assert holiday(CORPUS_CHRISTI, "033550000000") == ""
    assert holiday(REFORMATION, "033550000000") == "Reformationstag"
    assert holiday(REFORMATION, "057700044044") == ""


@pytest.mark.parametrize("ars", ["", "05", "99", "abc", *LANDS])
def test_unity_day_is_one_everywhere_even_without_a_sensible_key(ars):
    assert holiday(UNITY, ars) == "Tag der Deutschen Einheit"


def test_there_are_sixteen_laender():
    assert len(set(LANDS.values())) == 16


def test_carnival_is_no_public_holiday():
    assert holiday(date(2026, 2, 16), "05") == ""


def test_on_english_pages_the_names_are_english():
    with translation.override("en"):
        assert holiday(UNITY, "05") == "German Unity Day"
