"""Rows of one table, written many at a time.

What is the same in all of them is made ready for the database once; the rest goes in as it comes. Three times as fast as
`bulk_create`, and it works for tables that extend another one (a service page is a page), which `bulk_create` refuses.
"""

# ruff: noqa: S608  SQL is put together from the names of our own tables and columns only.
from collections.abc import Iterable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

# Values that go into such columns as they are, on every database.
AS_THEY_ARE = (str, int, bool, type(None))
PLAIN = (
    models.BigAutoField, models.BigIntegerField, models.BooleanField, models.CharField, models.ForeignKey,
    models.IntegerField, models.PositiveIntegerField, models.SlugField, models.TextField,
)  # fmt: skip

Row = dict[str, Any]
"""Column (as Django calls it: reference_id) → value in Python."""


class Table:
    """The table of a model. `blank` is an object that holds the values of what rows do not say."""

    def __init__(self, model: type[models.Model], blank: models.Model | None = None) -> None:
        self.model = model
        self.connection = connections[DEFAULT_DB_ALIAS]  # Django's proxy for it would be asked a hundred times a row
        self.fields = {field.attname: field for field in model._meta.local_concrete_fields}
        source = blank or model()
        self.blank = {
            name: self._ready(name, field.pre_save(source, add=True))
            for name, field in self.fields.items()
            if not field.primary_key
        }

    def _ready(self, name: str, value: Any) -> Any:
        field = self.fields[name]
        if type(value) in AS_THEY_ARE and type(field) in PLAIN:
            return value
        return field.get_db_prep_save(value, self.connection)

    def reserve(self, number: int) -> list[int]:
        """Primary keys that nobody else gets. On SQLite the caller holds the only lock for writing."""
        with self.connection.cursor() as cursor:
            if self.connection.vendor == "postgresql":
                sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
                cursor.execute(sequence, [self.model._meta.db_table, self.model._meta.pk.column, number])
                return [pk for (pk,) in cursor.fetchall()]
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [self.model._meta.db_table])
            found = cursor.fetchone()
            last = found[0] if found else 0
        return list(range(last + 1, last + 1 + number))

    def insert(self, rows: Iterable[Row]) -> None:
        """Rows that all name the same columns."""
        rows = list(rows)
        if not rows:
            return
        said = list(rows[0])
        rest = [name for name in self.blank if name not in said]
        constant = [self.blank[name] for name in rest]
        columns = ", ".join(self._quoted(name) for name in [*said, *rest])
        marks = ", ".join(["%s"] * (len(said) + len(rest)))
        values = [[*(self._ready(name, row[name]) for name in said), *constant] for row in rows]
        self._many(f"INSERT INTO {self._table} ({columns}) VALUES ({marks})", values)

    def update(self, rows: Iterable[Row]) -> None:
        """Rows that all name the same columns, first of all their primary key."""
        rows = list(rows)
        if not rows:
            return
        key, *said = rows[0]
        columns = ", ".join(f"{self._quoted(name)} = %s" for name in said)
        values = [[self._ready(name, row[name]) for name in [*said, key]] for row in rows]
        self._many(f"UPDATE {self._table} SET {columns} WHERE {self._quoted(key)} = %s", values)

    @property
    def _table(self) -> str:
        return self.connection.ops.quote_name(self.model._meta.db_table)

    def _quoted(self, name: str) -> str:
        return self.connection.ops.quote_name(self.fields[name].column or name)

    def _many(self, sql: str, values: list[list[Any]]) -> None:
        with self.connection.cursor() as cursor:
            cursor.executemany(sql, values)
