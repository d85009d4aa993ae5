"""An XZuFi delivery into the catalogue."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from cms.signals import content_changed
from directory.models import Department
from service_catalogue.importer.deletions import delete
from service_catalogue.importer.records import Writer
from service_catalogue.importer.resolving import resolve
from service_catalogue.importer.runs import recorded, remark
from service_catalogue.importer.staging import Staged, stage
from service_catalogue.models import ImportRun, ServicePage
from service_catalogue.xzufi.objects import Deletion
from service_catalogue.xzufi.reader import MAX_BYTES


def import_xzufi(path: Path, *, draft: bool = False) -> ImportRun:
    """Writes what is new in a delivery: all of it or, when anything fails, nothing.

    New services become live pages below the service overview; with `draft` they wait for an editor.
    """
    with recorded("xzufi", path) as run:
        staged = stage(path, getattr(settings, "XZUFI_MAX_BYTES", MAX_BYTES))
        run.unchanged, run.skipped = staged.unchanged, len(staged.skipped)
        for skipped in staged.skipped:
            remark(run, "skipped", skipped.reason, skipped.line, skipped.object)
        for found in staged.remarks:
            remark(run, found.code, found.text, found.line, found.object)
        if staged.changes:
            with transaction.atomic():
                _write(run, staged, draft=draft)
    return run


def _write(run: ImportRun, staged: Staged, *, draft: bool) -> None:
    writer = Writer(run, staged, draft=draft)
    for item in staged.changes:
        if isinstance(item, Deletion):
            delete(writer, item)
        else:
            writer.write(item)
    gained, run.pending = resolve()
    writer.touched_references |= gained
    _tell(writer)


def _tell(writer: Writer) -> None:
    """Residents see the new texts at once; whoever keeps copies of them, such as the search, must know."""
    pages = ServicePage.objects.filter(reference__in=writer.touched_references)
    content_changed.send(sender=ServicePage, instances=list(pages))
    content_changed.send(sender=Department, instances=list(writer.touched_departments.values()))
