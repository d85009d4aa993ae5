from datetime import date

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
    assert set(result) == {"type", "title", "url", "summary", "language", "date", "until", "state", "missing"}
    assert (result["type"], result["title"], result["summary"]) == (
        "service",
        "<b>Hundesteuer</b>",
        "Für Hund & Halter",
    )


def test_results_can_be_narrowed_to_a_kind(client):
    store("Hundesteuer")
    store("Hund im Wald", kind="news")
    assert [result["title"] for result in get(client, q="hund", kind="news")["results"]] == ["Hund im Wald"]


def test_facets_say_what_each_choice_would_bring(client):
    store("Hund anmelden", topic=["Tiere"], audience=["citizens"], online=["yes"])
    store("Hund abmelden", topic=["Tiere"], audience=["citizens", "businesses"])
    data = get(client, q="hund", topic="Tiere", audience="citizens")
    facets = {facet["name"]: facet["choices"] for facet in data["facets"]}
    assert [(choice["value"], choice["count"]) for choice in facets["audience"]] == [("citizens", 2), ("businesses", 1)]
    for name, choices in facets.items():
        for choice in choices:
            chosen = {"topic": "Tiere", "audience": "citizens", name: choice["value"]}
            assert get(client, q="hund", **chosen)["count"] == choice["count"]


def test_participation_has_an_end(client):
    store("Spielplatz", kind="project", until=date(2099, 5, 31))
    assert get(client, q="spielplatz")["results"][0]["until"] == "2099-05-31"


def test_a_mistyped_or_unknown_word_is_owned_up_to(client):
    store("Reisepass beantragen", "Schule")
    assert get(client, q="reisepas")["did_you_mean"] == "Reisepass"
    data = get(client, q="musikschule")
    assert data["is_guess"]
    assert data["results"][0]["missing"] == ["musikschule"]


def test_suggestions_come_with_their_pages(client):
    store(make_texts("Personalausweis beantragen", ["Perso"]))
    response = client.get(f"{ADDRESS}suggestions/", {"q": "pers"})
    (suggestion,) = response.json()["suggestions"]
    assert (suggestion["text"], suggestion["type"]) == ("Personalausweis beantragen", "service")
    assert suggestion["url"].startswith("/service/")
    assert "max-age" in response["Cache-Control"]
    assert client.get(f"{ADDRESS}suggestions/").status_code == 400


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
        ({"q": "hund", "audience": "dogs"}, "audience"),
        ({"q": "hund", "online": "1"}, "online"),
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
    data = get(client, q=" ")
    assert (data["count"], data["next"], data["previous"], data["results"], data["facets"]) == (0, None, None, [], [])


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:20] for text in HOSTILE])
def test_hostile_input_is_answered_calmly(client, text):
    store("Hund")
    typed = text.encode("utf-8", "surrogatepass")
    get(client, q=typed, topic=typed)
    assert client.get(f"{ADDRESS}suggestions/", {"q": typed}).status_code == 200


def test_the_search_is_described_in_the_open_api_document():
    schema = SchemaGenerator(patterns=api.urlpatterns).get_schema(request=None, public=True)
    operation = schema["paths"]["/v1/search/"]["get"]
    assert {parameter["name"] for parameter in operation["parameters"]} == {
        "q", "kind", "topic", "audience", "online", "state", "open", "page", "page_size",
    }  # fmt: skip
    assert "/v1/search/suggestions/" in schema["paths"]
