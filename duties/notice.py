"""What the privacy notice says of each purpose, taken from the register."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cms.personal_fields import NOT_KEPT, Datum, Purpose, purposes, register


@dataclass
class Group:
    """Everything that is kept equally long."""

    retention: str
    needed: list[str] = field(default_factory=list)
    free: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """One purpose with what people type for it, and what is kept beside that."""

    purpose: Purpose
    asked: list[Group]
    kept: list[Group]


def sections() -> list[Section]:
    """One for each purpose that concerns visitors, in the order of their names."""
    data = register()
    return [section_of(purpose, data) for purpose in purposes() if purpose.for_visitors]


def section_of(purpose: Purpose, data: list[Datum]) -> Section:
    """What a form asks is not said again where it is stored; of what nobody keeps the purpose itself speaks."""
    concerned = [datum for datum in data if datum.purpose.slug == purpose.slug and datum.kept != NOT_KEPT]
    asked = [datum for datum in concerned if datum.is_asked]
    said = {datum.label for datum in asked}
    kept = [datum for datum in concerned if not datum.is_asked]
    return Section(purpose, grouped(asked), grouped(datum for datum in kept if datum.label not in said))


def grouped(data: Iterable[Datum]) -> list[Group]:
    """By the time they are kept; the same question in several forms is said once."""
    groups: dict[str, Group] = {}
    for datum in data:
        group = groups.setdefault(str(datum.retention), Group(str(datum.retention)))
        words = group.needed if datum.is_required else group.free
        if datum.label not in words:
            words.append(datum.label)
    return list(groups.values())
