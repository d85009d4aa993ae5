"""Compares what is public with the stored documents, and these with what the cluster has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from search import outbox
from search.documents import CHUNK, findable_items, read
from search.engines import Health, cluster_engine, database_engine, guarded_engine
from search.engines.bindings import ClusterError
from search.engines.cluster import stamp_of
from search.models import IndexedDocument

LATE_AFTER_SECONDS = 60


@dataclass(frozen=True)
class Difference:
    """The keys in which an index differs from what it should hold."""

    missing: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)

    @property
    def is_none(self) -> bool:
        return not (self.missing or self.surplus or self.stale)


@dataclass(frozen=True)
class ClusterStatus:
    """How the cluster is doing, what it has, and what it has not been told yet."""

    health: Health
    difference: Difference
    waiting: int
    oldest: datetime | None
    given_up: dict[str, str]

    @property
    def is_well(self) -> bool:
        return self.health.is_well and self.difference.is_none and not self.given_up


@dataclass(frozen=True)
class Status:
    """What the index has and what it should have."""

    health: Health
    public: int
    difference: Difference
    cluster: ClusterStatus | None = None

    @property
    def is_well_itself(self) -> bool:
        """The site's own index, whatever the cluster has."""
        return self.health.is_well and self.difference.is_none

    @property
    def is_well(self) -> bool:
        return self.is_well_itself and (self.cluster is None or self.cluster.is_well)


def status() -> Status:
    public = {}
    for item in findable_items():
        document, _texts = read(item)
        public[document.key] = (document.fingerprint, document.url)
    rows = IndexedDocument.objects.values_list("key", "fingerprint", "url").iterator(CHUNK)
    stored = {key: (fingerprint, url) for key, fingerprint, url in rows}
    return Status(database_engine().health(), len(public), compare(public, stored), cluster_status())


def compare(wanted: Mapping[str, object], found: Mapping[str, object]) -> Difference:
    return Difference(
        missing=sorted(wanted.keys() - found.keys()),
        surplus=sorted(found.keys() - wanted.keys()),
        stale=sorted(key for key in wanted.keys() & found.keys() if wanted[key] != found[key]),
    )


def cluster_status() -> ClusterStatus | None:
    cluster = cluster_engine()
    if cluster is None:
        return None
    backlog = outbox.backlog()
    health, difference = cluster.health(), Difference()
    try:
        if health.is_well:
            mirrored = dict(cluster.stamps())
            stored = {document.key: stamp_of(document) for document in IndexedDocument.objects.iterator(CHUNK)}
            difference = compare(stored, mirrored)
    except ClusterError as error:
        health = Health(health.engine, health.documents, [str(error)])
    return ClusterStatus(health, difference, backlog.waiting, backlog.oldest, backlog.given_up)


def cluster_problems() -> list[str]:
    """What whoever watches over the site should know of the cluster; asks the cluster itself nothing."""
    guard = guarded_engine()
    if guard is None:
        return []
    backlog = outbox.backlog()
    problems = ["cluster unreachable"] if guard.breaker.is_open else []
    if backlog.oldest and (timezone.now() - backlog.oldest).total_seconds() > LATE_AFTER_SECONDS:
        oldest = timezone.localtime(backlog.oldest).isoformat(timespec="seconds")
        problems += [f"backlog {backlog.waiting}", f"oldest change since {oldest}"]
    if backlog.given_up:
        problems.append(f"refused documents {len(backlog.given_up)}")
    return problems
