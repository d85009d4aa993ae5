"""Compares the index with what is public."""

from dataclasses import dataclass

from search.documents import findable_items, key_of
from search.engines import Health, engine
from search.models import IndexedDocument


@dataclass(frozen=True)
class Status:
    """What the index has and what it should have."""

    health: Health
    public: int
    missing: list[str]
    surplus: list[str]

    @property
    def is_well(self) -> bool:
        return self.health.is_well and not self.missing and not self.surplus


def status() -> Status:
    public = {key_of(item) for item in findable_items()}
    stored = set(IndexedDocument.objects.values_list("key", flat=True))
    return Status(engine().health(), len(public), sorted(public - stored), sorted(stored - public))
