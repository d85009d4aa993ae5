"""Records that both a delivery and the town may write: what the town has changed since stays as it is."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models


def merge(record: Any, delivered: dict[str, Any], *, adds_only: bool = False) -> list[str]:
    """Three-way merge: a field follows the delivery while it holds what the last delivery said.

    A delivery that only adds leaves alone what it says nothing of. Returns the fields that the town keeps against the
    delivery. Days are text (2026-01-31), as they come and as they are remembered.
    """
    if adds_only:
        delivered = {name: value for name, value in delivered.items() if value}
    kept = []
    for name, value in delivered.items():
        field = record._meta.get_field(name)
        current, last = _plain(getattr(record, name)), record.imported.get(name, _plain(field.get_default()))
        if current == last:
            setattr(record, name, field.to_python(value))
        elif current != value and last != value:
            kept.append(name)
    record.imported = {**record.imported, **delivered} if adds_only else delivered
    return kept


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def fitting(model: type[models.Model], values: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Values cut to what the columns hold; and the names of those that were cut or make no sense."""
    problems = []
    result = dict(values)
    for name, value in values.items():
        field = model._meta.get_field(name)
        limit = getattr(field, "max_length", None)
        if limit and isinstance(value, str) and len(value) > limit:
            result[name] = value[:limit]
            problems.append(name)
        if isinstance(field, models.EmailField) and value and not _is_email(value):
            result[name] = ""
            problems.append(name)
    return result, problems


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
