from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


@cache
def newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of every app; reading them from disk takes a while, and they do not change."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def missing_migrations() -> list[str]:
    """What the database still lacks before this version of the site can run on it."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    return sorted(f"{app}.{name}" for app, name in newest_migrations() - applied)
