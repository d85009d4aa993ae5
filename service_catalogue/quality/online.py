"""O: online services, as far as a look at them tells, and what the nightly check of their links found."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.checks.findings import Problem, Severity
from service_catalogue.links import Defect, defects
from service_catalogue.links.filling import ars_of
from service_catalogue.quality.surroundings import NOT_AS_IT_SHOULD
from service_catalogue.sections import PLAN_OF

if TYPE_CHECKING:
    from service_catalogue.models import OnlineService, ServicePage
    from service_catalogue.quality.surroundings import Surroundings

FIELD = "online_services"
OF_AREAS = {"foreign_area", "unknown_area"}
# A bare start page is a pity, but works; a number that nobody knows may be no area at all.
HINTS = {"start_page", "unknown_area"}


def address_works(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """O1: an address begins with https:// and has no gap that nobody fills."""
    for online in page.current_online_services:
        found = [defect for defect in _defects(page, online, around) if defect.code not in OF_AREAS]
        yield from (_problem(online, defect) for defect in found)
        if not found and online.address_for(page) is None:
            yield _problem(online, Defect("gap", "error", _("This page cannot fill all the gaps in the address.")))


def address_is_ours(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """O2: the number of an area in an address is ours or that of an area we lie in."""
    for online in page.current_online_services:
        for defect in _defects(page, online, around):
            if defect.code in OF_AREAS:
                yield _problem(online, defect)


def _defects(page: "ServicePage", online: "OnlineService", around: "Surroundings") -> list[Defect]:
    return defects(online.url, ars=ars_of(page), known_areas=around.known_areas, is_template=True)


def _problem(online: "OnlineService", defect: Defect) -> Problem:
    text = _("“%(name)s”: %(reason)s Correct the address of the online service, or choose another one.")
    severity = Severity.INFO if defect.code in HINTS else None
    return Problem(text % {"name": online.name, "reason": defect.text}, FIELD, severity)


def sign_in_is_told(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """O3: the level of confidence is one of the code list; substantial (30) and high (40) need an account to sign in."""
    for online in page.current_online_services:
        level = online.confidence_level
        if level and level not in online.ConfidenceLevel.values:
            text = _("“%(name)s”: the level of confidence “%(level)s” is not known. Choose one of the list.")
            yield Problem(text % {"name": online.name, "level": level}, FIELD)
        elif online.lacks_identification:
            text = _(
                "“%(name)s” asks people to prove who they are, but does not say with which account. "
                "Tick the accounts at the online service."
            )
            yield Problem(text % {"name": online.name}, FIELD)


def link_answers(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """O4: when they were last asked, the addresses of the online services and the links in the texts answered."""
    for online in page.current_online_services:
        if online.link_state in NOT_AS_IT_SHOULD:
            yield _unanswered(online.name, online.link_reason or online.get_link_state_display(), FIELD)
    for use in around.poor_links(page):
        plan = PLAN_OF.get(use.section)
        field = (plan.items or plan.text) if plan else "description"
        yield _unanswered(use.link.url[:100], use.link.reason or use.link.get_state_display(), field)


def _unanswered(name: str, reason: str, field: str) -> Problem:
    text = _("“%(name)s” did not answer as it should: %(reason)s. Try the link, then correct or replace it.")
    return Problem(text % {"name": name, "reason": reason.rstrip(".")}, field)
