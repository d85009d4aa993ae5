"""A: where a service is offered."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.checks.findings import Problem
from service_catalogue import areas

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage
    from service_catalogue.quality.surroundings import Surroundings

FIELD = "areas"


def exist(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """A1: the regional key is in the official list, or that of an area above, or was entered by name because it is new.

    The municipal key (AGS) is read from the regional key (ARS) and can therefore not contradict it.
    """
    for area in page.current_areas:
        if not areas.is_ars(area.ars):
            text = _("“%(ars)s” is no regional key: it needs twelve digits, the first two from 01 to 16. Correct it.")
            yield Problem(text % {"ars": area.ars[:20]}, FIELD)
        elif area.ars not in around.known_areas:
            text = _(
                "The regional key %(ars)s is not in the official list. It may be old or mistyped: look it up. "
                "If the area is new, enter it with its name under “Areas”."
            )
            yield Problem(text % {"ars": area.ars}, FIELD)
