from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from search import protocol
from search.models import ClickedDocument, IgnoredQuery, IndexedDocument, RareQuery, SearchedQuery
from tests.factories.search import store

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def on(monkeypatch) -> Callable[[date], None]:
    """Sets the day; it begins on the 23rd of November 2026."""

    def set_day(day: date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda: day)

    set_day(TODAY)
    return set_day


def search(text="Müllabfuhr", times=1, results=4, language="de"):
    for _number in range(times):
        protocol.note_search(text, language, results)


def rows(*fields):
    return list(SearchedQuery.objects.order_by("day").values_list(*fields))


def make_document(title="Müllabfuhr bestellen"):
    store(title)
    return IndexedDocument.objects.get(title=title).key


def test_only_the_third_search_leaves_words(on):
    search(times=2)
    assert rows("query") == []
    assert RareQuery.objects.get().searches == 2
    assert "mull" not in RareQuery.objects.get().digest
    search(results=7)
    assert rows("query", "spelling", "searches", "results", "day") == [("mullabfuhr", "müllabfuhr", 3, 7, TODAY)]
    assert RareQuery.objects.get().searches == 0


def test_spellings_and_blanks_make_one_query_and_languages_two(on):
    search("Müllabfuhr", 2)
    search("  MUELLABFUHR ")
    assert rows("query", "searches") == [("mullabfuhr", 3)]
    search("Müllabfuhr", 2, language="en")
    assert len(rows("query")) == 1


def test_a_kept_query_is_counted_day_by_day_with_the_last_number_of_results(on):
    search(times=3)
    on(TODAY + timedelta(days=2))
    search(results=5)
    search(results=0)
    assert rows("day", "searches", "results") == [(TODAY, 3, 4), (TODAY + timedelta(days=2), 2, 0)]


def test_three_searches_in_more_than_thirty_days_leave_nothing(on):
    for days in (0, 29, 31, 61):
        on(TODAY + timedelta(days=days))
        search()
    assert rows("query") == []


def test_a_kept_query_that_has_become_rare_is_kept_no_longer(on):
    search(times=3)
    on(TODAY + timedelta(days=31))
    search()
    assert rows("day") == [(TODAY,)]
    assert RareQuery.objects.get().searches == 1


@pytest.mark.parametrize("text", ["max@example.org", "0571 123456", "Hauptstraße 5", "", "  ", "?!", "\0"])
def test_personal_and_empty_queries_leave_nothing_at_all(on, text):
    search(text, times=4)
    assert rows("query") == []
    assert not RareQuery.objects.exists()


def test_very_long_queries_are_cut(on):
    search("hund " * 500, times=3)
    assert len(SearchedQuery.objects.get().query) <= 200


def test_the_digest_depends_on_the_key_of_the_site(settings):
    before = protocol.digest("mullabfuhr", "de")
    settings.SECRET_KEY = "another-key-of-another-site-which-is-long-enough-0123456789"
    assert protocol.digest("mullabfuhr", "de") != before


def test_a_click_counts_for_the_query_and_for_the_document(on):
    key = make_document()
    search(times=3)
    protocol.note_click("Müllabfuhr", "de", key, 2)
    protocol.note_click("müllabfuhr", "de", key, 5)
    assert rows("clicks", "ranks") == [(2, 7)]
    assert ClickedDocument.objects.get().clicks == 2


def test_a_click_on_a_rare_query_counts_only_for_the_document(on):
    key = make_document()
    search()
    protocol.note_click("Müllabfuhr", "de", key, 1)
    assert ClickedDocument.objects.get().clicks == 1
    assert rows("query") == []


def test_shortly_after_midnight_a_click_counts_for_yesterday(on):
    key = make_document()
    search(times=3)
    on(TODAY + timedelta(days=1))
    protocol.note_click("Müllabfuhr", "de", key, 1)
    protocol.note_opinion("Müllabfuhr", "de", helpful=True)
    assert rows("day", "clicks", "helpful") == [(TODAY, 1, 1)]


def test_what_was_not_searched_or_is_no_document_or_no_rank_is_not_counted(on):
    key = make_document()
    search(times=3)
    protocol.note_click("Erfunden", "de", key, 1)
    protocol.note_click("Müllabfuhr", "de", "page:999999", 1)
    protocol.note_click("Müllabfuhr", "de", key, 0)
    protocol.note_click("Müllabfuhr", "de", key, 10**9)
    assert rows("clicks") == [(0,)]
    assert not ClickedDocument.objects.exists()


def test_clicks_and_opinions_have_an_end(on, monkeypatch):
    monkeypatch.setattr(protocol, "MOST_CLICKS_PER_DAY", 7)
    key, other = make_document(), make_document("Müllabfuhr abbestellen")
    search(times=3)
    for _number in range(20):
        protocol.note_click("Müllabfuhr", "de", key, 1)
        protocol.note_opinion("Müllabfuhr", "de", helpful=False)
    for _number in range(20):
        protocol.note_click("Müllabfuhr", "de", other, 1)
    assert rows("clicks", "unhelpful") == [(15, 3)]
    assert dict(ClickedDocument.objects.values_list("key", "clicks")) == {key: 7}


def test_programs_that_ask_all_day_do_not_fill_the_database(on, monkeypatch):
    monkeypatch.setattr(protocol, "MOST_RARE_PER_DAY", 5)
    search(times=3)
    for number in range(20):
        search(f"unsinn {chr(97 + number)}")
    search()
    assert RareQuery.objects.count() == 5
    assert rows("query", "searches") == [("mullabfuhr", 4)]
    on(TODAY + timedelta(days=1))
    search()
    assert rows("searches") == [(4,), (1,)]


def test_no_more_texts_are_kept_than_a_town_asks(on, monkeypatch):
    monkeypatch.setattr(protocol, "MOST_KEPT_PER_DAY", 2)
    for text in ("hund", "katze", "maus"):
        search(text, times=4)
    assert sorted(rows("query")) == [("hund",), ("katze",)]


def test_opinions_on_what_is_not_kept_are_not_counted(on):
    search()
    protocol.note_opinion("Müllabfuhr", "de", helpful=True)
    assert rows("helpful") == []


def test_a_protocol_that_cannot_be_written_disturbs_nobody_and_names_no_query(on, monkeypatch, caplog):
    def fail(*args):
        raise DatabaseError("database is locked: mullabfuhr")

    monkeypatch.setattr(protocol, "count_search", fail)
    search()
    assert "could not be counted" in caplog.text
    assert "mullabfuhr" not in caplog.text
    assert SearchedQuery.objects.count() == 0  # and the connection still works


def test_the_usual_search_costs_two_statements(on, django_assert_max_num_queries):
    search(times=3)
    with django_assert_max_num_queries(8):  # with the savepoint, the patience and the version of the words
        search()


def test_views_are_the_clicks_of_ninety_days(on, django_assert_max_num_queries):
    key, other = make_document(), make_document("Müllabfuhr abbestellen")
    for days, clicks in ((0, 3), (89, 4), (90, 50)):
        ClickedDocument.objects.create(key=key, day=TODAY - timedelta(days=days), clicks=clicks)
    assert protocol.count_views() == 1
    assert dict(IndexedDocument.objects.values_list("key", "views")) == {key: 7, other: 0}
    with django_assert_max_num_queries(2):
        assert protocol.count_views() == 0
    on(TODAY + timedelta(days=200))
    assert protocol.count_views() == 1
    assert set(IndexedDocument.objects.values_list("views", flat=True)) == {0}


def test_old_rows_end(on):
    for days in (0, 365, 366):
        day = TODAY - timedelta(days=days)
        SearchedQuery.objects.create(query=f"vor {days}", day=day, searches=3)
        ClickedDocument.objects.create(key="page:1", day=day)
    for days in (29, 30):
        RareQuery.objects.create(digest=str(days), day=TODAY - timedelta(days=days))
    IgnoredQuery.objects.create(query="vor 366")
    IgnoredQuery.objects.create(query="vor 0")
    assert protocol.forget() == 4
    assert rows("query") == [("vor 365",), ("vor 0",)]
    assert [rare.digest for rare in RareQuery.objects.all()] == ["29"]
    assert [ignored.query for ignored in IgnoredQuery.objects.all()] == ["vor 0"]
    assert ClickedDocument.objects.count() == 2
