import pytest

from search.finding import find, languages_for
from search.models import IndexedDocument
from search.synonyms import NO_SYNONYMS, Synonyms
from tests.factories.search import make_texts, store

pytestmark = pytest.mark.django_db


def titles(text, **options):
    return [hit.title for hit in find(text, **options).hits]


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
    assert hit.trail[0] == "service"
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
    assert titles("Hochzeit", synonyms=NO_SYNONYMS) == []
    assert titles("Wauwau", synonyms=Synonyms.of_lines(["wauwau > hund"])) == ["Hundesteuer anmelden"]


def test_a_mistyped_query_is_corrected_in_the_spelling_of_the_site(services):
    found = find("Reisepas verlängern")
    assert found.did_you_mean == "Reisepass verlängern"
    assert found.hits[0].title == "Reisepass beantragen"
    assert find("Reisepas", kind="news").did_you_mean == "Reisepass"
    assert find("Reisepass").did_you_mean == ""


def test_kinds_are_counted_and_chosen(services):
    store("Hundewiese eröffnet", kind="news")
    store("Hundefreunde", kind="project")
    found = find("Hund")
    assert {entry.kind: entry.count for entry in found.kinds} == {"service": 1, "news": 1, "project": 1}
    assert found.all_kinds_count == 3
    only_news = find("Hund", kind="news")
    assert [hit.title for hit in only_news.hits] == ["Hundewiese eröffnet"]
    assert only_news.count == 1
    assert only_news.kinds == found.kinds


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
    assert {entry.kind: entry.count for entry in found.kinds} == {"service": 250, "news": 30}
    assert find("Hund", kind="news").count == 30


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
    with django_assert_max_num_queries(6):
        found = find(text)
    assert found.count == len(found.hits)
    assert len(found.query) <= 200
