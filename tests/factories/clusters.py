"""Engines on real search servers, each under a name of its own."""

import os
import secrets

import pytest

from search.concepts import understand
from search.documents import current_vocabulary
from search.engines import Wanted
from search.engines.bindings import binding_for
from search.engines.cluster import Change, ClusterEngine
from search.models import IndexedDocument
from search.synonyms import NO_SYNONYMS

SERVERS = os.environ.get("TEST_SEARCH_URLS", "").split()
WITHOUT_SERVERS = [
    pytest.param("", marks=pytest.mark.skip(reason="no search server is named: make test-cluster starts some"))
]
BUSY_MACHINE_SECONDS = 30.0


def make_cluster(url: str, prefix: str = "") -> ClusterEngine:
    """An engine whose index does not exist yet. What takes long on a busy machine is no failure here."""
    binding = binding_for(url, "")
    binding.query_seconds = binding.write_seconds = BUSY_MACHINE_SECONDS
    return ClusterEngine(binding, prefix or f"test-{secrets.token_hex(6)}")


def forget(engine: ClusterEngine) -> None:
    for index in engine.binding.aliases(f"{engine.prefix}*"):
        engine.binding.delete_index(index)


def in_chunks(size: int = 500):
    """All documents of the database, as a build reads them."""
    found = IndexedDocument.objects.order_by("pk")
    for start in range(0, found.count(), size):
        yield list(found[start : start + size])


def build(engine: ClusterEngine) -> int:
    return engine.build(in_chunks(), lambda: None)


def change(document: IndexedDocument, version: int) -> Change:
    return Change(document.key, version, document)


def removal(key: str, version: int) -> Change:
    return Change(key, version, None)


def wanted(text: str, **options) -> Wanted:
    vocabulary = current_vocabulary()
    languages = options.pop("languages", ("de",))
    return Wanted(understand(text, vocabulary, NO_SYNONYMS), vocabulary, languages, **options)


def titles(engine: ClusterEngine, text: str, **options) -> set[str]:
    engine.refresh()
    return {candidate.title for candidate in engine.candidates(wanted(text, **options))}
