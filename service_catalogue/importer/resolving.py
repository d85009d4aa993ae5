"""Ties responsibilities to their services, departments and online services, whichever came first."""

from django.db.models import Q

from directory.models import Department
from service_catalogue.models import OnlineService, ReferenceService, Responsibility

Source = tuple[str, str]
ONLINE_SCHEME = "ZustaendigkeitOnlinedienst"
UNIT_SCHEMES = {"ZustaendigkeitOrganisationseinheit", "inline"}


def resolve() -> tuple[set[int], int]:
    """Fills in what can be found now. Returns the services that gained something, and how many rows still wait."""
    pending = Q(reference=None) | Q(department=None, online_service=None)
    rows = list(Responsibility.objects.filter(pending))
    if not rows:
        return set(), 0
    services = _by_source(ReferenceService, "agency", "source_id")
    departments = _by_source(Department, "source_agency", "source_id")
    online_services = _by_source(OnlineService, "source_agency", "source_id")
    gained = set()
    for row in rows:
        before = (row.reference_id, row.department_id, row.online_service_id)
        holder = (row.holder_agency, row.holder_source_id)
        row.reference_id = services.get((row.service_agency, row.service_source_id))
        if row.scheme != ONLINE_SCHEME:
            row.department_id = departments.get(holder)
        if row.scheme not in UNIT_SCHEMES and row.department_id is None:
            row.online_service_id = online_services.get(holder)
        if before != (row.reference_id, row.department_id, row.online_service_id):
            row.save()
            if row.reference_id:
                gained.add(row.reference_id)
    return gained, sum(row.is_pending for row in rows)


def _by_source(model: type, agency: str, source_id: str) -> dict[Source, int]:
    rows = model.objects.exclude(**{source_id: ""}).values_list(agency, source_id, "pk")  # type: ignore[attr-defined]
    return {(found, text): pk for found, text, pk in rows}
