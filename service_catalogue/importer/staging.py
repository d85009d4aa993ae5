"""Reads a delivery to its end and finds out what is new in it, before anything is written.

So a broken file changes nothing, an unchanged one costs no writing, and the writing transaction is short.
"""

from dataclasses import dataclass, field
from pathlib import Path

from service_catalogue.models import RawObject
from service_catalogue.xzufi import read
from service_catalogue.xzufi.objects import (
    Deletion,
    Delivered,
    Described,
    Identifier,
    OnlineService,
    Remark,
    Responsibility,
    Service,
    Skipped,
    Specialisation,
    Unit,
)

KINDS: dict[type[Described], str] = {
    Service: "service",
    Unit: "unit",
    OnlineService: "online_service",
    Responsibility: "responsibility",
    Specialisation: "specialisation",
}

RESPONSIBILITY_SCHEMES = ("ZustaendigkeitOrganisationseinheit", "ZustaendigkeitOnlinedienst")

Key = tuple[str, str, str]


@dataclass
class Staged:
    """What a delivery changes, in the order of the file."""

    changes: list[Described | Deletion] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    services: set[Identifier] = field(default_factory=set)
    unchanged: int = 0

    @property
    def only_service(self) -> Identifier | None:
        """In a delivery with exactly one service, a responsibility that names none means this one (2.1)."""
        return next(iter(self.services)) if len(self.services) == 1 else None


def key_of(item: Described) -> Key:
    """Agency, kind and id. Responsibilities of offices and of online services count separately."""
    scheme = f"{item.id.scheme}/" if isinstance(item, Responsibility) and item.id.scheme else ""
    return item.id.agency, KINDS[type(item)], scheme + item.id.value


def keys_of_deletion(item: Deletion) -> list[Key]:
    """All the objects that a deletion may mean: it need not name the kind, nor the scheme of a responsibility."""
    found = []
    for kind in [item.kind] if item.kind else KINDS.values():
        schemes = [item.id.scheme] if item.id.scheme else ["", *RESPONSIBILITY_SCHEMES]
        for scheme in schemes if kind == "responsibility" else [""]:
            found.append((item.id.agency, kind, f"{scheme}/{item.id.value}" if scheme else item.id.value))
    return found


def stage(path: Path, max_bytes: int) -> Staged:
    rows = RawObject.objects.values_list("agency", "kind", "source_id", "fingerprint")
    known: dict[Key, int] = {(agency, kind, source_id): found for agency, kind, source_id, found in rows.iterator()}
    staged = Staged()
    for item in read(path, max_bytes):
        _stage(staged, known, item)
    return staged


def _stage(staged: Staged, known: dict[Key, int], item: Delivered) -> None:
    if isinstance(item, Skipped):
        staged.skipped.append(item)
    elif isinstance(item, Deletion):
        # The same object may come again further below: then it is new.
        for key in keys_of_deletion(item):
            known.pop(key, None)
        staged.changes.append(item)
    else:
        staged.remarks += item.remarks
        if isinstance(item, Service):
            staged.services.add(item.id)
        if known.get(key_of(item)) == fingerprint(item.content_hash):
            staged.unchanged += 1
        else:
            known[key_of(item)] = fingerprint(item.content_hash)
            staged.changes.append(item)


def fingerprint(content_hash: str) -> int:
    return int(content_hash[:15] or "0", 16)
