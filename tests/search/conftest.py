from collections import defaultdict

import pytest
from django.db import connection

from search import documents, engines, outbox, suggestions
from search.breaker import Breaker
from search.engines import bindings, cluster
from search.engines.cluster import ClusterEngine
from search.engines.guarded import Guarded
from search.remembered import Remembered
from search.vocabulary import VocabularyCache
from tests.search.fake_cluster import URL, FakeBinding, FakeServer


@pytest.fixture(autouse=True)
def _fresh_vocabulary(monkeypatch):
    """No test knows the words of another."""
    monkeypatch.setattr(documents, "vocabulary_cache", VocabularyCache())
    monkeypatch.setattr(suggestions, "cache", defaultdict(Remembered))


@pytest.fixture
def sqlite_only():
    if connection.vendor != "sqlite":
        pytest.skip("concerns SQLite's tables only")


@pytest.fixture
def fake_cluster(settings, monkeypatch):
    """A cluster in memory that has an index, empty so far; the site searches in it."""
    server = FakeServer()
    server.create("town-20260101000000000000", "town")
    guard = Guarded(ClusterEngine(FakeBinding(server), "town"), engines.database_engine, Breaker())
    settings.SEARCH_URL = URL
    monkeypatch.setattr(engines, "guarded", lambda url: guard)
    monkeypatch.setattr(outbox, "pause", outbox.Pause())
    monkeypatch.setattr(bindings, "FIRST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(cluster, "APPLY_PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(cluster, "GRACE_SECONDS", 0.0)
    return server
