"""Today's hours in the footer of every page, and departments found by their people."""

from datetime import timedelta

from django.utils import timezone

from directory.models import Closure
from search.finding import find
from tests.factories.directory import ContactPersonFactory, DepartmentFactory, OpeningHoursFactory, PlaceFactory


def test_the_footer_says_todays_hours_and_closures(client, home):
    today = timezone.localdate()
    place = PlaceFactory(name="Bürgerbüro")
    DepartmentFactory(place=place)
    OpeningHoursFactory(place=place, weekday=today.weekday())
    OpeningHoursFactory(place=place, weekday=(today + timedelta(days=1)).weekday(), opens="15:00", closes="18:00")
    html = client.get("/").text
    assert "08:00–12:30" in html
    assert "15:00" not in html
    Closure.objects.create(place=place, first_day=today, last_day=today)
    assert "08:00–12:30" not in client.get("/").text


def test_a_department_is_found_by_its_people_until_they_leave(home):
    department = DepartmentFactory(name="Bauamt")
    person = ContactPersonFactory(name="Swantje Petersen", department=department)
    assert [hit.title for hit in find("petersen").hits] == ["Bauamt"]
    person.delete()
    assert find("petersen").hits == []
