import pytest
from django.db import connection

from search import documents
from search.vocabulary import VocabularyCache


@pytest.fixture(autouse=True)
def _fresh_vocabulary(monkeypatch):
    """No test knows the words of another."""
    monkeypatch.setattr(documents, "vocabulary_cache", VocabularyCache())


@pytest.fixture
def sqlite_only():
    if connection.vendor != "sqlite":
        pytest.skip("concerns SQLite's tables only")
