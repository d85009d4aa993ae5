"""Where documents are stored and found: always in the site's own database, and in a cluster if one is named."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from django.db import connection

from search.breaker import Breaker
from search.cluster_address import read_address
from search.engines.base import DatabaseEngine, Engine, Group, Health, Wanted
from search.engines.bindings import binding_for
from search.engines.cluster import ClusterEngine
from search.engines.guarded import Guarded
from search.engines.postgres import PostgresEngine
from search.engines.sqlite import SqliteEngine

__all__ = [
    "DatabaseEngine",
    "Engine",
    "Group",
    "Health",
    "Wanted",
    "asking",
    "cluster_engine",
    "database_engine",
    "engine",
    "guarded_engine",
]

DATABASE_ENGINES: dict[str, type[DatabaseEngine]] = {"sqlite": SqliteEngine, "postgresql": PostgresEngine}


_instead: list[Engine] = []


@cache
def engine_of(vendor: str) -> DatabaseEngine:
    return DATABASE_ENGINES[vendor]()


def database_engine() -> DatabaseEngine:
    return engine_of(connection.vendor)


@cache
def guarded(url: str) -> Guarded:
    cluster = ClusterEngine(binding_for(url), read_address(url).prefix)
    return Guarded(cluster, database_engine, Breaker())


def guarded_engine() -> Guarded | None:
    """The cluster that SEARCH_URL names, with the database behind it."""
    return guarded(settings.SEARCH_URL) if settings.SEARCH_URL else None


def cluster_engine() -> ClusterEngine | None:
    """The cluster alone: it can fail."""
    guard = guarded_engine()
    return guard.cluster if guard else None


def engine() -> Engine:
    """The engine that answers the public search."""
    return _instead[-1] if _instead else guarded_engine() or database_engine()


@contextmanager
def asking(instead: Engine) -> Iterator[None]:
    """Let this process ask another engine, to measure it."""
    _instead.append(instead)
    try:
        yield
    finally:
        _instead.pop()
