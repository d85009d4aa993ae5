"""The order in which a delivery is written, inside one transaction."""

from collections.abc import Callable

from django.db import reset_queries, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from service_catalogue.importer.preparing import Prepared
from service_catalogue.importer.runs import CannotImportError
from service_catalogue.importer.spool import Fate, Row, Spool
from service_catalogue.importer.writing.directory import tie_departments, write_departments, write_online_services
from service_catalogue.importer.writing.lookups import Lookups
from service_catalogue.importer.writing.originals import write_originals
from service_catalogue.importer.writing.removals import remove
from service_catalogue.importer.writing.responsibilities import (
    resolve,
    write_inside_services,
    write_inside_units,
    write_responsibilities,
)
from service_catalogue.importer.writing.services import Services
from service_catalogue.models import ImportRun
from service_catalogue.xzufi.objects import OnlineService, Responsibility, Service, Specialisation, Unit

WRITTEN = (Fate.CREATED, Fate.CHANGED, Fate.REWORDED)
Count = Callable[[int], None]
"""Is told how many objects more are done."""


def write(run: ImportRun, spool: Spool, *, draft: bool, count: Count) -> None:
    """Everything becomes visible at once, when the transaction ends, or nothing does."""
    with transaction.atomic():
        _wait_for_others(run)
        for rows in spool.rows(Fate.DELETED):
            remove(run, rows)
            count(len(rows))
        _Writer(run, spool, count).write(draft=draft)
        run.pending = resolve()
        run.written_at = timezone.now()
        run.save()


def _wait_for_others(run: ImportRun) -> None:
    """One run writes at a time. What another one has written since this one began to read, this one does not know."""
    ImportRun.objects.select_for_update().order_by("pk").first()
    if ImportRun.objects.filter(written_at__gt=run.started_at).exclude(kind="leika").exists():
        raise CannotImportError(_("Another import was written meanwhile. Nothing was changed; please start again."))


class _Writer:
    """Walks through the spool kind by kind, some hundred objects at a time."""

    def __init__(self, run: ImportRun, spool: Spool, count: Count) -> None:
        self.run = run
        self.spool = spool
        self.count = count
        self.lookups = Lookups()
        self.only_service = spool.only(Service.kind)

    def write(self, *, draft: bool) -> None:
        """First what others point to. Departments are tied to each other when all are there."""
        services = Services(self.run, self.lookups, draft=draft)
        self._each(Unit.kind, self._units)
        self._each(OnlineService.kind, write_online_services)
        self._each(Service.kind, lambda items: self._services(services, items))
        self._each(Responsibility.kind, lambda items: write_responsibilities(items, self.only_service))
        self._each(Specialisation.kind, lambda items: None)
        for rows in self.spool.rows(Fate.CREATED, Fate.CHANGED, kind=Unit.kind, layers=True):
            tie_departments([row.item for row in rows])

    def _each(self, kind: str, write_items: Callable[[list[Prepared]], None]) -> None:
        for rows in self.spool.rows(*WRITTEN, kind=kind, layers=True):
            meant = [row.item for row in rows if row.fate != Fate.REWORDED]
            if meant:
                self.lookups.learn(meant)
                write_items(meant)
            write_originals(rows)
            self._done(rows)

    def _done(self, rows: list[Row]) -> None:
        reset_queries()  # with DEBUG on, Django would keep every statement
        self.count(len(rows))

    def _units(self, items: list[Prepared]) -> None:
        write_departments(items)
        write_inside_units(items, self.only_service)

    def _services(self, services: Services, items: list[Prepared]) -> None:
        services.write(items)
        write_inside_services(items)
