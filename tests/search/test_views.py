import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from wagtail.models import Locale, Site

from cms.models import TownSettings
from search import protocol
from search.facets import STATES
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
    assert re.search("<mark>Hundesteuer</mark>|<mark>Hunde</mark>steuer", html)
    assert "Wer einen <mark>Hund</mark> hält" in html
    assert 'role="status"' in html
    assert 'value="hund"' in html


def test_results_can_be_narrowed_to_a_kind(services, client):
    assert "art=news" in search(client, q="hund")
    html = search(client, q="hund", art="news")
    assert "wiese eröffnet" in html
    assert html.count("search__title") == 1


def test_an_unknown_kind_means_everything(services, client):
    assert search(client, q="hund", art="'--", zielgruppe="x", online="2").count("search__title") == 2


@pytest.fixture
def dogs(home):
    store("Hund anmelden", topic=["Tiere & Natur"], audience=["citizens"], online=["yes"])
    store("Hund abmelden", topic=["Tiere & Natur"], audience=["citizens", "businesses"])
    store("Hund im Wald", kind="news")


def links(html, query_of):
    return [unescape(found) for found in re.findall(rf'href="([^"]*{query_of}[^"]*)"', html)]


def test_filters_are_addresses_that_can_be_combined_and_taken_away(dogs, client):
    html = search(client, q="hund")
    assert links(html, "thema=") == ["?q=hund&thema=Tiere+%26+Natur"]
    assert links(html, "zielgruppe=buerger") == ["?q=hund&zielgruppe=buerger"]
    html = search(client, q="hund", thema="Tiere & Natur", zielgruppe="unternehmen", seite=1)
    assert "im Wald" not in html
    assert html.count("search__title") == 1
    assert "services__chips" in html
    assert "?q=hund&zielgruppe=unternehmen" in links(html, "q=hund")
    assert "?q=hund&thema=Tiere+%26+Natur" in links(html, "q=hund")
    assert "?q=hund" in links(html, "q=hund")
    assert "seite" not in str(links(html, "q=hund"))


def test_a_filter_that_leaves_nothing_can_be_taken_away(dogs, client):
    html = search(client, q="hund", thema="Steuern")
    assert "search__none" in html
    assert "?q=hund" in links(html, "q=hund")


def test_one_kind_alone_is_no_choice(home, client):
    store("Hund anmelden")
    assert "?q=hund&amp;art=" not in search(client, q="hund")


@pytest.fixture
def english(home):
    home.copy_for_translation(Locale.objects.get_or_create(language_code="en")[0]).save_revision().publish()


def test_titles_in_another_language_say_so(english, client):
    store("Museum of the village", kind="page", language="en")
    store("Museum", kind="page")
    html = client.get("/en/suche/", {"q": "museum"}).text
    assert re.search(r'<h2 class="search__title" dir="auto"><a[^>]*><mark>Museum</mark> of', html), html
    assert re.search(r'<h2 class="search__title" lang="de" dir="auto"><a[^>]*><mark>Museum</mark></a>', html)


def test_what_is_missing_is_said(services, client):
    store(*[f"Seite {number}" for number in range(20)], kind="page")
    html = search(client, q="hund xylophon")
    assert "search__why" not in html
    assert "“xylophon”" in html or "„xylophon“" in html


def test_a_word_that_only_some_results_lack_is_said_at_these(home, client):
    store("Hund und Katze", "Hund", *[f"Seite {number}" for number in range(20)], kind="page")
    html = search(client, q="hund katze")
    assert len(re.findall(r'search__why">[^<]*<span dir="auto">katze</span>', html)) == 1


def test_guesses_are_few_and_introduced(home, client):
    store(*[f"Schule {number}" for number in range(20)])
    html = search(client, q="musikschule")
    assert html.count('class="search__title"') == 5
    assert "search__none" in html
    assert "services__filters" not in html


def test_nothing_found_shows_what_begins_alike_and_how_to_ask(home, client):
    store("Wohnsitz anmelden")
    TownSettings.objects.update_or_create(site=Site.objects.get(), defaults={"phone": "05799 123-0"})
    html = search(client, q="wohnqqqqq")
    assert ">Wohnsitz anmelden</a>" in html
    assert html.count("tel:057991230") == 2  # here and in the footer
    assert "/rathaus/" in html


def test_participation_says_how_long_it_runs(home, client):
    store("Spielplatz", kind="project", until=timezone.localdate() + timedelta(days=9))
    assert "search__until" in search(client, q="spielplatz")


def test_a_project_shows_its_state(home, client):
    store("Spielplatz", kind="project", state=["stopped"])
    assert str(STATES["stopped"]) in search(client, q="spielplatz").split('class="search__place"')[1].split("</p>")[0]


SAME = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def noted(monkeypatch):
    notes = []
    for name in ("note_search", "note_click", "note_opinion"):
        monkeypatch.setattr(protocol, name, lambda *values, name=name: notes.append((name, *values)))
    return notes


def test_only_what_somebody_has_typed_is_noted(services, client, noted):
    for more in ({}, {"seite": 2}, {"art": "news"}, {"danke": 1}):
        search(client, q="hund", **more)
    search(client, q=" ")
    assert [(name, text, language) for name, text, language, _count in noted] == [("note_search", "hund", "de")]
    assert noted[0][3] == 2


@pytest.mark.parametrize(("destination", "count"), [("document", 1), ("image", 0), ("empty", 0)])
def test_what_nobody_looks_at_is_no_search(services, client, noted, destination, count):
    client.get("/suche/", {"q": "hund"}, headers={"Sec-Fetch-Dest": destination})
    assert len(noted) == count


def test_guesses_are_noted_as_nothing(home, client, noted):
    store("Schule im Dorf", "Schule am Bach")
    search(client, q="musikschule")
    assert noted == [("note_search", "musikschule", "de", 0)]


def test_the_page_knows_what_to_tell_about_a_choice(services, client):
    html = search(client, q="hund")
    assert 'data-counts-clicks="/suche/auswahl/"' in html
    assert re.findall(r'data-key="test:\d+" data-rank="(\d+)"', html) == ["1", "2"]


def test_choices_are_noted_without_a_cookie(services, client, noted):
    fields = {"q": "Hund", "key": "test:1", "rank": "2"}
    response = client.post(f"{ADDRESS}auswahl/", fields, headers=SAME)
    assert (response.status_code, response.content, dict(response.cookies)) == (204, b"", {})
    assert noted == [("note_click", "Hund", "de", "test:1", 2)]


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({}, {}),
        ({}, {"sec-fetch-site": "cross-site"}),
        ({"rank": "0"}, SAME),
        ({"rank": "²"}, SAME),
        ({"rank": "999"}, SAME),
        ({"rank": "-1"}, SAME),
        ({"key": ""}, SAME),
        ({"key": "x" * 500}, SAME),
    ],
    ids=str,
)
def test_choices_that_make_no_sense_or_come_from_elsewhere_are_not_noted(services, client, noted, fields, headers):
    sent = {"q": "hund", "key": "test:1", "rank": "1", **fields}
    assert client.post(f"{ADDRESS}auswahl/", sent, headers=headers).status_code == 204
    assert noted == []


@pytest.mark.parametrize(("answer", "helpful"), [("ja", True), ("nein", False)])
def test_an_opinion_is_noted_and_thanked_for(services, client, noted, answer, helpful):
    assert 'action="/suche/rueckmeldung/"' in search(client, q="hund")
    noted.clear()
    fields = {"q": "hund & katze", "hilfreich": answer}
    response = client.post(f"{ADDRESS}rueckmeldung/", fields, headers=SAME)
    assert noted == [("note_opinion", "hund & katze", "de", helpful)]
    assert response.url == "/suche/?q=hund+%26+katze&danke=1#rueckmeldung"
    assert not response.cookies
    html = client.get(response.url).text
    assert 'action="/suche/rueckmeldung/"' not in html
    assert 'id="rueckmeldung"' in html


def test_nobody_is_asked_whether_nothing_was_helpful(services, client):
    assert 'id="rueckmeldung"' not in search(client, q="xyzzyqwort")


def title(html: str) -> str:
    return unescape(re.search("<title>(.*) – ", html)[1])


def test_the_title_says_what_came_of_it_and_which_page_this_is(services, client):
    store(*[f"Radweg {number}" for number in range(15)], kind="page")
    assert title(search(client, q="radweg")) == "Suche: radweg"
    assert title(search(client, q="radweg", seite="2")) == "Suche: radweg, Seite 2 von 2"
    assert title(search(client, q="xyzzyqwort")) == "Nichts gefunden für „xyzzyqwort“"


@pytest.mark.parametrize("fields", [{"q": "hund"}, {"hilfreich": "ja"}, {"q": "hund", "hilfreich": "x\0"}], ids=str)
def test_half_an_opinion_is_none(services, client, noted, fields):
    assert client.post(f"{ADDRESS}rueckmeldung/", fields, headers=SAME).status_code == 302
    assert noted == []


def test_an_opinion_from_elsewhere_is_refused(services, client, noted):
    sent = {"q": "hund", "hilfreich": "ja"}
    assert client.post(f"{ADDRESS}rueckmeldung/", sent, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert noted == []


def test_every_search_form_offers_suggestions(home, client):
    for address in ("/", "/gibt-es-nicht/", ADDRESS):
        html = client.get(address).text
        assert html.count('type="search"') == html.count('data-suggestions="/suche/vorschlaege/"') > 0
        assert "js/search" in html


@pytest.mark.parametrize(
    ("seite", "shown"),
    [("abc", "00"), ("99999", "22"), ("-1", "00"), ("²", "00"), ("9" * 50, "00")],
)
def test_odd_page_numbers_lead_to_a_page_with_results(home, client, seite, shown):
    store(*[f"Hund {number:02}" for number in range(23)])
    assert f"<mark>Hund</mark> {shown}</a>" in search(client, q="hund", seite=seite)


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
    assert "search__none" in html


def test_what_people_type_and_what_is_stored_is_never_markup(home, client):
    store(make_texts("<i>Hund</i>", summary="<script>alert(1)</script>"))
    html = search(client, q='hund"><script>alert(2)</script>')
    assert "<script>alert" not in html
    assert "<i>Hund</i>" not in html


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:20] for text in HOSTILE])
def test_hostile_input_is_answered_calmly(services, client, text):
    text = text.encode("utf-8", "surrogatepass")
    fields = {"q": text, "art": text, "seite": text, "thema": text, "zielgruppe": text}
    assert client.get(ADDRESS, fields).status_code == 200
    assert client.get(f"{ADDRESS}vorschlaege/", {"q": text}).status_code == 200
    for address in ("auswahl", "rueckmeldung"):
        sent = {"q": text, "key": text, "rank": text, "hilfreich": text}
        assert client.post(f"{ADDRESS}{address}/", sent, headers=SAME).status_code in (204, 302, 400)


def test_a_page_of_results_needs_few_queries(home, client, noted, django_assert_max_num_queries):
    store(*[f"Hund {number:02}" for number in range(23)])
    search(client, q="gibtesnicht")
    with django_assert_max_num_queries(12):
        search(client, q="hund")
    with django_assert_max_num_queries(12):
        search(client, q="gibtesnicht")


def test_english_pages_have_their_own_address(english, client):
    store("Museum of the village", kind="page", language="en")
    response = client.get("/en/suche/", {"q": "museum"})
    assert "<mark>Museum</mark> of the village" in response.content.decode()


def test_searching_leaves_no_cookie(services, client):
    response = client.get(ADDRESS, {"q": "hund"})
    assert not response.cookies


def test_a_page_of_the_tree_is_found_at_its_address(home, client):
    StandardPageFactory(parent=home, title="Freibad", slug="freibad")
    assert 'href="/freibad/"' in search(client, q="Freibäder")
    assert IndexedDocument.objects.count() == 1
