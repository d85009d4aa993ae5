"""Delivered objects made ready to be written: everything that needs no database is done here, before anything is locked."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from directory.models import Department
from service_catalogue.importer import mapping
from service_catalogue.importer.hashes import meaning_of
from service_catalogue.importer.merging import fitting
from service_catalogue.models import OnlineService
from service_catalogue.xzufi import objects
from service_catalogue.xzufi.objects import Code, ContentError, Key, Remark

PORTAL_TOPICS = "pvlagen"
NO_NEWS = ("changed_at", "languages")  # a change of these alone is none


@dataclass(slots=True)
class Prepared:
    """One object as our tables want it. `values` are the columns of its record."""

    key: Key
    line: int
    name: str
    text: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    title: str = ""
    keys: list[str] = field(default_factory=list)
    areas: dict[str, str] = field(default_factory=dict)  # ARS → name, where one is said
    topics: list[tuple[str, str, str]] = field(default_factory=list)  # code, the code above, name
    above: Key | None = None
    responsibilities: list[dict[str, Any]] = field(default_factory=list)
    code_names: list[tuple[str, Code]] = field(default_factory=list)  # what kind of code, the code
    remarks: list[Remark] = field(default_factory=list)
    meaning: int = 0

    @property
    def agency(self) -> str:
        return self.key[0]

    @property
    def source_id(self) -> str:
        return self.key[2]

    @property
    def adds_only(self) -> bool:
        """A partial view, such as a list of names and links, renews what it says and empties nothing."""
        return "/" in self.key[1]


def prepare(item: objects.Described) -> Prepared:
    """Raises ContentError for what cannot be stored."""
    ready = Prepared(item.key, item.line, str(item.id), item.raw, remarks=item.remarks)
    if isinstance(item, objects.Service):
        _service(ready, item)
    elif isinstance(item, objects.Unit):
        _unit(ready, item)
    elif isinstance(item, objects.OnlineService):
        _online_service(ready, item)
    elif isinstance(item, objects.Responsibility):
        ready.values = responsibility_values(item)
        ready.code_names = [("role", item.role)]
    said = {name: value for name, value in ready.values.items() if name not in NO_NEWS}
    ready.meaning = meaning_of([said, ready.keys, ready.areas, ready.topics, ready.above, ready.responsibilities])
    return ready


def _note(ready: Prepared, code: str, text: str) -> None:
    ready.remarks.append(Remark(code, ready.line, text, ready.name))


def _service(ready: Prepared, service: objects.Service) -> None:
    ready.values = mapping.reference_values(service)
    ready.title = mapping.title_of(service)
    if service.layer and not service.text("03"):
        ready.values["title"] = ""  # a list of official names renames nothing
    ready.keys = service.keys
    for ars in service.areas:
        if len(ars) == 12 and ars.isascii() and ars.isdigit():
            ready.areas[ars] = ""
        else:
            _note(ready, "area", _("“%(ars)s” is no regional key.") % {"ars": ars[:40]})
    ready.topics = [
        (item.code, item.parent or item.code[:3] + "0000", item.name)
        for item in service.categories
        if PORTAL_TOPICS in item.scheme and item.code
    ]
    ready.responsibilities = [responsibility_values(item) for item in service.responsibilities]
    ready.code_names = [
        *(("fee", item.type) for item in service.fees),
        *(("deadline", item.type) for item in [*service.deadlines, *service.processing_times]),
        *(("audience", code) for code in service.audience),
        *(("typing", code) for code in service.typing),
    ]


def _unit(ready: Prepared, unit: objects.Unit) -> None:
    ready.values, problems = fitting(Department, mapping.department_values(unit))
    for name in problems:
        text = _("The field “%(name)s” of %(title)s was shortened or left empty: it does not fit.")
        _note(ready, "field", text % {"name": name, "title": ready.values["name"]})
    ready.areas = {address.area: address.area_name[:200] for address in unit.addresses if address.area_name}
    ready.above = (unit.parent.agency, unit.kind, unit.parent.value) if unit.parent else None
    ready.responsibilities = [responsibility_values(item) for item in unit.responsibilities]


def _online_service(ready: Prepared, online: objects.OnlineService) -> None:
    ready.values, problems = fitting(OnlineService, mapping.online_service_values(online))
    if "url" in problems:
        raise ContentError(online.line, _("The address of the online service is too long; it was not taken."))
    ready.code_names = [("confidence", online.confidence_level)]


def responsibility_values(item: objects.Responsibility) -> dict[str, Any]:
    """The columns of a Responsibility; both ends are looked for when all objects are written."""
    return {
        "agency": item.id.agency,
        "scheme": item.id.scheme[:60],
        "source_id": item.id.value[:400],
        "holder_agency": item.holder.agency,
        "holder_source_id": item.holder.value[:200],
        "service_agency": item.service.agency if item.service else "",
        "service_source_id": item.service.value[:200] if item.service else "",
        "role": item.role.code[:10],
        "areas": item.areas,
    }
