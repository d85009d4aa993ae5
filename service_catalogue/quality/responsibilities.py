"""Z: who the source says is in charge."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.checks.findings import Problem

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage
    from service_catalogue.quality.surroundings import Surroundings


def points_to_something(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """Z1: whoever the source names as in charge has been delivered, too."""
    for row in page.in_charge:
        if row.is_pending:
            text = _(
                "The source says that “%(id)s” is in charge, but has never delivered it. "
                "Import the missing office or online service, or choose a department here."
            )
            yield Problem(text % {"id": row.holder_source_id[:100]}, "department")
