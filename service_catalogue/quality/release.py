"""R: who released the text that is shown."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.checks.findings import Problem
from service_catalogue.links import release_defects
from service_catalogue.links.filling import ars_of
from service_catalogue.quality import delivered

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage
    from service_catalogue.quality.surroundings import Surroundings

# "fachlich freigegeben", silver and gold (urn:xoev-de:xprozess:codeliste:status).
RELEASED = {"5", "6"}


def is_released(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """R1: a delivered text was released by somebody competent, here and lately; a page of our own needs no release."""
    if page.reference is None:
        return
    release = tidy_release(page)
    status = release.pop("status", "")
    if status and status not in RELEASED:
        yield Problem(
            _("The source has not released this text (status %(code)s). Read it with care.") % {"code": status},
            "description",
        )
    for defect in release_defects(release, ars=ars_of(page), today=around.today):
        if not (status in RELEASED and defect.code == "release_missing"):
            yield Problem(_("%(reason)s Read it with care.") % {"reason": defect.text}, "description")


def tidy_release(page: "ServicePage") -> dict[str, str]:
    """Who released it and when, without what makes no sense."""
    given = delivered.table(page.reference.release) if page.reference else {}
    on = delivered.day(given.get("on"))
    values = {"by": delivered.text(given.get("by")), "status": str(given.get("status") or "")[:10]}
    return {**{name: value for name, value in values.items() if value}, **({"on": on.isoformat()} if on else {})}
