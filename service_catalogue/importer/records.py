"""Delivered objects written into our tables, one after the other, inside the transaction of a run."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from directory.models import Department
from service_catalogue import slugs
from service_catalogue.importer import mapping, pages
from service_catalogue.importer.merging import fitting, merge
from service_catalogue.importer.runs import remark
from service_catalogue.importer.staging import Staged, fingerprint, key_of
from service_catalogue.models import (
    Area,
    ImportRun,
    LeikaKey,
    OnlineService,
    RawObject,
    ReferenceService,
    Responsibility,
    ServiceIndexPage,
    Topic,
)
from service_catalogue.xzufi import objects
from service_catalogue.xzufi.units import INLINE_SCHEME

PORTAL_TOPICS = "pvlagen"


class Writer:
    """Writes one delivery and remembers which references and departments it touched."""

    def __init__(self, run: ImportRun, staged: Staged, *, draft: bool) -> None:
        self.run = run
        self.staged = staged
        self.index: ServiceIndexPage | None = None
        self.draft = draft
        self.touched_references: set[int] = set()
        self.touched_departments: dict[int, Department] = {}

    def write(self, item: objects.Described) -> None:
        agency, kind, source_id = key_of(item)
        raw = {"text": item.raw, "fingerprint": fingerprint(item.content_hash)}
        created = RawObject.objects.update_or_create(agency=agency, kind=kind, source_id=source_id, defaults=raw)[1]
        self.run.created += created
        self.run.changed += not created
        if isinstance(item, objects.Service):
            self.write_service(item)
        elif isinstance(item, objects.Unit):
            self.write_unit(item)
        elif isinstance(item, objects.OnlineService):
            self.write_online_service(item)
        elif isinstance(item, objects.Responsibility):
            self.write_responsibility(item)

    def write_service(self, service: objects.Service) -> None:
        reference, is_new = ReferenceService.objects.get_or_create(agency=service.id.agency, source_id=service.id.value)
        for name, value in mapping.reference_values(service).items():
            setattr(reference, name, value)
        last_title = reference.given_title
        reference.given_title, has_title = pages.title_for(service)
        reference.save()
        reference.leika_keys.set([LeikaKey.objects.get_or_create(key=key)[0] for key in service.keys])
        reference.areas.set(self._areas(service))
        reference.topics.set(self._topics(service))
        self.touched_references.add(reference.pk)
        if is_new:
            self._create_page(service, reference, has_title)
            return
        for page in reference.pages.all():
            pages.rename_page(page, last_title, reference.given_title)
        if reference.gone_at:
            pages.bring_back(reference)

    def _create_page(self, service: objects.Service, reference: ReferenceService, has_title: bool) -> None:
        if self.index is None:
            self.index = pages.find_index()
        draft = self.draft or not has_title
        page = pages.create_page(self.index, reference, reference.given_title, draft=draft)
        if not has_title:
            text = _("The service has no title. It stands as a draft under “%(title)s”.")
            self.remark("title", text % {"title": page.title}, service)
        for twin in pages.pages_with_keys(service.keys).exclude(pk=page.pk)[:1]:
            text = _("The town already has “%(title)s” with the same key. Keep one of the two pages.")
            self.remark("twin", text % {"title": twin.title}, service)

    def _areas(self, service: objects.Service) -> list[Area]:
        found = []
        for ars in service.areas:
            if len(ars) == 12 and ars.isascii() and ars.isdigit():
                found.append(Area.objects.get_or_create(ars=ars)[0])
            else:
                self.remark("area", _("“%(ars)s” is no regional key.") % {"ars": ars[:40]}, service)
        return found

    def _topics(self, service: objects.Service) -> list[Topic]:
        """The life situation with this code, else the one above it, else a new one with the name in the delivery."""
        found: dict[int, Topic] = {}
        for category in service.categories:
            if PORTAL_TOPICS in category.scheme and category.code:
                topic = self._topic(category)
                if topic:
                    found[topic.pk] = topic
        return list(found.values())

    def _topic(self, category: objects.Category) -> Topic | None:
        codes = [category.code, category.parent or category.code[:3] + "0000"]
        known = {topic.code: topic for topic in Topic.objects.filter(code__in=codes)}
        for code in codes:
            if code in known:
                return known[code]
        if not category.name or len(category.code) != 7:
            return None
        slug = slugs.free_slug(category.name, Topic.objects.all(), fallback=f"thema-{category.code}")
        return Topic.objects.create(name=category.name[:120], slug=slug, code=category.code)

    def write_unit(self, unit: objects.Unit) -> None:
        source = {"source_agency": unit.id.agency, "source_id": unit.id.value}
        department = Department.objects.filter(**source).first() or Department(**source)
        values, problems = fitting(Department, mapping.department_values(unit))
        for name in problems:
            text = _("The field “%(name)s” of %(title)s was shortened or left empty: it does not fit.")
            self.remark("field", text % {"name": name, "title": values["name"]}, unit)
        merge(department, values)
        if not department.slug:
            department.slug = slugs.free_slug(department.name, Department.objects.all(), fallback="amt")
        if unit.parent:
            above = Department.objects.filter(source_agency=unit.parent.agency, source_id=unit.parent.value).first()
            department.parent = department.parent or above
        department.save()
        self.touched_departments[department.pk] = department
        self._learn_areas(unit)
        self._write_inline(unit)

    def _learn_areas(self, unit: objects.Unit) -> None:
        for address in unit.addresses:
            if address.area_name:
                Area.objects.filter(ars=address.area, name="").update(name=address.area_name[:200])

    def _write_inline(self, unit: objects.Unit) -> None:
        """Responsibilities inside the unit are the unit's: those that it no longer names are gone."""
        rows = Responsibility.objects.filter(
            scheme=INLINE_SCHEME, holder_agency=unit.id.agency, holder_source_id=unit.id.value
        )
        self.touch(rows)
        rows.exclude(source_id__in=[item.id.value for item in unit.responsibilities]).delete()
        for item in unit.responsibilities:
            self.write_responsibility(item)

    def write_online_service(self, online: objects.OnlineService) -> None:
        source = {"source_agency": online.id.agency, "source_id": online.id.value}
        record = OnlineService.objects.filter(**source).first() or OnlineService(**source)
        values, problems = fitting(OnlineService, mapping.online_service_values(online))
        if "url" in problems:
            self.remark("link", _("The address of the online service is too long; it was not taken."), online)
            return
        merge(record, values)
        record.save()
        self.touch(Responsibility.objects.filter(online_service=record))

    def write_responsibility(self, item: objects.Responsibility) -> None:
        service = item.service or self.staged.only_service
        values: dict[str, Any] = {
            "holder_agency": item.holder.agency,
            "holder_source_id": item.holder.value,
            "service_agency": service.agency if service else "",
            "service_source_id": service.value if service else "",
            "role": item.role.code[:10],
            "areas": item.areas,
            "reference": None,
            "department": None,
            "online_service": None,
        }
        identity: dict[str, Any] = {"agency": item.id.agency, "scheme": item.id.scheme[:60], "source_id": item.id.value}
        self.touch(Responsibility.objects.filter(**identity))
        Responsibility.objects.update_or_create(defaults=values, **identity)

    def touch(self, rows: QuerySet[Responsibility]) -> None:
        self.touched_references.update(rows.exclude(reference=None).values_list("reference_id", flat=True))

    def remark(self, code: str, text: str, item: objects.Described | objects.Deletion) -> None:
        remark(self.run, code, text, item.line, item.id)
