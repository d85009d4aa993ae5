"""What the search does again and again."""

from datetime import time, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jobs.models import Schedule
from jobs.retention import forgets
from jobs.schedule import job
from search import documents, mirror, outbox, protocol
from search.sweep import sweep

SWEEP_JOB = "search.sweep"
SWEPT_EVERY = timedelta(minutes=10)
# Content goes live on time because nothing else keeps the worker for longer.
DRAINED_SECONDS = 10.0


@job(name="search.rebuild", title=_("Rebuild the search index"), at=time(2, 40))
def rebuild_index() -> None:
    """Every night, so that words which titles have learned meanwhile take older compounds apart as well."""
    documents.rebuild()


@job(name=SWEEP_JOB, title=_("Repair the search index"), every=SWEPT_EVERY)
def sweep_index() -> None:
    """Finds what was changed while its document was not, because somebody was killed in between."""
    last = Schedule.objects.filter(name=SWEEP_JOB).values_list("last_succeeded_at", flat=True).first()
    # Sweeps overlap: clocks of several machines differ, and a sweep itself takes a while.
    sweep(last - SWEPT_EVERY if last else None)


@forgets(
    "search.queries",
    _("Words that were searched for"),
    _("twelve months; what fewer than three searches asked for is never readable and goes after 30 days"),
    by="search.protocol",
)
def old_queries() -> int:
    return sum(rows.count() for rows in protocol.old())


@job(name="search.protocol", title=_("Count what was chosen in the search, forget what is old"), at=time(2, 25))
def count_and_forget() -> None:
    """What many choose counts a little more from tomorrow on."""
    protocol.count_views()
    protocol.forget()


def drain_outbox() -> None:
    """The cluster learns of a change within some seconds."""
    outbox.drain(DRAINED_SECONDS)


def rebuild_cluster() -> None:
    """Every night after the documents: what a restored backup or a restored cluster has mixed up is right again."""
    mirror.rebuild()


# A site without a cluster has nothing to do every few seconds.
if settings.SEARCH_URL:
    job(name="search.drain", title=_("Tell the search cluster what has changed"), every=timedelta(seconds=5))(
        drain_outbox
    )
    job(name="search.rebuild_cluster", title=_("Rebuild the index of the search cluster"), at=time(3))(rebuild_cluster)
