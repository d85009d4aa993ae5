"""Records that both a delivery and the town may write: what the town has changed since stays as it is."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models


def merge(record: Any, delivered: dict[str, str]) -> list[str]:
    """Three-way merge: a field follows the delivery while it holds what the last delivery said.

    Deliveries say everything as text; days and lists of codes are turned into what the column holds.
    Returns the fields that the town keeps against the delivery.
    """
    kept = []
    for name, value in delivered.items():
        field = record._meta.get_field(name)
        current, last = field.value_to_string(record), record.imported.get(name, _default_text(field))
        if record._state.adding or current == last:
            setattr(record, name, field.to_python(value) if value else field.get_default())
        elif current != value and last != value:
            kept.append(name)
    record.imported = delivered
    return kept


def _default_text(field: models.Field) -> str:
    """What a record holds in a field of which no delivery has spoken yet."""
    return field.get_prep_value(field.get_default()) or ""


def fitting(model: type[models.Model], values: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """Values cut to what the columns hold; and the names of those that were cut or make no sense."""
    problems = []
    result = dict(values)
    for name, value in values.items():
        field = model._meta.get_field(name)
        limit = getattr(field, "max_length", None)
        if limit and len(value) > limit:
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
