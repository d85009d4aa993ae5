import pytest
from django.test import RequestFactory

from cms.slots import fillings
from tests.factories.directory import DepartmentFactory
from tests.factories.service_catalogue import (
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
    assert list(context["wanted"]) == [wanted]
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
    assert context["services"] == [own, imported]
    assert "Importierte" in client.get(f"/rathaus/{department.slug}/").text
    assert "service_catalogue/department_slot.html" not in filled("department", DepartmentFactory())
