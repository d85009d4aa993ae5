import pytest
from django.urls import reverse

from search.explaining import CORRECTED, FIELDS, SYNONYM, TYPED, explain
from search.steering import Steering, current
from search.synonyms import Synonyms
from tests.factories.cms import StandardPageFactory
from tests.factories.search import make_texts, store
from tests.factories.steering import PinnedResultFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def documents(home):
    store("Hundesteuer anmelden", make_texts("Fahne hissen", ["Wimpel"], "An Feiertagen."), "Fischereischein")


def reasons(text, **steering):
    found = explain(text, Steering(**steering))
    return [
        (result.hit.title, match.term.text, match.term.reason, match.place)
        for result in found.results
        for match in result.matches
    ]


def test_it_says_where_a_word_stands_and_why_it_was_looked_up(documents):
    assert reasons("wimpel") == [("Fahne hissen", "Wimpel", TYPED, FIELDS[1])]
    synonyms = Synonyms.of_lines(["wauwau > hundesteuer"])
    assert reasons("wauwau", synonyms=synonyms) == [("Hundesteuer anmelden", "Hundesteuer", SYNONYM, FIELDS[0])]
    assert reasons("fischereischien") == [("Fischereischein", "Fischereischein", CORRECTED, FIELDS[0])]


def test_points_follow_the_weights_that_editors_chose(documents):
    plain, heavy = (explain("fahne", Steering(weights=weights)) for weights in ((8, 6, 3, 1), (16, 6, 3, 1)))
    assert heavy.results[0].matches[0].points == pytest.approx(2 * plain.results[0].matches[0].points)


def test_a_pinned_result_is_called_so_though_it_has_no_point(documents, home):
    PinnedResultFactory(query="fahne", page=StandardPageFactory(parent=home, title="Rathausplatz"))
    first, second = explain("Fahne", current()).results
    assert (first.hit.title, first.is_pinned, first.matches) == ("Rathausplatz", True, [])
    assert (second.is_pinned, second.points > 0) == (False, True)


@pytest.mark.parametrize("query", ["", "  ", "?!", "xyzxyz", "\0", "a" * 5000, "<b>", "und"])
def test_the_page_bears_any_query(documents, admin_client, query):
    response = admin_client.get(reverse("search_admin:try"), {"q": query})
    assert response.status_code == 200
    assert "<b>" not in response.content.decode()
