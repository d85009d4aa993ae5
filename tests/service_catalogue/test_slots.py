import pytest
from django.test import RequestFactory

from cms.slots import fillings
from tests.factories.directory import DepartmentFactory
from tests.factories.service_catalogue import (
    OnlineServiceFactory,
    ReferenceServiceFactory,
    ResponsibilityFactory,
    ServicePageFactory,
    TopicFactory,
)


@pytest.fixture
def filled():
    """What services put into a place, by template."""

    def _filled(place, subject):
        return dict(fillings(place, RequestFactory().get("/"), subject))

    return _filled


def test_the_home_page_shows_wanted_services_and_life_situations(home, index_page, filled, client):
    wanted = ServicePageFactory(parent=index_page, wanted=True, topics=[TopicFactory(name="Umzug", slug="umzug")])
    ServicePageFactory(parent=index_page)
    ServicePageFactory(parent=index_page, wanted=True, live=False)
    context = filled("home", home)["service_catalogue/home_slot.html"]
    assert [service.pk for service in context["wanted"]] == [wanted.pk]
    assert [topic.name for topic in context["topics"]] == ["Umzug"]
    html = client.get("/").text
    assert wanted.title in html
    assert "/dienstleistungen/?thema=umzug" in html


def test_a_site_without_services_shows_nothing(home, filled):
    assert "service_catalogue/home_slot.html" not in filled("home", home)


def test_a_department_shows_its_services(index_page, filled, client):
    department, other = DepartmentFactory(), DepartmentFactory()
    own = ServicePageFactory(parent=index_page, title="Eigene", department=department)
    reference = ReferenceServiceFactory()
    ResponsibilityFactory(reference=reference, department=department)
    imported = ServicePageFactory(parent=index_page, title="Importierte", reference=reference)
    ServicePageFactory(parent=index_page, title="Anders entschieden", reference=reference, department=other)
    ServicePageFactory(parent=index_page, title="Entwurf", department=department, live=False)
    context = filled("department", department)["service_catalogue/department_slot.html"]
    (listing,) = context["listings"]
    assert [service.pk for service in listing.services] == [own.pk, imported.pk]
    assert listing.count == 2
    assert "Importierte" in client.get(f"/rathaus/{department.slug}/").text
    assert "service_catalogue/department_slot.html" not in filled("department", DepartmentFactory())


def test_a_department_with_many_services_shows_some_and_links_to_all(index_page, client, monkeypatch):
    monkeypatch.setattr("service_catalogue.listing.excerpts.OF_DEPARTMENT", 2)
    department = DepartmentFactory()
    pages = [ServicePageFactory(parent=index_page, title=title, department=department) for title in "ABC"]
    html = client.get(f"/rathaus/{department.slug}/").text
    assert pages[1].url in html
    assert pages[2].url not in html
    assert f'href="{index_page.url}?amt={department.slug}"' in html
    assert pages[2].url in client.get(f"{index_page.url}?amt={department.slug}").text


def test_the_home_page_counts_what_works_online(home, index_page, filled, client):
    ServicePageFactory(parent=index_page, online_services=[OnlineServiceFactory()])
    ServicePageFactory(parent=index_page, online_services=[OnlineServiceFactory(kind="form")])
    count = filled("home", home)["service_catalogue/home_slot.html"]["count"]
    assert (count.services, count.services_online) == (2, 1)
    assert "/dienstleistungen/?online=1" in client.get("/").text
