"""Tells the cluster what has changed in the site's database: later, in order, and until it has taken it.

Whoever writes a document leaves a note in the same transaction; a job sends what the notes are about. What is sent is
read from the database at that moment, so it never matters how often or in which order something is sent.
"""

import logging
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, F, Min, Q

from search.engines import cluster_engine
from search.engines.bindings import ClusterBusy, ClusterError, ClusterRefused
from search.engines.cluster import BUILT_VERSION, Change, ClusterEngine
from search.models import IndexedDocument, PendingChange

logger = logging.getLogger(__name__)

SENT_AT_ONCE = 200
# So often a document is sent that the cluster refuses as it is; then it waits until somebody looks, or for its next change.
MOST_TRIES = 5
LONGEST_PROBLEM = 500
# A request that cannot be read or is too large: one of its documents is to blame.
UNFIT = {400, 413}
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 5.0, 60.0
GIVEN_UP = Q(tries__gte=MOST_TRIES)


def note(keys: Iterable[str]) -> None:
    """Note that these documents were written or removed. Call it after that, in the same transaction."""
    if settings.SEARCH_URL:
        PendingChange.objects.bulk_create((PendingChange(key=key) for key in dict.fromkeys(keys)), batch_size=500)


class Pause:
    """How long this process leaves a cluster alone that did not take what it was sent."""

    def __init__(self) -> None:
        self.seconds = self.until = 0.0

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.until

    def begin(self) -> None:
        self.seconds = min(max(self.seconds * 2, FIRST_PAUSE_SECONDS), LONGEST_PAUSE_SECONDS)
        self.until = time.monotonic() + self.seconds

    def end(self) -> None:
        self.seconds = self.until = 0.0


pause = Pause()


def drain(limit_seconds: float = 10.0) -> int:
    """Send what the cluster has not been told yet, the oldest first; tell how many documents it has taken.

    A cluster that does not answer is no error here: the notes stay, and are sent after a growing pause.
    """
    cluster = cluster_engine()
    if cluster is None or not pause.is_over:
        return 0
    until = time.monotonic() + limit_seconds
    taken = 0
    try:
        for keys in waiting_keys():
            taken += send(cluster, keys)
            if time.monotonic() > until:
                break
    except ClusterError as error:
        if not pause.seconds:
            logger.warning("The search cluster takes no changes, they wait in the database: %s", error)
        pause.begin()
    else:
        pause.end()
    return taken


def waiting_keys() -> Iterator[list[str]]:
    """The documents that wait, in the order of their first change, some at a time, each once."""
    waiting = PendingChange.objects.exclude(GIVEN_UP).values("key").annotate(first=Min("pk")).order_by("first")
    last = 0
    while found := list(waiting.filter(first__gt=last)[:SENT_AT_ONCE]):
        last = found[-1]["first"]
        yield [row["key"] for row in found]


def send(cluster: ClusterEngine, keys: list[str]) -> int:
    """Send these documents as they are now and forget the notes that this has settled."""
    notes = list(PendingChange.objects.filter(key__in=keys).order_by("pk").values_list("pk", "key"))
    newest = {key: pk for pk, key in notes}
    # Read after the notes, so that what is sent is at least as new as its version.
    stored = IndexedDocument.objects.in_bulk(list(newest), field_name="key")
    left = apply(cluster, [Change(key, BUILT_VERSION + pk, stored.get(key)) for key, pk in newest.items()])
    settle(notes, left)
    refused = {key: reason for key, reason in left.items() if reason}
    refuse(notes, refused)
    if len(refused) < len(left):
        raise ClusterBusy(f"{len(left) - len(refused)} documents were not taken.")
    return len(newest) - len(left)


def apply(cluster: ClusterEngine, changes: list[Change]) -> dict[str, str]:
    """Returns the documents that were not taken, with the reason where they never will be as they are."""
    try:
        cluster.apply(changes)
    except ClusterBusy as error:
        # Without keys nothing has been taken.
        return {key: error.refused.get(key, "") for key in error.keys or [change.key for change in changes]}
    except ClusterRefused as error:
        if error.status not in UNFIT:
            raise
        if len(changes) == 1:
            return {changes[0].key: str(error)}
        half = len(changes) // 2
        return apply(cluster, changes[:half]) | apply(cluster, changes[half:])
    return {}


def settle(notes: list[tuple[int, str]], left: Collection[str]) -> None:
    """Delete exactly the notes that were read; what has been noted meanwhile stays."""
    done = [pk for pk, key in notes if key not in left]
    for start in range(0, len(done), 500):
        PendingChange.objects.filter(pk__in=done[start : start + 500]).delete()


def refuse(notes: list[tuple[int, str]], refused: dict[str, str]) -> None:
    """Count a try of each refused document, so that it holds up nothing for ever."""
    for key, reason in refused.items():
        logger.error("The search cluster refuses the document %s: %s", key, reason)
        these = PendingChange.objects.filter(pk__in=[pk for pk, noted in notes if noted == key])
        these.update(tries=F("tries") + 1, problem=reason[:LONGEST_PROBLEM])


def try_again() -> int:
    """Give documents that were refused all their tries again; tell how many notes there were."""
    return PendingChange.objects.filter(tries__gt=0).update(tries=0, problem="")


@dataclass(frozen=True)
class Backlog:
    """What the cluster has not been told yet."""

    waiting: int
    oldest: datetime | None
    given_up: dict[str, str]
    """Documents that it refuses, with its reasons."""


def backlog() -> Backlog:
    found = PendingChange.objects.exclude(GIVEN_UP).aggregate(
        waiting=Count("key", distinct=True), oldest=Min("queued_at")
    )
    given_up = PendingChange.objects.filter(GIVEN_UP).order_by("pk").values_list("key", "problem")
    return Backlog(found["waiting"], found["oldest"], dict(given_up))
