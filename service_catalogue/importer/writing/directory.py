"""Delivered offices and online services. What the town has changed in such a record since stays as it is."""

from directory.models import Department
from service_catalogue import slugs
from service_catalogue.importer.merging import merge
from service_catalogue.importer.preparing import Prepared
from service_catalogue.importer.writing.announcements import tell_later, tell_pages_of
from service_catalogue.importer.writing.lookups import by_source
from service_catalogue.models import OnlineService, Responsibility

Source = tuple[str, str]


def write_departments(items: list[Prepared]) -> None:
    known = by_source(Department, "source_agency", _sources(items))
    own = _own_departments({item.values["name"] for item in items})
    used: set[str] = set()
    new = []
    for item in items:
        department = known.get((item.agency, item.source_id))
        if department is None:
            department = own.pop(item.values["name"], None) or Department()
            department.source_agency, department.source_id = item.agency, item.source_id
            known[item.agency, item.source_id] = department
            new += [] if department.pk else [department]
        merge(department, item.values, adds_only=item.adds_only)
        if not department.slug:
            department.slug = slugs.free_slug(department.name, Department.objects.all(), fallback="amt", used=used)
            used.add(department.slug)
    names = [*items[0].values, "imported", "source_agency", "source_id"]
    Department.objects.bulk_update([item for item in known.values() if item.pk], names, batch_size=100)
    Department.objects.bulk_create(new, batch_size=100)
    tell_later(Department, [item.pk for item in known.values()])


def _own_departments(names: set[str]) -> dict[str, Department]:
    """Departments that the town has written itself: a delivered one with just this name is the same."""
    return {item.name: item for item in Department.objects.filter(source_id="", name__in=names).order_by("-pk")}


def tie_departments(items: list[Prepared]) -> None:
    """Which department belongs to which; the one above may come further below in the delivery."""
    above = {item.above for item in items if item.above}
    parents = by_source(Department, "source_agency", [(agency, source_id) for agency, _kind, source_id in above])
    children = by_source(Department, "source_agency", _sources([item for item in items if item.above]))
    tied = []
    for item in items:
        child = children.get((item.agency, item.source_id))
        parent = parents.get((item.above[0], item.above[2])) if item.above else None
        if child and parent and child.parent_id is None and child.pk != parent.pk:
            child.parent = parent
            tied.append(child)
    Department.objects.bulk_update(tied, ["parent"], batch_size=300)


def write_online_services(items: list[Prepared]) -> None:
    known = by_source(OnlineService, "source_agency", _sources(items))
    new = []
    names = {"imported", *OnlineService.LINK_COLUMNS}
    for item in items:
        online = known.get((item.agency, item.source_id))
        if online is None:
            online = OnlineService(source_agency=item.agency, source_id=item.source_id)
            known[item.agency, item.source_id] = online
            new.append(online)
        merge(online, item.values, adds_only=item.adds_only)
        if online.has_new_address:
            online.expect_check()
        names |= set(item.values)
    OnlineService.objects.bulk_update([item for item in known.values() if item.pk], sorted(names), batch_size=100)
    OnlineService.objects.bulk_create(new, batch_size=100)
    tell_later(OnlineService, [item.pk for item in known.values()])
    held = Responsibility.objects.filter(online_service__in=[item.pk for item in known.values()])
    tell_pages_of(held.exclude(reference=None).values("reference"))


def _sources(items: list[Prepared]) -> list[Source]:
    return [(item.agency, item.source_id) for item in items]
