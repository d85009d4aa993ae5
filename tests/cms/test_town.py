"""The town has a face: its logo and colour stand on every page, for everybody."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Site

from cms import gate
from cms.models import TownSettings
from tests.factories.consents import PictureFactory


@pytest.fixture
def town(home):
    return TownSettings.for_site(Site.objects.get())


def test_without_a_face_of_its_own_a_town_has_ours(client, town):
    html = client.get("/").text
    assert "logo.svg" in html
    assert "/farben/" not in html


def test_the_logo_is_public_and_stands_in_the_header(client, town):
    town.logo = PictureFactory(title="Wappen")
    assert not gate.is_public(town.logo)
    town.save()
    assert gate.is_public(town.logo)
    html = client.get("/").text
    assert "logo.svg" not in html
    address = town.logo.get_rendition("max-480x96|format-webp").url
    assert address in html
    response = client.get(address)
    assert response.status_code == 200
    response.getvalue()


def test_a_logo_that_is_withheld_is_not_shown(client, town):
    town.logo = PictureFactory(recognisable=1)
    town.save()
    gate.refresh()
    assert "logo.svg" in client.get("/").text


def test_the_colour_is_a_stylesheet_behind_ours(client, town):
    town.colour = "#8B0000"
    town.full_clean()
    town.save()
    html = client.get("/").text
    assert html.index("/site.css") < html.index("/farben/8b0000.css")
    assert "style=" not in html.partition("<main")[0]
    assert client.get(town.colour_address).status_code == 200
    assert "/farben/8b0000.css" in client.get("/konto/anmelden/").text


@pytest.mark.parametrize("field", ["colour", "accent"])
def test_a_colour_on_which_nobody_can_read_is_refused(town, field):
    setattr(town, field, "#ffcc00")
    with pytest.raises(ValidationError) as refused:
        town.full_clean()
    assert set(refused.value.message_dict) == {field}


@pytest.mark.parametrize(
    ("colour", "accent", "address"),
    [("#8b0000", "#003366", "/farben/8b0000-003366.css"), ("", "#003366", "/farben/-003366.css"), ("", "", "")],
)
def test_both_colours_have_one_address(client, town, colour, accent, address):
    town.colour, town.accent = colour, accent
    assert town.colour_address == address
    assert not address or client.get(address).status_code == 200


def test_the_face_costs_few_questions(client, town, django_assert_max_num_queries):
    client.get("/")
    with django_assert_max_num_queries(20):
        client.get("/")
    town.logo, town.colour = PictureFactory(), "#8b0000"
    town.save()
    client.get("/")
    with django_assert_max_num_queries(20):
        client.get("/")
