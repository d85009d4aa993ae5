"""Many people search, choose and judge at the same moment: nothing is lost, counted twice or raised."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, connections, transaction
from django.db.models import Sum

from search import protocol
from search.models import ClickedDocument, IndexedDocument, RareQuery, SearchedQuery

PEOPLE, TIMES = 6, 10


@pytest.fixture
def shared_database(django_db_setup, django_db_blocker, tmp_path) -> Iterator[None]:
    """A database that several threads write to; on SQLite a copy, so that nothing of it is left."""
    names, own = connection.settings_dict, connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(tmp_path / "site.sqlite3")])
            connection.close()
            names["NAME"] = str(tmp_path / "site.sqlite3")
        yield
        for model in (SearchedQuery, RareQuery, ClickedDocument, IndexedDocument):
            model.objects.all().delete()
        connection.close()
        names["NAME"] = own


def in_threads(work: Callable[[], None], count: int) -> None:
    start = threading.Barrier(count)

    def run() -> None:
        start.wait()
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db
def test_alone_everything_is_counted():
    """Also sees to it that there is a test database: pytest makes one only for tests that are marked so."""
    for _number in range(3):
        protocol.note_search("sperrmüll", "de", 1)
    assert SearchedQuery.objects.get().searches == 3


def test_everything_is_counted_once(shared_database, monkeypatch):
    # What is tested is counting, not giving up; a machine may be slow.
    monkeypatch.setattr(protocol, "LONGEST_WAIT_MS", 20_000)
    IndexedDocument.objects.create(key="test:1", kind="service", language="de", title="Sperrmüll", url="/s/")

    def work() -> None:
        for _number in range(TIMES):
            protocol.note_search("sperrmüll", "de", 1)
            protocol.note_click("sperrmüll", "de", "test:1", 1)

    in_threads(work, PEOPLE)
    row = SearchedQuery.objects.get()
    assert row.searches == PEOPLE * TIMES
    assert RareQuery.objects.get().searches == 0
    assert ClickedDocument.objects.aggregate(sum=Sum("clicks"))["sum"] == PEOPLE * TIMES
    assert row.clicks <= PEOPLE * TIMES


@pytest.mark.parametrize("rounds", range(3))
def test_a_query_that_becomes_known_at_the_same_moment_is_kept_once(shared_database, monkeypatch, rounds):
    monkeypatch.setattr(protocol, "LONGEST_WAIT_MS", 20_000)
    in_threads(lambda: protocol.note_search("grünschnitt", "de", 1), PEOPLE)
    assert list(SearchedQuery.objects.values_list("query", "searches")) == [("grunschnitt", PEOPLE)]


def test_a_writer_who_takes_long_holds_up_no_search(shared_database):
    """Whoever searches goes on after the short patience; the count is given up."""
    for _number in range(3):
        protocol.note_search("sperrmüll", "de", 1)
    waited: list[float] = []
    with transaction.atomic():
        SearchedQuery.objects.update(results=9)
        in_threads(lambda: waited.append(seconds(lambda: protocol.note_search("sperrmüll", "de", 1))), 2)
    assert max(waited) < 0.9
    assert SearchedQuery.objects.get().searches == 3


def seconds(work: Callable[[], None]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
