"""Brings the synonyms that come with the software into the editors' table, where editors have the last word."""

import hashlib
from typing import Any, NamedTuple

from django.db import connection, transaction

from search import steering
from search.models import IndexVersion, Synonym
from search.synonyms import Row, shipped_rows

PREFIX = "line:"


class Loaded(NamedTuple):
    """What loading has changed."""

    added: int
    removed: int


def origin_of(row: Row) -> str:
    """By which a shipped line is known again, whatever editors make of it."""
    return PREFIX + hashlib.sha256("\0".join(row).encode()).hexdigest()[:40]


@transaction.atomic
def load() -> Loaded:
    """Add new lines and remove those that are gone. What an editor has changed or switched off stays as it is."""
    shipped = {origin_of(row): row for row in shipped_rows()}
    known = set(Synonym.objects.filter(origin__startswith=PREFIX).values_list("origin", flat=True))
    gone = Synonym.objects.filter(origin__in=known - shipped.keys(), source=Synonym.Source.SHIPPED)
    # Without signals: a deleted row would be kept as one that an editor has switched off.
    removed = gone._raw_delete(gone.db) or 0
    added = Synonym.objects.bulk_create(make(row, origin) for origin, row in shipped.items() if origin not in known)
    if added or removed:
        steering.on_changed(Synonym)
    return Loaded(len(added), removed)


def make(row: Row, origin: str) -> Synonym:
    return Synonym(**row._asdict(), source=Synonym.Source.SHIPPED, origin=origin)


def on_migrated(sender: Any, **kwargs: Any) -> None:
    """After every migration, that is after every update of the software."""
    if {Synonym._meta.db_table, IndexVersion._meta.db_table} <= set(connection.introspection.table_names()):
        load()


def on_deleted(sender: type, instance: Synonym, **kwargs: Any) -> None:
    """A shipped synonym that an editor deletes is switched off instead, or the next update would bring it back."""
    if instance.origin:
        kept = {name: getattr(instance, name) for name in (*Row._fields, "origin")}
        Synonym.objects.create(**kept, is_active=False, source=Synonym.Source.EDITORS)
