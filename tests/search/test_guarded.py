"""The public search with a cluster: its answers as long as it gives any, those of the database otherwise."""

import pytest
from django.test import override_settings

from search import mirror, outbox
from search.concepts import understand
from search.documents import current_vocabulary
from search.engines import Wanted, cluster_engine, database_engine, engine, guarded_engine
from search.engines.guarded import PATIENCE_SECONDS
from search.synonyms import NO_SYNONYMS
from tests.factories.search import store

pytestmark = pytest.mark.django_db


def wanted(text="Hund"):
    vocabulary = current_vocabulary()
    return Wanted(understand(text, vocabulary, NO_SYNONYMS), vocabulary, ("de",))


@pytest.fixture
def filled(fake_cluster):
    """The cluster has one document more than the database, so that it shows who answers."""
    store("Hund", "Hund am See")
    mirror.rebuild()
    key = next(iter(fake_cluster.documents("town")))
    extra = {**fake_cluster.documents("town")[key], "title": "Nur im Cluster", "key": "x"}
    fake_cluster.write("town", "x", 99, extra)
    fake_cluster.requests.clear()
    return fake_cluster


def answered_by_cluster(question=None):
    titles = {candidate.title for candidate in engine().candidates(question or wanted())}
    assert {"Hund", "Hund am See"} <= titles
    return "Nur im Cluster" in titles


def counted(question):
    return sum(group.count for group in engine().count(question))


def test_without_an_address_the_database_answers_alone():
    assert engine() is database_engine()
    assert cluster_engine() is None


def test_the_address_names_the_cluster_and_its_index():
    with override_settings(SEARCH_URL="elasticsearch://127.0.0.1:1,127.0.0.1:2/town"):
        assert cluster_engine().prefix == "town"
        assert engine().name == "elasticsearch"
        assert engine() is engine()


def test_the_cluster_answers(filled):
    assert answered_by_cluster()
    assert counted(wanted()) == 3


@pytest.mark.parametrize("fault", ["down", "hanging", 503, 429, 500, 401, 404])
def test_the_database_answers_when_the_cluster_does_not_and_the_cluster_is_left_in_peace(filled, fault):
    filled.fault = fault
    assert not answered_by_cluster()
    asked = len(filled.requests)
    filled.fault = None
    assert not answered_by_cluster()
    assert counted(wanted()) == 2
    assert len(filled.requests) == asked == 1


def test_an_answer_that_nobody_understands_is_no_answer(filled, monkeypatch):
    monkeypatch.setattr(filled, "search", lambda name, body: {"surprise": True})
    assert not answered_by_cluster()
    assert guarded_engine().breaker.is_open


def test_after_the_pause_the_cluster_is_asked_again(filled):
    filled.fault = "down"
    assert not answered_by_cluster()
    filled.fault = None
    guarded_engine().breaker.pause = 0.0
    guarded_engine().breaker._next_trial_at = 0.0
    assert answered_by_cluster()
    assert not guarded_engine().breaker.is_open


def test_a_search_that_has_waited_long_asks_the_database_for_the_rest_and_the_next_search_does_not(filled):
    question = wanted()
    assert answered_by_cluster(question)
    guarded_engine().waited.note(question, PATIENCE_SECONDS)
    assert not answered_by_cluster(question)
    assert counted(question) == 2
    assert not guarded_engine().breaker.is_open
    assert answered_by_cluster()


def test_without_words_nobody_is_asked(filled, django_assert_num_queries):
    nothing = wanted("!!!")
    with django_assert_num_queries(0):
        assert engine().candidates(nothing) == []
        assert engine().count(nothing) == []
    assert filled.requests == []


def test_words_come_from_the_database(filled):
    filled.fault = "down"
    assert engine().read_vocabulary().counts["hund"] == 2
    assert engine().health().problems
    assert outbox.backlog().waiting == 0
