"""What a source has removed. Words of the town are never lost by it."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.models import Department
from service_catalogue import sections
from service_catalogue.importer.runs import remark
from service_catalogue.importer.spool import Row
from service_catalogue.importer.writing.lookups import by_source
from service_catalogue.importer.writing.published import hold_back
from service_catalogue.importer.writing.responsibilities import forget
from service_catalogue.models import ImportRun, OnlineService, RawObject, ReferenceService, Responsibility
from service_catalogue.xzufi import objects

OWN_ROWS = ("fees", "deadlines", "processing_times")


def remove(run: ImportRun, rows: list[Row]) -> None:
    """Objects that are here; what was never here has been counted and needs nothing."""
    RawObject.objects.filter(pk__in=[row.stored for row in rows]).delete()
    for kind, removed in REMOVERS.items():
        of_kind = [row for row in rows if row.kind.partition("/")[0] == kind]
        if of_kind:
            removed(run, _without_other_views(of_kind))


def _without_other_views(rows: list[Row]) -> list[Row]:
    """Partial views that go take nothing with them as long as another view of the object is here."""
    layered = [row for row in rows if "/" in row.kind]
    others = RawObject.objects.filter(source_id__in=[row.source_id for row in layered]).values_list(
        "agency", "source_id"
    )
    present = set(others) if layered else set()
    return [row for row in rows if "/" not in row.kind or (row.agency, row.source_id) not in present]


def _sources(rows: list[Row]) -> list[tuple[str, str]]:
    return [(row.agency, row.source_id) for row in rows]


def _services(run: ImportRun, rows: list[Row]) -> None:
    """Their pages go offline, whatever stands on them; the town's own words stay there for an editor."""
    found = by_source(ReferenceService, "agency", _sources(rows))
    there = {source: reference for source, reference in found.items() if reference.gone_at is None}
    ReferenceService.objects.filter(pk__in=[item.pk for item in there.values()]).update(gone_at=timezone.now())
    pages = hold_back(list(there.values()))
    prefetch_related_objects(pages, *OWN_ROWS)
    lines = {source: row.line for source, row in zip(_sources(rows), rows, strict=True)}
    for page in pages:
        reference = page.reference
        if reference and sections.has_own_text(page):
            text = _("The source removed the service. The page “%(title)s” is offline now and keeps your own text.")
            source = reference.agency, reference.source_id
            remark(run, "kept", text % {"title": page.title}, lines.get(source, 0), objects.Identifier(*source))


def _units(run: ImportRun, rows: list[Row]) -> None:
    """The department itself stays: people, places and pages may belong to it."""
    found = by_source(Department, "source_agency", _sources(rows))
    for row in rows:
        department = found.get((row.agency, row.source_id))
        if department and _forget_held_by(row):
            text = _("The source removed “%(title)s”. It is in charge of nothing there any more; the record stays.")
            remark(run, "kept", text % {"title": department.name}, row.line, _name(row))


def _online_services(run: ImportRun, rows: list[Row]) -> None:
    found = by_source(OnlineService, "source_agency", _sources(rows))
    used = set(OnlineService.objects.filter(pk__in=[item.pk for item in found.values()]).exclude(service_pages=None))
    for row in rows:
        _forget_held_by(row)
        online = found.get((row.agency, row.source_id))
        if online in used:
            text = _("The source removed the online service “%(title)s”, but pages of yours point to it; it stays.")
            remark(run, "kept", text % {"title": online.name}, row.line, _name(row))
    gone = [item.pk for item in found.values() if item not in used]
    OnlineService.objects.filter(pk__in=gone).delete()


def _forget_held_by(row: Row) -> int:
    rows = Responsibility.objects.filter(holder_agency=row.agency, holder_source_id=row.source_id)
    held = rows.values_list("scheme", "source_id")
    raw_ids = [f"{scheme}/{source_id}" if scheme else source_id for scheme, source_id in held]
    RawObject.objects.filter(agency=row.agency, kind=objects.Responsibility.kind, source_id__in=raw_ids).delete()
    return forget(rows)


def _responsibilities(run: ImportRun, rows: list[Row]) -> None:
    conditions = []
    for row in rows:
        scheme, _slash, source_id = row.source_id.rpartition("/")
        whole = Q(scheme="", source_id=row.source_id)
        conditions.append(Q(agency=row.agency) & (whole | Q(scheme=scheme, source_id=source_id) if scheme else whole))
    forget(Responsibility.objects.filter(reduce(or_, conditions)))


def _name(row: Row) -> objects.Identifier:
    return objects.Identifier(row.agency, row.source_id)


Remover = Callable[[ImportRun, list[Row]], None]
REMOVERS: dict[str, Remover] = {
    objects.Service.kind: _services,
    objects.Unit.kind: _units,
    objects.OnlineService.kind: _online_services,
    objects.Responsibility.kind: _responsibilities,
}
