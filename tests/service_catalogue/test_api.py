import pytest
from django.urls import include, path
from rest_framework.routers import DefaultRouter

from config.urls import urlpatterns as site_urls
from service_catalogue.api import ServiceViewSet
from service_catalogue.importer import import_xzufi
from service_catalogue.models import ServicePage
from tests.factories.cms import make_home
from tests.factories.directory import DepartmentFactory
from tests.factories.service_catalogue import (
    AreaFactory,
    LeikaKeyFactory,
    OnlineServiceFactory,
    ServiceIndexPageFactory,
    ServicePageFactory,
    TopicFactory,
)
from tests.service_catalogue.conftest import DATA

router = DefaultRouter()
router.register("services", ServiceViewSet, basename="service")
urlpatterns = [path("api/v1/", include(router.urls)), *site_urls]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
SERVICES = "/api/v1/services/"


@pytest.fixture(scope="module")
def made(for_the_file):
    index_page = ServiceIndexPageFactory(parent=make_home(), slug="dienstleistungen")
    import_xzufi(DATA / "message-2.2.xml")
    own = ServicePageFactory(
        parent=index_page,
        title="Gewerbe anmelden",
        topics=[TopicFactory(slug="arbeit")],
        leika_keys=[LeikaKeyFactory(key="99060012104000")],
        department=DepartmentFactory(slug="ordnungsamt"),
        for_citizens=False,
        for_businesses=True,
        description="<p>Eigen</p>",
    )
    own.save_revision().publish()
    ServicePageFactory(parent=index_page, title="Entwurf", live=False)
    return index_page


@pytest.fixture
def services(made, db):
    """One imported service, one that is wholly the town's own."""


def titles(client, **parameters):
    response = client.get(SERVICES, parameters)
    assert response.status_code == 200, response.text
    return [item["title"] for item in response.json()["results"]]


DOG, TRADE = "Hund zur Steuer anmelden", "Gewerbe anmelden"


def test_the_list_says_what_residents_see(services, client):
    result = client.get(SERVICES).json()
    assert result["count"] == 2
    dog = result["results"][1]
    assert dog["title"] == DOG
    assert dog["url"] == "/dienstleistungen/hund-zur-steuer-anmelden/"
    assert dog["leika_keys"] == ["99102013104000"]
    assert dog["online"] is True
    assert dog["online_services"][0]["url"].startswith("https://service.pruefstadt.example/")
    assert dog["departments"][0]["name"] == "Steueramt (Prüfstück)"
    assert dog["fees"][0]["label"] == "Erster Hund"
    assert dog["synonyms"] == ["Wauwau", "Hundemarke"]
    assert dog["changed"]


def test_one_service_with_its_sections(services, client):
    dog = client.get(SERVICES).json()["results"][1]
    detail = client.get(f"{SERVICES}{dog['id']}/").json()
    documents = next(section for section in detail["sections"] if section["name"] == "required_documents")
    assert [item["text"] for item in documents["items"]] == ["Ausweis", "Impfpass"]
    assert client.get(f"{SERVICES}999999/").status_code == 404


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"leika_key": "99102013104000"}, [DOG]),
        ({"leika_key": "99 060 012"}, [TRADE]),
        ({"topic": "arbeit"}, [TRADE]),
        ({"topic": "tierhaltung"}, [DOG]),
        ({"department": "ordnungsamt"}, [TRADE]),
        ({"department": "steueramt-pruefstueck"}, [DOG]),
        ({"online": "true"}, [DOG]),
        ({"online": "false"}, [TRADE]),
        ({"audience": "businesses"}, [TRADE]),
        ({"changed_since": "2020-01-01T00:00:00Z"}, [TRADE, DOG]),
        ({"changed_since": "2999-01-01"}, []),
        ({"page_size": 1, "page": 2}, [DOG]),
    ],
)
def test_filters(services, client, parameters, expected):
    assert titles(client, **parameters) == expected


def test_an_unavailable_service_is_not_online(services, client, page_of):
    page = page_of("11")
    page.status, page.status_reason = "unavailable", "Umbau"
    page.save()
    assert titles(client, online="true") == []


@pytest.mark.parametrize(
    "parameters", [{"sort": "title"}, {"online": "vielleicht"}, {"audience": "x"}, {"changed_since": "gestern"}]
)
def test_what_it_does_not_understand_it_refuses(services, client, parameters):
    response = client.get(SERVICES, parameters)
    assert response.status_code == 400
    assert next(iter(parameters)) in response.json()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (f"{SERVICES}?page_size={'9' * 5000}", {400}),
        (f"{SERVICES}?page={'9' * 5000}", {400}),
        (f"{SERVICES}{'9' * 30}/", {404}),
        (f"{SERVICES}?changed_since=0001-01-01T00:00:00", {200, 400}),  # what a database can hold differs
        (f"{SERVICES}?changed_since=0001-01-01T00:00:00%2B23:59", {400}),
    ],
)
def test_senseless_numbers_and_dates_are_no_fault_of_ours(services, client, address, expected):
    assert client.get(address).status_code in expected


def test_queries_do_not_grow_with_the_list(services, made, client, django_assert_max_num_queries):
    for _number in range(15):
        ServicePageFactory(
            parent=made, topics=[TopicFactory()], leika_keys=[LeikaKeyFactory()],
            online_services=[OnlineServiceFactory()], department=DepartmentFactory(),
        )  # fmt: skip
    client.get(SERVICES)
    with django_assert_max_num_queries(20):
        client.get(SERVICES)


def test_services_by_area(services, client):
    """The dog's service is delivered for one municipality; the town's own one names no area and holds everywhere."""
    assert titles(client, area="057700044044") == [TRADE, DOG]
    assert titles(client, area="011234567890") == [TRADE]


def test_a_service_of_the_land_holds_in_its_municipalities(services, made, client):
    area = AreaFactory(ars="050000000000")
    ServicePageFactory(parent=made, title="Fischereischein", areas=[area])
    assert titles(client, area="057700044044") == ["Fischereischein", TRADE, DOG]
    assert titles(client, area="010000000000") == [TRADE]


def test_an_area_that_is_none_is_refused(services, client):
    response = client.get(SERVICES, {"area": "05770"})
    assert response.status_code == 400
    assert "area" in response.json()


def test_every_service_has_the_id_it_came_with(services, client):
    found = {item["title"]: (item["agency"], item["source_id"]) for item in client.get(SERVICES).json()["results"]}
    own = ServicePage.objects.get(title=TRADE)
    assert found == {DOG: ("TEST01", "11"), TRADE: ("LOKAL", f"service-{own.pk}")}


def test_services_by_status(services, client):
    ServicePage.objects.filter(title=TRADE).update(status="restricted", status_reason="Urlaub")
    assert titles(client, status="restricted") == [TRADE]
