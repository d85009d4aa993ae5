"""Who is in charge, on the page of a service."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories.directory import ContactPersonFactory, DepartmentFactory, OpeningHoursFactory, PlaceFactory
from tests.factories.service_catalogue import ReferenceServiceFactory, ResponsibilityFactory, ServicePageFactory

OPEN = '<p class="site-state site-state--open">'


@pytest.fixture(autouse=True)
def _monday_at_nine(monkeypatch):
    moment = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def department():
    place = PlaceFactory(name="Rathaus", street="Am Markt 1", accessibility="Aufzug in alle Stockwerke")
    OpeningHoursFactory(place=place, opens=time(8), closes=time(12, 30))
    return DepartmentFactory(name="Bürgerbüro", place=place, phone="05799 9990-100", email="amt@town.example")


def test_the_page_says_where_when_and_how_to_ask(index_page, client, department):
    person = ContactPersonFactory(name="Erika Muster", email="e.muster@town.example", department=department)
    html = client.get(ServicePageFactory(parent=index_page, department=department, contacts=[person]).url).text
    for words in (
        OPEN,
        "12:30",
        "Am Markt 1",
        "Aufzug in alle Stockwerke",
        'href="tel:057999990100"',
        'href="mailto:amt@town.example"',
        'href="mailto:e.muster@town.example"',
    ):
        assert words in html


def test_departments_that_a_delivery_names_bring_their_hours_too(
    index_page, client, department, django_assert_max_num_queries
):
    reference = ReferenceServiceFactory()
    page = ServicePageFactory(parent=index_page, reference=reference)
    for other in (department, *DepartmentFactory.create_batch(3, place=department.place)):
        ResponsibilityFactory(reference=reference, department=other)
    ResponsibilityFactory(reference=reference, department=department)
    client.get(page.url)
    with django_assert_max_num_queries(21):
        html = client.get(page.url).text
    assert html.count('href="/rathaus/orte/') == 5  # four departments, and the footer
    assert html.count(OPEN) == 5


def test_hours_as_a_delivery_words_them_are_shown_line_by_line(index_page, client):
    department = DepartmentFactory(hours_text="Montag 8 bis 12 Uhr\nsonst nach Vereinbarung", street="Kirchplatz 2")
    html = client.get(ServicePageFactory(parent=index_page, department=department).url).text
    assert "Montag 8 bis 12 Uhr<br>sonst nach Vereinbarung" in html
    assert "Kirchplatz 2" in html


def test_without_anybody_in_charge_there_is_no_contact(index_page, client):
    assert 'id="kontakt"' not in client.get(ServicePageFactory(parent=index_page).url).text
