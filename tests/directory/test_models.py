"""Places and departments with the hours that hold for them."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from directory.models import Closure, Department, OpeningHours, Place, SpecialHours
from tests.factories.directory import (
    ClosureFactory,
    DepartmentFactory,
    OpeningHoursFactory,
    PlaceFactory,
    SpecialHoursFactory,
)

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


def hours_on(record, day=MONDAY, ars=""):
    return [str(slot) for slot in record.timetable(ars).on(day).usable]


@pytest.fixture
def place():
    place = PlaceFactory()
    OpeningHoursFactory(place=place, opens=time(8), closes=time(12))
    return place


def test_a_department_has_the_hours_of_its_place_until_it_states_its_own(place):
    department = DepartmentFactory(place=place)
    assert hours_on(department) == ["08:00–12:00"]
    OpeningHoursFactory(place=None, department=department, weekday=1)
    assert hours_on(department) == []
    assert hours_on(department, date(2026, 11, 24)) == ["08:00–12:30"]
    assert hours_on(place) == ["08:00–12:00"]


def test_a_closed_building_closes_its_departments_but_not_the_other_way_round(place):
    department = DepartmentFactory(place=place)
    ClosureFactory(place=None, department=department, first_day=MONDAY, last_day=MONDAY, reason="Fortbildung")
    assert (hours_on(department), hours_on(place)) == ([], ["08:00–12:00"])
    next_week = date(2026, 11, 30)
    ClosureFactory(place=place, first_day=next_week, last_day=next_week)
    assert (hours_on(department, next_week), hours_on(place, next_week)) == ([], [])


def test_single_days_of_a_department_beat_the_closure_of_its_place(place):
    department = DepartmentFactory(place=place)
    ClosureFactory(place=place, first_day=MONDAY, last_day=MONDAY)
    SpecialHoursFactory(place=None, department=department, day=MONDAY, opens=time(9), closes=time(10))
    assert (hours_on(department), hours_on(place)) == (["09:00–10:00"], [])


def test_public_holidays_of_the_land_close_unless_the_place_says_otherwise(place):
    all_saints, nrw, saxony = date(2027, 11, 1), "057700044044", "146120000000"
    assert hours_on(place, all_saints, nrw) == []
    assert hours_on(place, all_saints, saxony) == ["08:00–12:00"]
    place.open_on_public_holidays = True
    assert hours_on(place, all_saints, nrw) == ["08:00–12:00"]


def asked_for_hours(captured):
    """The queries that read a table of hours; others belong to whatever ran before."""
    return [query["sql"] for query in captured.captured_queries if "directory_openinghours" in query["sql"]]


def test_records_bring_their_hours_along_in_one_query(place):
    department = DepartmentFactory(place=place, name="A")
    OpeningHoursFactory(place=None, department=department, opens=time(10), closes=time(11))
    SpecialHoursFactory(place=place, day=date(2026, 11, 24))
    ClosureFactory(place=place, first_day=date(2026, 11, 25), last_day=date(2026, 11, 25))
    DepartmentFactory(name="B")
    with CaptureQueriesContext(connection) as captured:
        first, second = Department.objects.with_hours()
        assert hours_on(first) == ["10:00–11:00"]
        assert not second.timetable()
    assert len(asked_for_hours(captured)) == 1
    with CaptureQueriesContext(connection) as captured:
        (brought,) = Place.objects.with_hours()
        days = [brought.timetable().on(date(2026, 11, number)) for number in (23, 24, 25)]
    assert len(asked_for_hours(captured)) == 1
    asked = Place.objects.get()
    assert days == [asked.timetable().on(date(2026, 11, number)) for number in (23, 24, 25)]


@pytest.mark.parametrize("model", [OpeningHours, SpecialHours, Closure])
def test_hours_belong_to_one_place_or_one_department(place, model):
    values = {"weekday": 0} if model is OpeningHours else {"day": MONDAY}
    values = {"first_day": MONDAY, "last_day": MONDAY} if model is Closure else values
    for owners in ({}, {"place": place, "department": DepartmentFactory()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(**values, **owners)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"opens": time(12), "closes": time(8)}, "closes"),
        ({"opens": time(8), "closes": time(8)}, "closes"),
        ({"opens": time(22), "closes": time(2)}, "closes"),
        ({"opens": None, "closes": time(8)}, "opens"),
        ({"opens": time(8), "closes": None}, "closes"),
        ({"opens": None, "closes": None}, "closes"),
        ({"opens": None, "closes": time(8), "kind": "closed"}, "opens"),
    ],
)
def test_times_that_make_no_sense_are_refused_at_their_field(place, values, field):
    for row in (OpeningHours(place=place, weekday=0, **values), SpecialHours(place=place, day=MONDAY, **values)):
        with pytest.raises(ValidationError) as refused:
            row.clean()
        assert field in refused.value.message_dict


@pytest.mark.parametrize(
    "values",
    [
        {"opens": time(8), "closes": time(0)},
        {"opens": time(0), "closes": time(0)},
        {"kind": "closed"},
        {"opens": time(12), "closes": time(13), "kind": "closed"},
        {"opens": time(8), "closes": time(9), "valid_from": MONDAY, "valid_until": MONDAY},
    ],
)
def test_times_that_make_sense_are_taken(place, values):
    OpeningHours(place=place, weekday=0, **values).clean()


def test_a_season_and_a_closure_end_after_they_begin(place):
    early = date(2026, 1, 1)
    for row, field in (
        (OpeningHoursFactory.build(place=place, valid_from=MONDAY, valid_until=early), "valid_until"),
        (Closure(place=place, first_day=MONDAY, last_day=early), "last_day"),
    ):
        with pytest.raises(ValidationError) as refused:
            row.clean()
        assert field in refused.value.message_dict


def test_the_town_has_changed_what_differs_from_the_delivery():
    department = DepartmentFactory(
        name="Bürgerbüro", phone="1", source_id="7", imported={"name": "Bürgeramt", "phone": "1", "email": ""}
    )
    assert [field.name for field in department.changed_by_the_town] == ["name"]
    assert DepartmentFactory().changed_by_the_town == []
