"""Where a project is discussed beyond its own page: on the home page, and on what it is about."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participation.models import ProjectLink
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import PlaceFactory
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory, WallPageFactory
from tests.factories.service_catalogue import ServiceIndexPageFactory, ServicePageFactory, TopicFactory

DISCUSSED = 'aria-labelledby="wird-beraten"'


@pytest.fixture
def overview(home):
    return ParticipationIndexPageFactory(parent=home)


def test_the_home_page_shows_what_one_can_take_part_in(client, overview):
    ProjectPageFactory(parent=overview, title="Freibad", status="running")
    ProjectPageFactory(parent=overview, title="Radweg", status="done")
    html = client.get("/").text
    assert "Freibad" in html
    assert "Radweg" not in html


def test_a_service_says_that_it_is_being_discussed(client, home, overview):
    services = ServiceIndexPageFactory(parent=home)
    service, other = ServicePageFactory(parent=services), ServicePageFactory(parent=services)
    until = timezone.localdate() + timedelta(days=9)
    project = ProjectPageFactory(parent=overview, title="Hundewiese", status="running", ends=until)
    ProjectLink.objects.create(project=project, target=service)
    html = client.get(service.url).text
    assert DISCUSSED in html
    assert f'<a href="{project.url}">Hundewiese</a>' in html
    assert project.window in html
    assert DISCUSSED not in client.get(other.url).text


def test_a_page_says_so_only_while_one_can_take_part(client, home, overview):
    page_about = StandardPageFactory(parent=home)
    project = ProjectPageFactory(parent=overview, status="evaluating")
    ProjectLink.objects.create(project=project, target=page_about)
    assert DISCUSSED not in client.get(page_about.url).text
    wall = WallPageFactory(parent=project, closes_at=timezone.now() + timedelta(hours=2))
    assert wall.window in client.get(page_about.url).text
    wall.closes_at = timezone.now()
    wall.save()
    assert DISCUSSED not in client.get(page_about.url).text


def test_a_place_says_that_it_is_being_discussed(client, overview):
    place, other = PlaceFactory(), PlaceFactory()
    project = ProjectPageFactory(parent=overview, status="running")
    project.about_places.set([place])
    project.save()
    assert DISCUSSED in client.get(place.get_absolute_url()).text
    assert DISCUSSED not in client.get(other.get_absolute_url()).text


def test_a_life_situation_says_that_one_of_its_services_is_being_discussed(client, home, overview):
    services = ServiceIndexPageFactory(parent=home)
    dogs, cars = TopicFactory(), TopicFactory()
    service = ServicePageFactory(parent=services, topics=[dogs])
    ServicePageFactory(parent=services, topics=[cars])
    ProjectLink.objects.create(project=ProjectPageFactory(parent=overview, status="running"), target=service)
    assert DISCUSSED in client.get(services.url, {"thema": dogs.slug}).text
    assert DISCUSSED not in client.get(services.url, {"thema": cars.slug}).text
    assert DISCUSSED not in client.get(services.url).text


def test_drafts_and_stopped_projects_are_not_named(client, home, overview):
    page_about = StandardPageFactory(parent=home)
    for values in ({"live": False, "status": "running"}, {"status": "stopped", "status_reason": "Zu teuer."}):
        project = ProjectPageFactory(parent=overview, **values)
        WallPageFactory(parent=project)
        ProjectLink.objects.create(project=project, target=page_about)
    assert DISCUSSED not in client.get(page_about.url).text


def test_many_projects_about_one_page_cost_no_more_questions(client, home, overview, django_assert_max_num_queries):
    page_about = StandardPageFactory(parent=home)
    for _number in range(6):
        project = ProjectPageFactory(parent=overview, status="running")
        ProjectLink.objects.create(project=project, target=page_about)
    client.get(page_about.url)
    with django_assert_max_num_queries(20):
        html = client.get(page_about.url).text
    assert html.count('class="site-window"') == 0  # they have no last day
    assert html.split(DISCUSSED)[1].split("</section>")[0].count("<li>") == 3
