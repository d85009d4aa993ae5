import pytest
from drf_spectacular.generators import SchemaGenerator

from config import api
from tests.factories.search import make_texts, store
from tests.search.test_finding import HOSTILE

ADDRESS = "/api/v1/search/"
pytestmark = pytest.mark.django_db


def get(client, status=200, **parameters):
    response = client.get(ADDRESS, parameters)
    assert response.status_code == status, response.content
    return response.json()


def test_results_are_plain(client):
    store(make_texts("<b>Hundesteuer</b>", summary="Für Hund & Halter"))
    data = get(client, q="hund")
    assert data["count"] == 1
    assert data["next"] is data["previous"] is None
    (result,) = data["results"]
    assert set(result) == {"type", "title", "url", "summary", "date"}
    assert (result["type"], result["title"], result["summary"]) == (
        "service",
        "<b>Hundesteuer</b>",
        "Für Hund & Halter",
    )


def test_results_can_be_narrowed_to_a_kind(client):
    store("Hundesteuer")
    store("Hundewiese", kind="news")
    assert [result["title"] for result in get(client, q="hund", kind="news")["results"]] == ["Hundewiese"]


def test_results_are_paged_with_links(client):
    store(*[f"Hund {number:02}" for number in range(45)])
    first = get(client, q="hund")
    assert (first["count"], len(first["results"])) == (45, 20)
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    assert (len(third["results"]), third["next"]) == (5, None)
    assert client.get(third["previous"]).json() == second
    assert client.get(second["previous"]).json() == first
    assert len(get(client, q="hund", page_size=100)["results"]) == 45


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"q": "hund", "colour": "red"}, "colour"),
        ({}, "q"),
        ({"q": "hund", "kind": "dog"}, "kind"),
        ({"q": "hund", "page": "abc"}, "page"),
        ({"q": "hund", "page": "0"}, "page"),
        ({"q": "hund", "page_size": "-1"}, "page_size"),
        ({"q": "hund", "page": "9" * 40}, "page"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_reason(client, parameters, named):
    assert list(get(client, status=400, **parameters)) == [named]


def test_a_page_that_does_not_exist_is_not_found(client):
    get(client, status=404, q="hund", page=7)


def test_an_empty_query_finds_nothing(client):
    assert get(client, q=" ") == {"count": 0, "next": None, "previous": None, "results": []}


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:20] for text in HOSTILE])
def test_hostile_input_is_answered_calmly(client, text):
    store("Hund")
    get(client, q=text.encode("utf-8", "surrogatepass"))


def test_the_search_is_described_in_the_open_api_document():
    schema = SchemaGenerator(patterns=api.urlpatterns).get_schema(request=None, public=True)
    operation = schema["paths"]["/v1/search/"]["get"]
    assert {parameter["name"] for parameter in operation["parameters"]} == {"q", "kind", "page", "page_size"}
