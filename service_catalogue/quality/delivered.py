"""Careful reading of what deliveries left on a reference: any value may be odd, and none may stop a check."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any


def rows(value: Any) -> list[dict[str, Any]]:
    """The records of a list; what is no record is left out."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list | tuple) else []


def table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def words(value: Any) -> list[str]:
    """The texts of a list that say something."""
    items: Iterable[Any] = value if isinstance(value, list | tuple) else []
    return [found for found in map(text, items) if found]


def number(value: Any) -> Decimal | None:
    """A number, or nothing where there is none; infinity is none."""
    if value is None or isinstance(value, bool):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def day(value: Any) -> date | None:
    """A day of the calendar, written as 2026-05-31."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
