"""Where documents are stored and found; which engine does it follows from the site's database."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.db import connection

from search.engines.base import DatabaseEngine, Engine, Group, Health, Wanted
from search.engines.postgres import PostgresEngine
from search.engines.sqlite import SqliteEngine

__all__ = ["DatabaseEngine", "Engine", "Group", "Health", "Wanted", "asking", "database_engine", "engine"]

DATABASE_ENGINES: dict[str, type[DatabaseEngine]] = {"sqlite": SqliteEngine, "postgresql": PostgresEngine}


_instead: list[Engine] = []


@cache
def engine_of(vendor: str) -> DatabaseEngine:
    return DATABASE_ENGINES[vendor]()


def database_engine() -> DatabaseEngine:
    return engine_of(connection.vendor)


def engine() -> Engine:
    """The engine that answers the public search."""
    return _instead[-1] if _instead else database_engine()


@contextmanager
def asking(instead: Engine) -> Iterator[None]:
    """Let this process ask another engine, to measure it."""
    _instead.append(instead)
    try:
        yield
    finally:
        _instead.pop()
