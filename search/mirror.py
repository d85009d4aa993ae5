"""Lets the cluster build its index anew from the stored documents, while it is searched and changed."""

from collections.abc import Iterator

from search import outbox
from search.documents import CHUNK
from search.engines import cluster_engine
from search.models import IndexedDocument

# Between two chunks changes are sent for so long at most, or a build would never end on a busy site.
DRAINED_BETWEEN_SECONDS = 2.0
DRAINED_AT_THE_END_SECONDS = 60.0


def rebuild() -> int | None:
    """Tell how many documents the new index has got; None without a cluster. Raises ClusterError.

    Also documents that the cluster has refused are sent again.
    """
    cluster = cluster_engine()
    if cluster is None:
        return None
    outbox.try_again()
    count = cluster.build(stored_documents(), send_what_waits)
    # It has just answered for all the time of a build.
    outbox.pause.end()
    outbox.drain(DRAINED_AT_THE_END_SECONDS)
    return count


def send_what_waits() -> None:
    """What changes meanwhile goes to both indexes."""
    outbox.drain(DRAINED_BETWEEN_SECONDS)


def stored_documents() -> Iterator[list[IndexedDocument]]:
    """All stored documents, some at a time, each as it is at that moment."""
    last = 0
    while found := list(IndexedDocument.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = found[-1].pk
        yield found
