import pytest
from wagtail.models import Locale

from search.models import IndexedDocument
from tests.factories.cms import StandardPageFactory
from tests.factories.search import make_texts, store
from tests.search.test_finding import HOSTILE

ADDRESS = "/suche/"


def search(client, **parameters):
    response = client.get(ADDRESS, parameters)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def services(home):
    store(
        make_texts("Hundesteuer anmelden", summary="Wer einen Hund hält, meldet ihn an."),
        make_texts("Reisepass beantragen", summary="Für Reisen."),
    )
    store("Hundewiese eröffnet", kind="news")


def test_the_page_can_be_opened_without_a_query(home, client):
    html = search(client)
    assert 'data-page="search.results"' in html
    assert 'name="q"' in html
    assert 'role="status"' not in html


def test_results_show_title_kind_summary_and_number(services, client):
    html = search(client, q="hund")
    assert ">Hundesteuer anmelden</a>" in html
    assert "Wer einen <mark>Hund</mark> hält" in html
    assert 'role="status"' in html
    assert 'value="hund"' in html


def test_results_can_be_narrowed_to_a_kind(services, client):
    assert "art=news" in search(client, q="hund")
    html = search(client, q="hund", art="news")
    assert "Hundewiese" in html
    assert "Hundesteuer anmelden" not in html


def test_an_unknown_kind_means_everything(services, client):
    assert "Hundesteuer anmelden" in search(client, q="hund", art="'--")


@pytest.mark.parametrize(
    ("seite", "shown"),
    [("abc", "Hund 00"), ("99999", "Hund 22"), ("-1", "Hund 00"), ("²", "Hund 00"), ("9" * 50, "Hund 00")],
)
def test_odd_page_numbers_lead_to_a_page_with_results(home, client, seite, shown):
    store(*[f"Hund {number:02}" for number in range(23)])
    assert shown in search(client, q="hund", seite=seite)


def test_the_numbers_of_results_go_on_across_pages(home, client):
    store(*[f"Hund {number:02}" for number in range(23)])
    html = search(client, q="hund", seite=2)
    assert 'start="11"' in html
    assert "seite=3" in html


def test_a_mistyped_word_brings_a_proposal(services, client):
    html = search(client, q="reisepas")
    assert "q=Reisepass" in html


def test_nothing_found_is_no_dead_end(home, client):
    html = search(client, q="qwertzuiop")
    assert "qwertzuiop" in html
    assert "<li>" in html
    assert "site-results__none" in html


def test_what_people_type_and_what_is_stored_is_never_markup(home, client):
    store(make_texts("<i>Hund</i>", summary="<script>alert(1)</script>"))
    html = search(client, q='hund"><script>alert(2)</script>')
    assert "<script>alert" not in html
    assert "<i>Hund</i>" not in html


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:20] for text in HOSTILE])
def test_hostile_input_is_answered_calmly(services, client, text):
    text = text.encode("utf-8", "surrogatepass")
    assert client.get(ADDRESS, {"q": text, "art": text, "seite": text}).status_code == 200


def test_a_page_of_results_needs_few_queries(home, client, django_assert_max_num_queries):
    store(*[f"Hund {number:02}" for number in range(23)])
    search(client, q="hund")
    with django_assert_max_num_queries(20):
        search(client, q="hund")
    with django_assert_max_num_queries(20):
        search(client, q="gibtesnicht")


def test_english_pages_have_their_own_address(home, client):
    home.copy_for_translation(Locale.objects.get_or_create(language_code="en")[0]).save_revision().publish()
    store("Museum of the village", kind="page", language="en")
    response = client.get("/en/suche/", {"q": "museum"})
    assert "Museum of the village" in response.content.decode()


def test_searching_leaves_no_cookie(services, client):
    response = client.get(ADDRESS, {"q": "hund"})
    assert not response.cookies


def test_a_page_of_the_tree_is_found_at_its_address(home, client):
    StandardPageFactory(parent=home, title="Freibad", slug="freibad")
    assert 'href="/freibad/"' in search(client, q="Freibäder")
    assert IndexedDocument.objects.count() == 1
