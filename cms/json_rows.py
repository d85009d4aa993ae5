"""Several rows of a table as one JSON list beside the record they belong to: one query instead of many."""

from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

Model = TypeVar("Model", bound=models.Model)


class Rows(Subquery):
    """The rows of a query as one JSON list."""

    output_field = models.JSONField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        template = "(SELECT json_group_array(json(listed.item)) FROM (%(subquery)s) listed)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        template = "(SELECT coalesce(jsonb_agg(listed.item), '[]'::jsonb) FROM (%(subquery)s) listed)"
        return self.as_sql(compiler, connection, template=template, **extra)


def rows(queryset: QuerySet) -> Rows:
    columns = {field.attname: F(field.attname) for field in _columns(queryset.model)}
    return Rows(queryset.order_by(*queryset.model._meta.ordering).values(item=JSONObject(**columns)))


def objects(model: type[Model], listed: list[dict[str, Any]]) -> list[Model]:
    """The rows as objects to read from; they are not meant to be saved."""
    columns = {field.attname: field for field in _columns(model)}
    return [model(**{name: _value(columns[name], value) for name, value in row.items()}) for row in listed]


def _value(field: models.Field, stored: Any) -> Any:
    value = field.to_python(stored)
    if isinstance(value, datetime) and timezone.is_naive(value):
        return value.replace(tzinfo=UTC)  # SQLite keeps moments in UTC and does not say so
    return value


def _columns(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.JSONField)]
