"""G: from when to when a service is valid."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.checks.findings import Problem

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage
    from service_catalogue.quality.surroundings import Surroundings


def makes_sense(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """G1: the validity begins before it ends; what has ended is taken offline."""
    reference = page.reference
    first = page.valid_from or (reference.valid_from if reference else None)
    last = page.valid_until or (reference.valid_until if reference else None)
    if first and last and first > last:
        yield Problem(_("The validity ends before it begins. Correct one of the two days."), "valid_until")
    elif last and last < around.today:
        text = _("The service was valid until %(day)s. Unpublish the page, or set a later day.")
        yield Problem(text % {"day": date_format(last)}, "valid_until")
