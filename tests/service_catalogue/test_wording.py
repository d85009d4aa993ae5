from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from service_catalogue import slugs, wording


@pytest.mark.parametrize(
    ("amount", "text"),
    [("5", "5,00\u00a0€"), ("31.4", "31,40\u00a0€"), ("1234.5", "1.234,50\u00a0€"), ("0", "0,00\u00a0€")],
)
def test_money_as_germans_write_it(amount, text):
    with translation.override("de"):
        assert wording.money(Decimal(amount)) == text


def test_other_currencies_keep_their_code():
    assert wording.money(Decimal("5"), "CHF").endswith("CHF")


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("duration", 1, "WOCHE"), "1 week"),
        (("duration", 3, "TAG"), "3 days"),
        (("range", 2, "WOCHE", 4), "2 to 4 weeks"),
        (("duration", 3, "007"), "3 007"),
        (("duration",), ""),
        (("date",), ""),
    ],
)
def test_periods_in_words(arguments, text):
    assert wording.period(*arguments) == text


def test_a_range_over_two_units():
    assert wording.period("range", 3, "TAG", 2, unit_max="WOCHE") == "3 days to 2 weeks"


def test_days_in_words():
    first, last = date(2026, 1, 1), date(2026, 5, 31)
    with translation.override("en"):
        assert wording.days(None, last) == "until May 31, 2026"
        assert wording.days(first, None).startswith("from Jan")
        assert "to" in wording.days(first, last)
        assert "to" not in wording.days(first, first)


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Führerschein & Größe", "fuehrerschein-groesse"), ("ÄRZTE", "aerzte"), ("…", ""), ("x" * 300, "x" * 100)],
)
def test_addresses_write_umlauts_out(text, slug):
    assert slugs.german_slug(text) == slug
