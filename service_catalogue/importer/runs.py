"""What an import did, kept for people: also when it failed and everything else was taken back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from service_catalogue.models import ImportRun

MOST_MESSAGES = 2000


class CannotImportError(Exception):
    """An import cannot start, for a reason that a person can remedy."""


@contextmanager
def recorded(kind: str, path: Path) -> Iterator[ImportRun]:
    """Keeps a run whatever becomes of it. Must stand outside the transaction of the import itself."""
    run = ImportRun.objects.create(kind=kind, file_name=path.name[:255])
    try:
        yield run
    except BaseException as error:
        _fail(run, error)
        raise
    run.state = ImportRun.State.WARNINGS if run.messages else ImportRun.State.DONE
    _close(run)


def _fail(run: ImportRun, error: BaseException) -> None:
    for name in ("created", "changed", "unchanged", "deleted", "skipped", "ignored", "pending"):
        setattr(run, name, 0)
    reason = getattr(error, "reason", None) or str(error) or _("The import was interrupted.")
    run.messages = []
    remark(run, "file", reason, getattr(error, "line", 0))
    run.state = ImportRun.State.FAILED
    _close(run)


def _close(run: ImportRun) -> None:
    run.finished_at = timezone.now()
    run.save()


def remark(run: ImportRun, code: str, text: str, line: int = 0, of: Any = "") -> None:
    if len(run.messages) < MOST_MESSAGES:
        run.messages.append({"code": code, "line": line, "text": str(text), "object": str(of)})


def report(run: ImportRun) -> Iterable[str]:
    """A run in lines that a person can read."""
    yield f"{run.file_name}: {run.counts}"
    if run.ignored:
        yield "  " + _("%(n)d removals of objects that were never here") % {"n": run.ignored}
    if run.pending:
        yield "  " + _("%(n)d responsibilities still wait for their counterpart") % {"n": run.pending}
    for item in run.messages:
        place = _("line %(line)d: ") % {"line": item["line"]} if item["line"] else ""
        yield f"  {place}{item['text']}"
