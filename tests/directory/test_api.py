"""Departments and places as data."""

from datetime import date, time

import pytest

from tests.factories.directory import (
    ClosureFactory,
    ContactPersonFactory,
    DepartmentFactory,
    OpeningHoursFactory,
    PlaceFactory,
    SpecialHoursFactory,
)

URL = "/api/v1/departments/"


@pytest.fixture
def department(db):
    place = PlaceFactory(name="Rathaus", slug="rathaus", hours_note="Bitte klingeln", latitude=52.3)
    OpeningHoursFactory(place=place, weekday=3, opens=time(14), closes=time(0), kind="appointment")
    OpeningHoursFactory(place=place, weekday=4, opens=None, closes=None, kind="closed")
    SpecialHoursFactory(place=place, day=date(2026, 12, 24), reason="Heiligabend")
    ClosureFactory(place=place, first_day=date(2026, 12, 28), last_day=date(2026, 12, 31), reason="Jahreswechsel")
    above = DepartmentFactory(name="Dezernat", slug="dezernat")
    return DepartmentFactory(name="Bürgerbüro", place=place, parent=above, source_agency="L1", source_id="7")


def test_a_department_tells_its_hours_address_parent_and_source(client, department):
    found = client.get(f"{URL}{department.pk}/").json()
    assert (found["parent"], found["source_id"]) == ("dezernat", "7")
    assert found["address"] == {"street": "Am Markt 1", "postcode": "32399", "town": "Musterstadt"}
    assert found["hours"] == {
        "weekly": [
            {"opens": "14:00", "closes": "24:00", "kind": "appointment", "weekday": "thursday",
             "valid_from": None, "valid_until": None},
            {"opens": None, "closes": None, "kind": "closed", "weekday": "friday",
             "valid_from": None, "valid_until": None},
        ],
        "special": [
            {"opens": "08:00", "closes": "12:00", "kind": "open", "day": "2026-12-24", "reason": "Heiligabend"}
        ],
        "closures": [{"first_day": "2026-12-28", "last_day": "2026-12-31", "reason": "Jahreswechsel"}],
        "open_on_public_holidays": False,
        "note": "Bitte klingeln",
    }  # fmt: skip


def test_a_department_without_a_place_has_its_own_address(client, db):
    department = DepartmentFactory(street="Kirchplatz 2", town="Musterstadt")
    found = client.get(f"{URL}{department.pk}/").json()
    assert (found["address"]["street"], found["place"], found["hours"]["weekly"]) == ("Kirchplatz 2", None, [])


def test_places_tell_their_hours_and_how_to_get_in(client, department):
    (found,) = client.get("/api/v1/places/").json()["results"]
    assert (found["slug"], found["latitude"], len(found["hours"]["weekly"])) == ("rathaus", 52.3, 2)


def test_filters(client, department):
    names = {
        query: [row["name"] for row in client.get(URL + query).json()["results"]]
        for query in ("?parent=dezernat", "?place=rathaus", "?source_id=7", "?parent=nichts")
    }
    assert names == {
        "?parent=dezernat": ["Bürgerbüro"],
        "?place=rathaus": ["Bürgerbüro"],
        "?source_id=7": ["Bürgerbüro"],
        "?parent=nichts": [],
    }


@pytest.mark.parametrize("address", [f"{URL}?town=1", "/api/v1/places/?parent=1"])
def test_unknown_parameters_are_refused(client, department, address):
    assert client.get(address).status_code == 400


def test_few_queries_however_many_departments(client, department, django_assert_max_num_queries):
    for _ in range(20):
        ContactPersonFactory(department=DepartmentFactory(place=department.place))
    with django_assert_max_num_queries(4):
        assert client.get(f"{URL}?page_size=100").json()["count"] == 22
    with django_assert_max_num_queries(3):
        client.get("/api/v1/places/")
