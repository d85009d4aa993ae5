"""The table of the Länder."""

import pytest
from django.core.validators import validate_email

from cms.lands import LANDS, land_of


def test_all_sixteen_stand_in_the_table_under_their_own_keys():
    assert [land.key for land in LANDS.values()] == [f"{number:02}" for number in range(1, 17)] == list(LANDS)
    assert len({land.name for land in LANDS.values()}) == 16


@pytest.mark.parametrize(
    ("ars", "name"), [("057700044044", "Nordrhein-Westfalen"), (" 09", "Bayern"), ("11", "Berlin")]
)
def test_a_land_is_found_by_the_beginning_of_the_regional_key(ars, name):
    assert land_of(ars).name == name


@pytest.mark.parametrize("ars", ["", "1", "00", "170000000000", "Berlin"])
def test_a_key_of_no_land_finds_none(ars):
    assert land_of(ars) is None


def test_whoever_is_named_can_be_reached():
    bodies = [body for land in LANDS.values() for body in (land.enforcement, land.monitoring, land.data_protection)]
    for body in filter(None, bodies):
        assert body.url.startswith("https://") or body.email, body
        if body.email:
            validate_email(body.email)


def test_reports_in_north_rhine_westphalia_are_answered_in_two_to_six_weeks():
    """§ 5 (2) BITVNRW."""
    assert LANDS["05"].answer_weeks == (2, 6)
    assert LANDS["05"].enforcement.email == "ombudsstelle-barrierefreie-it@mags.nrw.de"


def test_what_is_not_known_stays_open_and_the_site_promises_its_own_weeks():
    assert LANDS["10"].enforcement is None
    assert LANDS["16"].easy_language is None
    assert LANDS["16"].answer_weeks == (2, 6)
