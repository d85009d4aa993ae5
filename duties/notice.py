"""What the privacy notice says of each purpose, taken from the register."""

from collections.abc import Iterable
from dataclasses import dataclass

from cms.personal_fields import Datum, Purpose, purposes, register


@dataclass(frozen=True)
class Line:
    """One thing that is asked or kept, as people read it."""

    label: str
    is_required: bool
    retention: str


@dataclass(frozen=True)
class Section:
    """One purpose with what people type for it, and what is kept beside that."""

    purpose: Purpose
    asked: list[Line]
    kept: list[Line]


def sections() -> list[Section]:
    """One for each purpose that concerns visitors, in the order of their names."""
    data = register()
    return [
        Section(purpose, lines(of(purpose, data, is_asked=True)), lines(of(purpose, data, is_asked=False)))
        for purpose in purposes()
        if purpose.for_visitors
    ]


def of(purpose: Purpose, data: list[Datum], *, is_asked: bool) -> list[Datum]:
    return [datum for datum in data if datum.purpose.slug == purpose.slug and datum.is_asked == is_asked]


def lines(data: Iterable[Datum]) -> list[Line]:
    """The same question in several forms is one line."""
    found = (Line(datum.label, datum.is_required, str(datum.retention)) for datum in data)
    return list(dict.fromkeys(found))
