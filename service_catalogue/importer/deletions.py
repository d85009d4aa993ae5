"""What a source has removed. Words of the town are never lost by it."""

from django.utils.translation import gettext as _

from directory.models import Department
from service_catalogue.importer import pages
from service_catalogue.importer.records import Writer
from service_catalogue.importer.staging import keys_of_deletion
from service_catalogue.models import OnlineService, RawObject, ReferenceService, Responsibility
from service_catalogue.xzufi.objects import Deletion, Identifier


def delete(writer: Writer, item: Deletion) -> None:
    """Removes what the deletion means; removals of things that were never here are normal and only counted."""
    found = False
    for agency, kind, source_id in keys_of_deletion(item):
        raw = RawObject.objects.filter(agency=agency, kind=kind, source_id=source_id)
        remove = {
            "service": _delete_service,
            "unit": _delete_unit,
            "online_service": _delete_online_service,
            "responsibility": _delete_responsibility,
        }.get(kind)
        removed = remove(writer, item) if remove else False
        found = bool(raw.delete()[0]) or removed or found
    writer.run.deleted += found
    writer.run.ignored += not found


def _delete_service(writer: Writer, item: Deletion) -> bool:
    source = {"agency": item.id.agency, "source_id": item.id.value}
    reference = ReferenceService.objects.filter(**source, gone_at=None).first()
    if reference is None:
        return False
    for page in pages.take_offline(reference):
        text = _("The source removed the service, but the page “%(title)s” holds text of your own and stays.")
        writer.remark("kept", text % {"title": page.title}, item)
    writer.touched_references.add(reference.pk)
    return True


def _delete_unit(writer: Writer, item: Deletion) -> bool:
    """The department itself stays: people, places and pages may belong to it."""
    department = Department.objects.filter(source_agency=item.id.agency, source_id=item.id.value).first()
    if department is None:
        return False
    removed = _delete_held_by(writer, item.id)
    if removed:
        text = _("The source removed “%(title)s”. It is in charge of nothing there any more; the record stays.")
        writer.remark("kept", text % {"title": department.name}, item)
    return removed


def _delete_online_service(writer: Writer, item: Deletion) -> bool:
    record = OnlineService.objects.filter(source_agency=item.id.agency, source_id=item.id.value).first()
    if record is None:
        return False
    _delete_held_by(writer, item.id)
    if record.service_pages.exists():
        text = _("The source removed the online service “%(title)s”, but pages of yours point to it; it stays.")
        writer.remark("kept", text % {"title": record.name}, item)
    else:
        record.delete()
    return True


def _delete_held_by(writer: Writer, holder: Identifier) -> bool:
    rows = Responsibility.objects.filter(holder_agency=holder.agency, holder_source_id=holder.value)
    writer.touch(rows)
    raw_ids = [f"{row.scheme}/{row.source_id}" if row.scheme else row.source_id for row in rows]
    RawObject.objects.filter(agency=holder.agency, kind="responsibility", source_id__in=raw_ids).delete()
    return bool(rows.delete()[0])


def _delete_responsibility(writer: Writer, item: Deletion) -> bool:
    rows = Responsibility.objects.filter(agency=item.id.agency, source_id=item.id.value)
    if item.id.scheme:
        rows = rows.filter(scheme=item.id.scheme)
    writer.touch(rows)
    return bool(rows.delete()[0])
