"""A colour of the town's own that everybody can read."""

import pytest
from django.core.exceptions import ValidationError

from cms.colours import ENOUGH, WHITE, check_colour, contrast, is_readable, mixed, parts, readable, tint


@pytest.mark.parametrize(
    ("colour", "expected"),
    [("#000000", 21.0), ("#ffffff", 1.0), ("#777777", 4.48), ("#767676", 4.54), ("#ff0000", 4.0)],
)
def test_contrast_with_white_is_that_of_the_guidelines(colour, expected):
    assert contrast(colour, WHITE) == pytest.approx(expected, abs=0.01)
    assert contrast(WHITE, colour) == contrast(colour, WHITE)


def test_colours_mix():
    assert parts("#1f4d3a") == (31, 77, 58)
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert mixed("#1f4d3a", "#ffffff", 0) == "#1f4d3a"
    assert mixed("#1f4d3a", "#ffffff", 1) == "#ffffff"


@pytest.mark.parametrize("colour", ["#1f4d3a", "#1F4D3A", "#000000", "#003366", "#8b0000"])
def test_dark_colours_are_taken(colour):
    check_colour(colour)


@pytest.mark.parametrize(
    "colour", ["", "green", "#fff", "#12345", "#1234567", "#12345g", "1f4d3a", "#1f4d3a;}", "#１f4d3a", "#1f4d3a\n"]
)
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(ValidationError, match="#1f4d3a"):
        check_colour(colour)


@pytest.mark.parametrize("colour", ["#ffffff", "#ffcc00", "#3fa34d", "#777777"])
def test_a_pale_colour_is_refused_with_one_that_can_be_read(colour):
    with pytest.raises(ValidationError) as refused:
        check_colour(colour)
    other = readable(colour)
    assert other in str(refused.value)
    check_colour(other)
    assert min(contrast(other, WHITE), contrast(other, tint(other))) >= ENOUGH


def test_a_readable_colour_stays_as_it_is():
    assert is_readable("#1f4d3a")
    assert readable("#1f4d3a") == "#1f4d3a"


def test_the_stylesheet_says_the_colour_and_may_be_kept(client, db):
    response = client.get("/farben/8b0000.css")
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "--site-brand: #8b0000;" in response.text
    assert "public" in response.headers["Cache-Control"]
    assert "Set-Cookie" not in response.headers


def test_the_second_colour_stands_beside_the_first_or_alone(client, db):
    both, alone = (client.get(f"/farben/{name}.css").text for name in ("8b0000-003366", "-003366"))
    assert "--site-brand: #8b0000;" in both
    assert "--site-accent: #003366;" in both
    assert "--site-brand" not in alone
    assert "--site-accent: #003366;" in alone


@pytest.mark.parametrize(
    "name", ["ffffff", "8B0000", "8b00", "zzzzzz", "8b0000%0a", "8b0000}", "-", "8b0000-ffcc00", "8b0000-003366-003366"]
)
def test_other_addresses_of_colours_do_not_exist(client, home, name):
    assert client.get(f"/farben/{name}.css").status_code == 404
