from datetime import timedelta

import pytest
from django.utils import timezone, translation

from participation.models import ProjectPage
from search.analysis import normalised
from search.facets import STATES
from search.finding import find, languages_for, until_sentence
from search.models import IndexedDocument
from search.steering import Steering
from search.synonyms import Synonyms
from tests.factories.search import make_texts, store

pytestmark = pytest.mark.django_db


def titles(text, **options):
    return [hit.title for hit in find(text, **options).hits]


PLAIN = Steering.plain()


def counts(found, name):
    return {choice.value: choice.count for facet in found.facets if facet.name == name for choice in facet.choices}


@pytest.fixture
def services():
    store(
        make_texts("Hundesteuer anmelden", ["Hundemarke"], "Wer einen Hund hält, meldet ihn an."),
        make_texts("Reisepass beantragen", ["Pass"], "Für Reisen außerhalb der Europäischen Union."),
        make_texts("Wohnsitz anmelden", ["Ummeldung"], "Nach dem Einzug melden Sie sich an."),
        make_texts("Eheschließung anmelden", [], "Heiraten beim Standesamt."),
    )


def test_a_hit_has_everything_that_is_shown(services):
    hit = find("Hund").hits[0]
    assert (hit.title, hit.kind, hit.date) == ("Hundesteuer anmelden", "service", None)
    assert hit.url.startswith("/service/")
    assert hit.marked_summary == "Wer einen <mark>Hund</mark> hält, meldet ihn an."


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("hunde steuer", "Hundesteuer anmelden"),
        ("reisepaesse", "Reisepass beantragen"),
        ("Hochzeit", "Eheschließung anmelden"),
        ("wo melde ich meinen Wohnsitz an?", "Wohnsitz anmelden"),
        ("Hundestuer", "Hundesteuer anmelden"),
        ("passport", "Reisepass beantragen"),
        ("pasaport", "Reisepass beantragen"),
        ("шлюб", "Eheschließung anmelden"),
        ("Hundesteueranmeldung", "Hundesteuer anmelden"),
    ],
)
def test_people_find_what_they_mean(services, query, title):
    assert titles(query)[0] == title


def test_every_title_finds_itself_first(services):
    for document in IndexedDocument.objects.all():
        assert titles(document.title)[0] == document.title


def test_synonyms_can_be_exchanged(services):
    assert titles("Hochzeit", steering=Steering.plain()) == []
    assert titles("Wauwau", steering=Steering(synonyms=Synonyms.of_lines(["wauwau > hund"]))) == [
        "Hundesteuer anmelden"
    ]


def test_a_mistyped_query_is_corrected_in_the_spelling_of_the_site(services):
    found = find("Reisepas verlängern")
    assert found.did_you_mean == "Reisepass verlängern"
    assert found.hits[0].title == "Reisepass beantragen"
    assert find("Reisepas", chosen={"kind": "news"}).did_you_mean == "Reisepass"
    assert find("Reisepass").did_you_mean == ""


def test_kinds_are_counted_and_chosen(services):
    store("Hundewiese eröffnet", kind="news")
    store("Hundefreunde", kind="project")
    found = find("Hund", steering=PLAIN)
    assert counts(found, "kind") == {"service": 1, "news": 1, "project": 1}
    assert found.facets[0].count == 3
    only_news = find("Hund", chosen={"kind": "news"}, steering=PLAIN)
    assert [hit.title for hit in only_news.hits] == ["Hundewiese eröffnet"]
    assert only_news.count == 1
    assert counts(only_news, "kind") == counts(found, "kind")


def test_results_come_in_pages_and_odd_page_numbers_are_moved_inside():
    store(*[f"Hund {number:02}" for number in range(23)])
    first, last = find("Hund"), find("Hund", page=3)
    assert (first.count, first.pages, len(first.hits), len(last.hits)) == (23, 3, 10, 3)
    assert find("Hund", page=99_999).page == 3
    assert find("Hund", page=-5).page == 1
    assert not {hit.title for hit in first.hits} & {hit.title for hit in last.hits}


def test_of_very_many_results_the_best_can_be_paged_and_all_are_counted():
    store(*[f"Hund {number:03}" for number in range(250)])
    store(*[f"Hundenachricht {number:03}" for number in range(30)], kind="news")
    found = find("Hund")
    assert found.is_cut
    assert found.count == 200
    assert counts(found, "kind") == {"service": 250, "news": 30}
    assert find("Hund", chosen={"kind": "news"}).count == 30


def facet_counts(found):
    return {facet.name: {choice.value: choice.count for choice in facet.choices} for facet in found.facets}


@pytest.fixture(params=["few", "many"])
def dogs(request):
    """Few documents are counted here, many by the engine."""
    store("Hund anmelden", topic=["Tiere", "Steuern"], audience=["citizens"], online=["yes"])
    store("Hund abmelden", topic=["Tiere"], audience=["citizens"])
    store("Hund züchten", topic=["Gewerbe"], audience=["businesses"], online=["yes"])
    store("Hund und Wiese", kind="project", open=["yes"])
    if request.param == "many":
        store(*[f"Hund Nummer {number:03}" for number in range(220)], kind="news")


CHOICES = [
    {},
    {"topic": "Tiere"},
    {"topic": "Tiere", "online": "yes"},
    {"kind": "service", "audience": "businesses"},
    {"kind": "project"},
    {"open": "yes"},
    {"topic": "Steuern", "audience": "businesses"},
    {"topic": "Gibt es nicht"},
]


@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_a_count_is_what_one_gets_after_choosing(dogs, chosen):
    for name, values in facet_counts(find("Hund", steering=PLAIN, chosen=chosen)).items():
        for value, count in values.items():
            found = find("Hund", steering=PLAIN, chosen={**chosen, name: value}, per_page=300)
            assert (name, value, len(found.hits)) == (name, value, min(count, 200))


def test_what_is_chosen_stays_to_be_seen_even_if_nothing_has_it(dogs):
    found = find("Hund", steering=PLAIN, chosen={"topic": "Gibt es nicht"})
    assert found.count == 0
    assert facet_counts(found)["topic"] == {"Tiere": 2, "Gewerbe": 1, "Steuern": 1, "Gibt es nicht": 0}
    assert next(facet for facet in found.facets if facet.name == "topic").chosen.label == "Gibt es nicht"


def pin(query, *numbers):
    return Steering(pins={normalised(query): list(numbers)})


def keyed(title, number):
    IndexedDocument.objects.filter(title=title).update(key=f"page:{number}")


@pytest.mark.parametrize("query", ["Reisepass", "qwertz"], ids=["with results", "without any"])
def test_pinned_results_stand_first_even_if_the_words_do_not_find_them(services, query):
    keyed("Hundesteuer anmelden", 7)
    found = find(query.upper(), steering=pin(query, 99, 7))
    assert found.hits[0].title == "Hundesteuer anmelden"
    assert found.hits[0].is_pinned
    assert found.count == (2 if query == "Reisepass" else 1)
    assert counts(found, "kind") == {"service": found.count}
    assert (found.missing, found.is_guess) == ([], False)
    assert find(query, steering=pin(query, 7), chosen={"kind": "news"}).hits == []


def test_a_pinned_result_that_is_found_anyway_is_shown_and_counted_once(services):
    store(*[f"Reisepass {number:03}" for number in range(220)])
    keyed("Reisepass 007", 7)
    for number, title in ((7, "Reisepass 007"), (8, "Hundesteuer anmelden")):
        keyed(title, number)
        found = find("Reisepass", steering=pin("reisepass", number), per_page=300)
        assert [hit.title for hit in found.hits].count(title) == 1
        assert found.hits[0].title == title
        assert counts(found, "kind") == {"service": 221 + (number == 8)}


def test_words_that_are_nowhere_are_named(services):
    found = find("Hund anmelden Xylophon")
    assert (found.missing, found.is_guess) == (["Xylophon"], False)
    assert found.hits[0].missing == ["Xylophon"]
    assert find("Hund anmelden").missing == []
    assert find("Reisepas").missing == []
    assert find("Hochzeit").missing == []


def test_results_with_only_some_of_the_words_say_which_are_missing(services):
    hits = {hit.title: hit.missing for hit in find("Wohnsitz Hund anmelden").hits}
    assert hits["Hundesteuer anmelden"] == ["Wohnsitz"]
    assert hits["Wohnsitz anmelden"] == ["Hund"]


def test_what_the_town_does_not_have_brings_few_guesses():
    store(*[f"Schule {number}" for number in range(20)])
    found = find("Musikschule")
    assert found.is_guess
    assert found.missing == ["Musikschule"]
    assert found.count == len(found.hits) == 5
    assert counts(found, "kind") == {"service": 5}
    store("Musikschule anmelden")
    found = find("Musikschule")
    assert (found.hits[0].title, found.is_guess, found.missing) == ("Musikschule anmelden", False, [])


def test_a_result_that_nobody_could_mistake_is_clear(services):
    assert find("Reisepass beantragen").is_clear
    assert not find("anmelden").is_clear
    assert not find("Musikschule").is_clear


def test_a_hit_shows_why_it_was_found(services):
    hit = find("hundemarke").hits[0]
    assert hit.keyword == "<mark>Hundemarke</mark>" or "<mark>" in hit.marked_title
    assert find("Reisepass").hits[0].marked_title == "<mark>Reisepass</mark> beantragen"
    assert find("Reisepass").hits[0].keyword == ""


@pytest.mark.parametrize(
    ("days", "text"), [(9, "9 days left"), (1, "1 day left"), (0, "runs until today"), (-1, "")], ids=str
)
def test_participation_says_how_long_it_runs(days, text):
    today = timezone.localdate()
    with translation.override("en"):
        assert text in until_sentence(today + timedelta(days=days), today)
        store("Spielplatz", kind="project", until=today + timedelta(days=days))
        shown = find("Spielplatz").hits[0].until_text
        assert text in shown
        assert bool(shown) == (days >= 0)


def test_projects_and_ideas_say_their_state():
    store("Spielplatz", kind="project", state=["evaluating"])
    store("Rutsche", kind="project", state=["invented"])
    store("Wippe")
    with translation.override("en"):
        found = find("Spielplatz")
        assert found.hits[0].state == "being evaluated"
        assert facet_counts(found)["state"] == {"evaluating": 1}
        assert [find(words).hits[0].state for words in ("Rutsche", "Wippe")] == ["", ""]


def test_every_state_of_a_project_has_words():
    assert set(ProjectPage.Status.values) <= STATES.keys()


def test_pages_in_other_languages_stay_among_themselves_but_german_helps_everywhere():
    store("Museum im Dorf", kind="page")
    store("Museum of the village", kind="page", language="en")
    assert titles("Museum") == ["Museum im Dorf"]
    assert titles("museum", language="en") == ["Museum of the village", "Museum im Dorf"]
    assert languages_for("de") == ("de",)


def test_markup_in_texts_is_shown_as_text():
    store(make_texts("<b>Hund</b>", summary="<script>alert(1)</script> Hund & Katze"))
    hit = find("Hund").hits[0]
    assert hit.title == "<b>Hund</b>"
    assert hit.marked_summary == "&lt;script&gt;alert(1)&lt;/script&gt; <mark>Hund</mark> &amp; Katze"


def test_long_summaries_are_cut_between_words():
    store(make_texts("Hund", summary="Langer Satz, " * 60))
    summary = find("Hund").hits[0].summary
    assert len(summary) <= 302
    assert summary.endswith(("Satz …", "Langer …"))


HOSTILE = [
    "", "   ", '"', '"hund', "'; DROP TABLE search_fts;--", "und oder der", "x" * 5000, "hund " * 1000, "%s %d %",
    "hund AND (katze OR", "NEAR(a b)", "*", "hund*", "-hund", "^", "\0", "hu\0nd", "😀", "\u202e\ufeff", "a", "1", "\\", "{}", "<script>",
    "ﷺ" * 50, "ß" * 200, "ue" * 100, "e\u0301" * 100, "title_tokens:hund", "hund:*", "!!", "&|", "a-" * 100, "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:20] for text in HOSTILE])
def test_hostile_input_is_answered_calmly(services, text, django_assert_max_num_queries):
    find("")  # reads what editors have decided
    with django_assert_max_num_queries(6):
        found = find(text)
    assert found.count == len(found.hits)
    assert len(found.query) <= 200
