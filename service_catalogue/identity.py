"""The ids under which things of our own leave the house."""

from django.conf import settings

from service_catalogue.xzufi.objects import Identifier


def own_id(kind: str, number: int | str, scheme: str = "") -> Identifier:
    """Our agency (setting XZUFI_AGENCY) and a number that never changes: service-12, department-3."""
    return Identifier(settings.XZUFI_AGENCY, f"{kind}-{number}", scheme)
