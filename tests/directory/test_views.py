"""/rathaus/: departments and places."""

from datetime import timedelta

import pytest
from django.utils import timezone

from directory.models import Closure, OpeningHours
from tests.factories.directory import ContactPersonFactory, DepartmentFactory, OpeningHoursFactory, PlaceFactory


@pytest.fixture
def department(home):
    place = PlaceFactory(name="Rathaus", slug="rathaus", accessibility="Rampe am Seiteneingang")
    OpeningHoursFactory(place=place, kind=OpeningHours.Kind.APPOINTMENT)
    return DepartmentFactory(name="Bürgerbüro", slug="buergerbuero", place=place, description="Ausweise und Umzug.")


def test_the_overview_lists_departments_and_places(client, department, monday_at_nine, django_assert_max_num_queries):
    client.get("/rathaus/")
    with django_assert_max_num_queries(9):
        html = client.get("/rathaus/").text
    assert 'data-page="directory.overview"' in html
    assert "Bürgerbüro" in html
    assert html.count("site-state--appointment") == 3  # department, place, footer


def test_a_department_shows_people_and_hours(client, department, django_assert_max_num_queries):
    ContactPersonFactory(name="Erika Muster", function="Leiterin", department=department)
    client.get("/rathaus/buergerbuero/")
    with django_assert_max_num_queries(20):
        html = client.get("/rathaus/buergerbuero/").text
    for words in ("Ausweise und Umzug.", "Erika Muster", "Leiterin", "08:00–12:30", "Rathaus"):
        assert words in html


def test_a_short_way_leads_past_the_services_to_the_contact(client, department):
    main = client.get(department.get_absolute_url()).text.partition("<main")[2]
    assert main.index('href="#kontakt"') < main.index('id="kontakt"')


def test_a_place_shows_how_to_get_in_and_when_it_is_closed(client, department):
    today = timezone.localdate()
    Closure.objects.create(place=department.place, first_day=today, last_day=today + timedelta(days=2), reason="Umbau")
    html = client.get("/rathaus/orte/rathaus/").text
    assert "Rampe am Seiteneingang" in html
    assert "Umbau" in html


def test_unknown_ones_are_not_found(client, home):
    assert client.get("/rathaus/gibt-es-nicht/").status_code == 404
    assert client.get("/rathaus/orte/gibt-es-nicht/").status_code == 404


def test_the_town_hall_stands_in_the_navigation_and_is_marked_there(client, department):
    assert 'href="/rathaus/"' in client.get("/").text
    assert 'href="/rathaus/" aria-current="true"' in client.get("/rathaus/").text


@pytest.mark.parametrize("model", ["department", "contactperson", "place"])
def test_editors_keep_the_records(admin_client, department, model):
    assert admin_client.get(f"/admin/snippets/directory/{model}/").status_code == 200
    assert admin_client.get(f"/admin/snippets/directory/{model}/add/").status_code == 200


def test_hours_that_end_before_they_begin_are_refused(department):
    from datetime import time

    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        OpeningHoursFactory.build(place=department.place, opens=time(12), closes=time(8)).clean()
