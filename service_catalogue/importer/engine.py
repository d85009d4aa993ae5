"""An import from beginning to end: read, compare, write, tell."""

from collections.abc import Callable

from service_catalogue.importer.comparing import compare, refuse_many_deletions
from service_catalogue.importer.portions import garbage_in_portions
from service_catalogue.importer.reading import Read, read_all
from service_catalogue.importer.runs import close_killed_runs, recorded
from service_catalogue.importer.spool import Fate, Spool
from service_catalogue.importer.telling import tell, tell_all
from service_catalogue.importer.writing import write
from service_catalogue.models import ImportRun

Progress = Callable[[str, int, int], None]
"""Step (read, write, tell), how much of it is done, and how much it is."""


def run(
    kind: str,
    read: Read,
    *,
    file_name: str,
    draft: bool = False,
    dry_run: bool = False,
    complete: bool = False,
    confirm_deletions: bool = False,
    progress: Progress | None = None,
) -> ImportRun:
    """Writes what is new in a delivery: all of it or, when anything fails, nothing.

    New services become live pages below the service overview; with `draft` they wait for an editor. A full list
    (`complete`) also removes what it lacks. A dry run counts and writes nothing but itself.
    Raises DeliveryError for a delivery that cannot be read, and CannotImportError for what a person can remedy.
    """
    show = progress or (lambda step, done, total: None)
    with recorded(kind, file_name, dry_run=dry_run) as this_run:
        with Spool() as spool, garbage_in_portions() as collect:
            read_all(this_run, spool, read, collect)
            compare(this_run, spool, complete=complete)
            if not confirm_deletions:
                refuse_many_deletions(this_run, spool)
            if not dry_run and _has_changes(spool):
                _write(this_run, spool, draft=draft, show=show, collect=collect)
        if not dry_run:
            tell_all(lambda done, total: show("tell", done, total))
    return this_run


def finish_interrupted() -> None:
    """What runs that were killed left behind: their record, and changes of which search and lists do not know."""
    close_killed_runs()
    tell("-pk")


def _has_changes(spool: Spool) -> bool:
    counts = spool.counts()
    return any(counts.get(fate) for fate in (Fate.CREATED, Fate.CHANGED, Fate.REWORDED, Fate.DELETED))


def _write(this_run: ImportRun, spool: Spool, *, draft: bool, show: Progress, collect: Callable[[], None]) -> None:
    counts = spool.counts()
    total = sum(counts.get(fate, 0) for fate in (Fate.CREATED, Fate.CHANGED, Fate.REWORDED, Fate.DELETED))
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        show("write", done, total)
        collect()

    write(this_run, spool, draft=draft, count=count)
