"""The opening state in the footer of every page, and departments found by their people."""

from datetime import date, time

from directory.models import Closure
from directory.slots import hours_now
from search.finding import find
from tests.factories.directory import ContactPersonFactory, DepartmentFactory, OpeningHoursFactory, PlaceFactory


def test_the_footer_says_whether_the_place_with_most_departments_is_open(client, home, monday_at_nine):
    place = PlaceFactory(name="Rathaus")
    DepartmentFactory.create_batch(2, place=place)
    DepartmentFactory(place=PlaceFactory(name="Archiv"))
    PlaceFactory(name="Anderes Haus")
    OpeningHoursFactory(place=place, opens=time(8), closes=time(12, 30))
    assert 'class="site-state site-state--open"' in client.get("/").text
    Closure.objects.create(place=place, first_day=date(2026, 11, 23), last_day=date(2026, 11, 23), reason="Umbau")
    html = client.get("/").text
    assert "Rathaus" in html
    assert 'class="site-state site-state--closed"' in html
    assert "Umbau" in html


def test_the_footer_costs_one_query(home, rf, django_assert_num_queries):
    place = PlaceFactory()
    DepartmentFactory(place=place)
    OpeningHoursFactory(place=place)
    with django_assert_num_queries(1):
        _template, values = hours_now(rf.get("/"), None)
        assert values["place"].timetable()


def test_the_home_page_says_it_also_below_its_search(client, home, monday_at_nine):
    place = PlaceFactory(name="Rathaus")
    DepartmentFactory(place=place)
    OpeningHoursFactory(place=place, opens=time(8), closes=time(12, 30))
    assert client.get("/").text.count("site-state--open") == 2
    assert client.get("/rathaus/").text.partition("<main")[0].count("site-state") == 0


def test_without_places_the_footer_says_nothing(home, rf):
    assert hours_now(rf.get("/"), None) is None


def test_a_department_is_found_by_its_people_until_they_leave(home):
    department = DepartmentFactory(name="Bauamt")
    person = ContactPersonFactory(name="Swantje Petersen", department=department)
    assert [hit.title for hit in find("petersen").hits] == ["Bauamt"]
    person.delete()
    assert find("petersen").hits == []
