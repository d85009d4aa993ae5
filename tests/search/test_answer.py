"""The card of the best service above the other results."""

from datetime import time

import pytest
from django.utils import timezone

from search.answer import answer
from search.documents import rebuild
from search.finding import find
from search.steering import Steering
from service_catalogue.models.links import LinkState
from tests.factories.directory import DepartmentFactory, OpeningHoursFactory, PlaceFactory
from tests.factories.service_catalogue import (
    FeeFactory,
    OnlineServiceFactory,
    ReferenceServiceFactory,
    ResponsibilityFactory,
    ServiceIndexPageFactory,
    ServicePageFactory,
)


@pytest.fixture
def office(home):
    place = PlaceFactory()
    OpeningHoursFactory(place=place, weekday=timezone.localdate().weekday(), opens=time(0), closes=time(23, 59))
    return DepartmentFactory(name="Bürgerbüro", place=place, phone="05799 100")


@pytest.fixture
def online():
    return OnlineServiceFactory(name="Hund online anmelden", kind="application")


@pytest.fixture
def page(home, office, online):
    index = ServiceIndexPageFactory(parent=home)
    page = ServicePageFactory(parent=index, title="Hund anmelden", teaser="", department=office)
    page.online_services.add(online)
    page.save()
    FeeFactory(page=page)
    ServicePageFactory(parent=index, title="Reisepass beantragen", teaser="")
    rebuild()
    return page


def card(text="hund anmelden", **options):
    return answer(find(text, **options))


def shown(client, text="hund anmelden"):
    return client.get("/suche/", {"q": text}).text


def test_the_card_has_cost_channel_opening_state_and_button(page, online, client):
    found = card()
    assert found.cost == "26,00\u00a0€"
    assert found.button.address == online.url
    assert found.broken is None
    html = shown(client)
    assert html.count("search__answer") == 1
    assert "26,00\u00a0€" in html
    assert online.url in html
    assert "site-state--open" in html
    assert "tel:05799100" in html


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("hund anmelden xylophon", {}),
        ("anmelden beantragen", {}),
        ("hund anmelden", {"page": 2, "per_page": 1}),
        ("", {}),
        ("gibtesnicht", {}),
    ],
    ids=str,
)
def test_there_is_a_card_only_if_nobody_could_mean_anything_else(page, text, options):
    ServicePageFactory(parent=page.get_parent(), title="Katze anmelden", teaser="Auch ein Hund.")
    ServicePageFactory(parent=page.get_parent(), title="Katze beantragen", teaser="")
    rebuild()
    assert card(text, **options) is None


def test_other_things_than_services_have_no_card(office):
    rebuild()
    assert find("bürgerbüro").is_clear
    assert card("bürgerbüro") is None


def test_a_pinned_service_has_a_card(page):
    assert card("tölen", steering=Steering(pins={"tolen": [page.pk]})).page.pk == page.pk


def test_a_broken_form_comes_with_another_way(page, online, client):
    online.link_state = LinkState.BROKEN
    type(online).objects.filter(pk=online.pk).update(link_state=LinkState.BROKEN)
    found = card()
    assert found.button is None
    assert found.broken.online == online
    html = shown(client)
    assert online.url not in html
    assert f"{page.url}#kontakt" in html
    assert "tel:05799100" in html


def test_what_is_not_available_has_no_button_but_a_reason(page, online, client):
    type(page).objects.filter(pk=page.pk).update(status="unavailable", status_reason="Wegen Umbau geschlossen.")
    assert card().button is None
    html = shown(client)
    assert "Wegen Umbau geschlossen." in html
    assert online.url not in html


def test_a_card_is_made_of_delivered_parts_too(home, office, online):
    reference = ReferenceServiceFactory(fees=[{"kind": "fixed", "amount": "12.50", "currency": "EUR"}])
    ResponsibilityFactory(reference=reference, department=office, online_service=online)
    index = ServiceIndexPageFactory(parent=home)
    ServicePageFactory(parent=index, title="Hund anmelden", teaser="", reference=reference)
    rebuild()
    found = card()
    assert found.cost == "12,50\u00a0€"
    assert found.department == office
    assert found.button.online == online


def test_a_page_that_has_just_been_hidden_has_no_card(page):
    found = find("hund anmelden")
    type(page).objects.filter(pk=page.pk).update(live=False)
    assert answer(found) is None


def test_the_card_needs_few_queries(page, django_assert_max_num_queries):
    found = find("hund anmelden")
    with django_assert_max_num_queries(2):
        made = answer(found)
        assert made.cost
        assert made.button
        assert made.department.timetable()
