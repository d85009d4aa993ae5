"""What an import did, kept for people: also when it failed and everything else was taken back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from service_catalogue.models import ImportRun

MOST_MESSAGES = 2000
COUNTED = ("created", "changed", "unchanged", "deleted", "skipped", "ignored", "pending")
# A run that has not moved for so long was killed.
SILENCE = timedelta(minutes=30)


class CannotImportError(Exception):
    """An import cannot start or go on, for a reason that a person can remedy."""


@contextmanager
def recorded(kind: str, source: Path | str, *, dry_run: bool = False) -> Iterator[ImportRun]:
    """Keeps a run whatever becomes of it. Must stand outside the transaction of the import itself."""
    close_killed_runs()
    name = source.name if isinstance(source, Path) else source
    run = ImportRun.objects.create(kind=kind, file_name=name[:255], is_dry_run=dry_run)
    try:
        yield run
    except BaseException as error:
        _fail(run, error)
        raise
    close(run)


def close(run: ImportRun) -> None:
    run.state = ImportRun.State.WARNINGS if run.remarks else ImportRun.State.DONE
    run.finished_at = timezone.now()
    run.save()


def _fail(run: ImportRun, error: BaseException) -> None:
    """What was written before the failure stays only if it was written as a whole."""
    if run.written_at is None:
        for name in COUNTED:
            setattr(run, name, 0)
        run.state = ImportRun.State.FAILED
        run.messages, run.remarks = [], 0
    remark(run, "file", reason_of(error), getattr(error, "line", 0))
    if run.written_at is not None:
        run.state = ImportRun.State.WARNINGS
    run.finished_at = timezone.now()
    run.save()


def reason_of(error: BaseException) -> str:
    return str(getattr(error, "reason", None) or error or _("The import was interrupted."))


def close_killed_runs() -> None:
    """Runs that were killed cannot say so themselves. What they had not yet written was taken back by the database."""
    silent = ImportRun.objects.filter(state=ImportRun.State.RUNNING, started_at__lt=timezone.now() - SILENCE)
    for run in silent:
        if run.written_at is None:
            _fail(run, CannotImportError(_("The import was interrupted.")))
        else:
            close(run)


def remark(run: ImportRun, code: str, text: str, line: int = 0, of: Any = "") -> None:
    run.remarks += 1
    if len(run.messages) < MOST_MESSAGES:
        run.messages.append({"code": code, "line": line, "text": str(text), "object": str(of)})


def summary(run: ImportRun) -> Iterable[str]:
    """A run in lines that a person can read."""
    mark = _("dry run, nothing was written") + ": " if run.is_dry_run else ""
    yield f"{run.file_name}: {mark}{run.counts}"
    if run.ignored:
        yield "  " + _("%(n)d removals of objects that were never here") % {"n": run.ignored}
    if run.pending:
        yield "  " + _("%(n)d responsibilities still wait for their counterpart") % {"n": run.pending}
    for item in run.messages:
        place = _("line %(line)d: ") % {"line": item["line"]} if item["line"] else ""
        yield f"  {place}{item['text']}"
    if run.remarks > len(run.messages):
        yield "  " + _("… and %(n)d more") % {"n": run.remarks - len(run.messages)}


def report(runs: Iterable[ImportRun], error: str = "") -> dict[str, Any]:
    """The runs of one command for machines."""
    listed = list(runs)
    return {
        **{name: sum(getattr(run, name) for run in listed) for name in COUNTED},
        "pending": listed[-1].pending if listed else 0,  # of all that is stored, after the last one
        "dry_run": any(run.is_dry_run for run in listed),
        "error": error,
        "warnings": [_warning(run, item) for run in listed for item in run.messages],
        "warnings_total": sum(run.remarks for run in listed),
        "files": [
            {"file": run.file_name, "state": run.state, **_counts(run), **getattr(run, "details", {})} for run in listed
        ],
    }


def _counts(run: ImportRun) -> dict[str, int]:
    return {name: getattr(run, name) for name in COUNTED}


def _warning(run: ImportRun, item: dict[str, Any]) -> dict[str, str]:
    place = f"{run.file_name}:{item['line']}" if item["line"] else run.file_name
    return {"code": item["code"], "place": place, "object": item["object"], "text": item["text"]}
