"""Who is in charge of what: written with open ends, which are tied when everything is there, whichever came first."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from directory.models import Department
from service_catalogue.importer.preparing import Prepared
from service_catalogue.importer.writing.announcements import tell_pages_of
from service_catalogue.models import OnlineService, ReferenceService, Responsibility
from service_catalogue.tables import Table
from service_catalogue.xzufi.objects import IN_SERVICE_ONLINE, IN_SERVICE_UNIT
from service_catalogue.xzufi.units import INLINE_SCHEME

ONLINE_SCHEMES = ["ZustaendigkeitOnlinedienst", IN_SERVICE_ONLINE]
UNIT_SCHEMES = ["ZustaendigkeitOrganisationseinheit", INLINE_SCHEME, IN_SERVICE_UNIT]
PENDING = Q(reference=None) | Q(department=None, online_service=None)
OPEN: dict[str, Any] = {"reference_id": None, "department_id": None, "online_service_id": None}

Identity = tuple[str, str, str]
Values = dict[str, Any]


def write_responsibilities(items: list[Prepared], only_service: tuple[str, str] | None) -> None:
    """In a delivery with exactly one service, a responsibility that names none means this one (2.1)."""
    wanted = [_complete(item.values, only_service) for item in items]
    _store(wanted, _stored(Q(source_id__in=[values["source_id"] for values in wanted])))


def write_inside_units(items: list[Prepared], only_service: tuple[str, str] | None) -> None:
    """Responsibilities inside a unit are the unit's: those that it no longer names are gone."""
    holders = Q(scheme=INLINE_SCHEME, holder_source_id__in=[item.source_id for item in items])
    owners = {(item.agency, item.source_id) for item in items}
    wanted = [_complete(values, only_service) for item in items for values in item.responsibilities]
    _replace(wanted, holders, lambda row: (row.holder_agency, row.holder_source_id) in owners)


def write_inside_services(items: list[Prepared]) -> None:
    """The same for those inside a service; a partial view is complete in the kinds of holders that it names."""
    schemes = [IN_SERVICE_UNIT, IN_SERVICE_ONLINE]
    services = Q(scheme__in=schemes, service_source_id__in=[item.source_id for item in items])
    wanted = [values for item in items for values in item.responsibilities]
    owned = {(values["service_agency"], values["service_source_id"], values["scheme"]) for values in wanted}
    owned |= {(item.agency, item.source_id, name) for item in items for name in schemes if not item.adds_only}
    if owned:
        _replace(wanted, services, lambda row: (row.service_agency, row.service_source_id, row.scheme) in owned)


def _complete(values: Values, only_service: tuple[str, str] | None) -> Values:
    if values["service_source_id"] or only_service is None:
        return values
    return {**values, "service_agency": only_service[0], "service_source_id": only_service[1]}


def _stored(condition: Q) -> dict[Identity, Responsibility]:
    return {(row.agency, row.scheme, row.source_id): row for row in Responsibility.objects.filter(condition)}


def _replace(wanted: list[Values], condition: Q, is_owned: Callable[[Responsibility], bool]) -> None:
    stored = _stored(condition)
    named = {_identity(values) for values in wanted}
    gone = [row for identity, row in stored.items() if identity not in named and is_owned(row)]
    forget(Responsibility.objects.filter(pk__in=[row.pk for row in gone]))
    _store(wanted, stored)


def _identity(values: Values) -> Identity:
    return values["agency"], values["scheme"], values["source_id"]


def _store(wanted: list[Values], stored: dict[Identity, Responsibility]) -> None:
    """Rows as they are said now. What a row was tied to before is told, for there something is missing now."""
    said = {_identity(values): values for values in wanted}
    changed = [(stored[key], values) for key, values in said.items() if key in stored and _differs(stored[key], values)]
    tell_pages_of({row.reference_id for row, _values in changed if row.reference_id})
    table = Table(Responsibility)
    table.update({"id": row.pk, **values, **OPEN} for row, values in changed)
    table.insert(values for key, values in said.items() if key not in stored)


def _differs(row: Responsibility, values: Values) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())


def forget(rows: QuerySet[Responsibility]) -> int:
    """Removes rows and tells the pages that lose something by it."""
    tell_pages_of(rows.exclude(reference=None).values("reference"))
    return rows.delete()[0]


def resolve() -> int:
    """Ties all ends for which there is a counterpart now. Returns how many rows still wait for one."""
    rows = Responsibility.objects.filter(PENDING)
    service = _counterpart(ReferenceService, "agency", "service_agency", "service_source_id")
    department = _counterpart(Department, "source_agency", "holder_agency", "holder_source_id")
    online_service = _counterpart(OnlineService, "source_agency", "holder_agency", "holder_source_id")
    _tie(rows.filter(reference=None), "reference", service)
    holders = rows.filter(department=None, online_service=None)
    _tie(holders.exclude(scheme__in=ONLINE_SCHEMES), "department", department)
    _tie(holders.exclude(scheme__in=UNIT_SCHEMES), "online_service", online_service)
    return rows.count()


def _counterpart(model: type[models.Model], agency: str, its_agency: str, its_id: str) -> QuerySet:
    found = model._default_manager.exclude(source_id="")
    return found.filter(**{agency: OuterRef(its_agency)}, source_id=OuterRef(its_id)).order_by()


def _tie(rows: QuerySet[Responsibility], end: str, counterpart: QuerySet) -> None:
    found = rows.filter(Exists(counterpart))
    gaining = F("found") if end == "reference" else F("reference_id")
    pk = Subquery(counterpart.values("pk")[:1])
    references = found.annotate(found=pk).annotate(gaining=gaining).exclude(gaining=None).values("gaining")
    tell_pages_of(references)
    found.update(**{end: pk})
