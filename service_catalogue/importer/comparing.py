"""What a delivery changes as a whole, before anything is locked or written: what goes, how much, and whether it may.

What a dry run says is counted here, and so is what a real run says.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Count
from django.utils.translation import gettext as _

from service_catalogue.importer.reading import stored_meanings
from service_catalogue.importer.runs import CannotImportError, remark
from service_catalogue.importer.spool import Fate, Row, Spool
from service_catalogue.models import ImportRun, RawObject

CHUNK = 2000
MOST_DELETIONS = 0.2  # of a source's objects of a kind; more is rather a broken delivery than a changed catalogue
Shelf = tuple[str, str]  # agency and kind


def compare(run: ImportRun, spool: Spool, *, complete: bool) -> None:
    """Settles what goes, and counts everything."""
    if complete:
        _remove_what_is_missing(run, spool)
    for rows in spool.rows(Fate.REMOVED):
        spool.settle(_removed(rows))
    counts = spool.counts()
    run.created, run.changed = counts.get(Fate.CREATED, 0), counts.get(Fate.CHANGED, 0)
    run.unchanged = counts.get(Fate.UNCHANGED, 0) + counts.get(Fate.REWORDED, 0)
    run.deleted = counts.get(Fate.DELETED, 0)
    run.ignored = spool.count_absent()


def _removed(rows: list[Row]) -> Iterator[tuple[Fate, int | None, int]]:
    stored = stored_meanings([row.identity for row in rows])
    for row in rows:
        pk, _meaning = stored.get(row.identity, (None, 0))
        yield Fate.ABSENT if pk is None else Fate.DELETED, pk, row.position


def _remove_what_is_missing(run: ImportRun, spool: Spool) -> None:
    """A full list lacks what is gone. Only where it brings anything of an agency and kind does its silence mean something."""
    skipped = set(spool.skipped())
    if "" in skipped:
        text = _("Nothing was removed for being absent: an object without an id was left out, it could be any.")
        remark(run, "complete", text)
        return
    for agency, kind in spool.kinds():
        stored = RawObject.objects.filter(agency=agency, kind=kind).order_by("pk")
        rows = stored.values_list("identity", "source_id").iterator(chunk_size=CHUNK)
        for chunk in chunks(rows, CHUNK):
            present = spool.which([identity for identity, _source_id in chunk])
            for identity, source_id in chunk:
                if identity not in present and source_id.rpartition("/")[2] not in skipped:
                    spool.add(Fate.REMOVED, identity, (agency, kind, source_id), 0)
    spool.flush()


def chunks(items: Iterable, size: int) -> Iterator[list]:
    chunk = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def refuse_many_deletions(run: ImportRun, spool: Spool) -> None:
    """Raises CannotImportError when more would vanish than ever does by design."""
    told = _too_many(spool)
    if told and run.is_dry_run:
        remark(run, "deletions", told)
    elif told:
        raise CannotImportError(told)


def _too_many(spool: Spool) -> str:
    stored = RawObject.objects.values_list("agency", "kind").order_by().annotate(n=Count("pk"))
    counts: dict[Shelf, int] = {(agency, kind): n for agency, kind, n in stored}
    for agency, kind, going in spool.deleted():
        there = counts.get((agency, kind), 0)
        if going > there * MOST_DELETIONS:
            text = _(
                "The delivery would remove %(going)d of %(there)d objects of the kind “%(kind)s” of the source “%(agency)s”. "
                "That is more than a fifth, so nothing was changed. If it is meant so, import with --confirm-deletions."
            )
            return text % {"going": going, "there": there, "kind": kind, "agency": agency}
    return ""
