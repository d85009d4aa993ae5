"""Where documents are stored and found; which engine does it follows from the site's database."""

from functools import lru_cache

from django.db import connection

from search.engines.base import DatabaseEngine, Engine, Group, Health, Wanted
from search.engines.postgres import PostgresEngine
from search.engines.sqlite import SqliteEngine

__all__ = ["DatabaseEngine", "Engine", "Group", "Health", "Wanted", "database_engine", "engine"]

DATABASE_ENGINES: dict[str, type[DatabaseEngine]] = {"sqlite": SqliteEngine, "postgresql": PostgresEngine}


@lru_cache(maxsize=1)
def database_engine() -> DatabaseEngine:
    return DATABASE_ENGINES[connection.vendor]()


def engine() -> Engine:
    """The engine that answers the public search."""
    return database_engine()
