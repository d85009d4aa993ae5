"""What residents want to know first: what it costs, what to bring, how long it takes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from service_catalogue.sections import PLAN_OF, REFERENCE, section_of

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage

CONTACT = "kontakt"


@dataclass(frozen=True)
class Answer:
    """A short answer and the section that says more."""

    question: str
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Glance:
    answers: list[Answer]

    def __bool__(self) -> bool:
        return bool(self.answers)


def glance(page: "ServicePage") -> Glance:
    by_name = {section.name: section for section in page.sections}
    found = [_cost(by_name), _documents(by_name), _time(by_name), _deadline(by_name), _where(page)]
    return Glance([answer for answer in found if answer])


def cost(page: "ServicePage") -> str:
    """What it costs, in a few words; empty where nothing is said or it takes more words."""
    answer = _cost({"fees": section} if (section := section_of(page, PLAN_OF["fees"])) else {})
    return answer.text if answer else ""


def _cost(by_name: dict[str, Any]) -> Answer | None:
    section = by_name.get("fees")
    if section is None:
        return None
    amounts = [line.value for line in section.lines if line.value]
    text = _cost_in_words(amounts) or _short(section.plain_text())
    return Answer(_("What does it cost?"), text or _("See below"), section.anchor)


def _cost_in_words(amounts: list[str]) -> str:
    """The first fee, which is the one for the usual case, and whether there are others.

    A span from the cheapest to the dearest row would mix the service with its extras.
    """
    if len(set(amounts)) <= 1:
        return amounts[0] if amounts else ""
    return _("%(amount)s, in some cases different") % {"amount": amounts[0]}


def _documents(by_name: dict[str, Any]) -> Answer | None:
    section = by_name.get("required_documents")
    if section is None:
        return None
    count = len(section.items) or section.html.count("<li>")
    counted = ngettext("%(n)d document", "%(n)d documents", count) % {"n": count}
    text = counted if count else _short(section.plain_text())
    return Answer(_("What do I need?"), text or _("See below"), section.anchor)


def _time(by_name: dict[str, Any]) -> Answer | None:
    section = by_name.get("processing_times")
    if section is None:
        return None
    text = section.lines[0].value if section.lines else _short(section.plain_text())
    return Answer(_("How long does it take?"), text or _("See below"), section.anchor)


def _deadline(by_name: dict[str, Any]) -> Answer | None:
    section = by_name.get("deadlines")
    if section is None or not section.lines or section.origin == REFERENCE:
        return None
    return Answer(_("By when?"), section.lines[0].value or _("See below"), section.anchor)


def _where(page: "ServicePage") -> Answer | None:
    """On the net, in an office, or both. What cannot be had here has no place; its reason says where to go."""
    if page.status == page.Status.UNAVAILABLE:
        return None
    office = page.current_departments[0].name if page.current_departments else ""
    if page.is_online and office:
        return Answer(_("Where?"), _("Online, or on the spot: %(office)s") % {"office": office}, CONTACT)
    if page.is_online:
        return Answer(_("Where?"), _("Online"))
    return Answer(_("Where?"), office, CONTACT) if office else None


def _short(text: str) -> str:
    """A text that is an answer by itself ("Keine"); longer ones are read below."""
    return text if len(text) <= 60 else ""
