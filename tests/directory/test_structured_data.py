"""What pages of departments and places say to machines."""

import json
import re
from datetime import date, time

import pytest

from tests.factories.directory import (
    ClosureFactory,
    DepartmentFactory,
    OpeningHoursFactory,
    PlaceFactory,
    SpecialHoursFactory,
)

pytestmark = pytest.mark.usefixtures("home", "monday_at_nine")


@pytest.fixture
def place(home):
    place = PlaceFactory(name="Rathaus <alt>", slug="rathaus", latitude=52.3, longitude=8.5, phone="05799 1")
    OpeningHoursFactory(place=place, weekday=0, opens=time(8), closes=time(12))
    OpeningHoursFactory(place=place, weekday=1, opens=time(18), closes=time(0), valid_from=date(2027, 1, 1))
    OpeningHoursFactory(place=place, weekday=2, opens=time(8), closes=time(9), valid_until=date(2026, 1, 1))
    OpeningHoursFactory(place=place, weekday=3, kind="appointment")
    OpeningHoursFactory(place=place, weekday=4, kind="closed", opens=None, closes=None)
    return place


def json_ld(client, address):
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get(address).text, re.DOTALL)
    return json.loads(script[1])


def test_a_place_tells_when_one_can_simply_come(client, place):
    found = json_ld(client, "/rathaus/orte/rathaus/")
    assert (found["@type"], found["name"]) == ("Place", "Rathaus <alt>")
    assert found["geo"] == {"@type": "GeoCoordinates", "latitude": 52.3, "longitude": 8.5}
    assert found["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": "https://schema.org/Monday",
            "opens": "08:00",
            "closes": "12:00",
        },
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": "https://schema.org/Tuesday",
            "opens": "18:00",
            "closes": "23:59",
            "validFrom": "2027-01-01",
        },
    ]


def test_days_that_depart_from_the_week(client, place):
    SpecialHoursFactory(place=place, day=date(2026, 12, 24))
    ClosureFactory(place=place, first_day=date(2026, 12, 28), last_day=date(2026, 12, 31))
    spans = [
        (hours["validFrom"], hours["validThrough"], hours["opens"], hours["closes"])
        for hours in json_ld(client, "/rathaus/orte/rathaus/")["specialOpeningHoursSpecification"]
    ]
    assert spans == [
        ("2026-12-24", "2026-12-24", "08:00", "12:00"),
        ("2026-12-28", "2026-12-31", "00:00", "00:00"),
    ]


def test_a_department_is_an_office_with_the_address_of_its_place(client, place):
    DepartmentFactory(slug="bauamt", name="Bauamt", email="bauamt@town.example", place=place)
    found = json_ld(client, "/rathaus/bauamt/")
    assert (found["@type"], found["email"]) == ("GovernmentOffice", "bauamt@town.example")
    assert found["address"]["streetAddress"] == "Am Markt 1"
    assert found["parentOrganization"]["@type"] == "GovernmentOrganization"
    assert found["url"] == "http://testserver/rathaus/bauamt/"
    assert len(found["openingHoursSpecification"]) == 2


def test_what_is_unknown_is_left_out(client):
    DepartmentFactory(slug="bauamt", phone="")
    found = json_ld(client, "/rathaus/bauamt/")
    assert not {"address", "geo", "telephone", "openingHoursSpecification", "location"} & set(found)
