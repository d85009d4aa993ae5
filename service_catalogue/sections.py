"""The sections of a service page in their fixed order, each from the town's own text, the reference text or both.

A section that has nothing to say is absent. This is the one way to what residents see.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.rich_text import expand_db_html

from service_catalogue import wording
from service_catalogue.reference_texts import (
    GERMAN,
    Item,
    as_plain_text,
    delivered,
    items_of,
    says_free,
    says_nothing,
)

if TYPE_CHECKING:
    from service_catalogue.models import ReferenceService, ServicePage

OWN, REFERENCE, BOTH = "own", "reference", "both"


@dataclass(frozen=True)
class Line:
    """A fee, a deadline or a processing time in words."""

    label: str
    value: str
    note: str = ""
    legal_basis: str = ""
    lang: str = ""


@dataclass
class Section:
    """What stands under one heading of the page."""

    name: str
    title: str | Promise
    anchor: str
    html: SafeString | str = ""
    items: list[Item] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    origin: str = OWN  # which layers it shows: own, reference or both

    def __bool__(self) -> bool:
        return bool(self.html or self.items or self.lines)

    @property
    def is_own(self) -> bool:
        return self.origin == OWN

    def plain_text(self) -> str:
        lines = [f"{line.label} {line.value} {line.note} {line.legal_basis}" for line in self.lines]
        items = [f"{item.text} {item.note}" for item in self.items]
        return " ".join([as_plain_text(self.html), *items, *lines]).strip()


@dataclass(frozen=True)
class Plan:
    """Where a section's parts are kept: own rich text, own list, own rows; the reference's section and rows."""

    name: str
    title: str | Promise
    anchor: str
    text: str = ""
    items: str = ""
    rows: str = ""
    reference: str = ""


PLANS = [
    Plan("description", gettext_lazy("What it is about"), "beschreibung", text="description"),
    Plan("for_whom", gettext_lazy("Who it is for"), "fuer-wen", text="for_whom"),
    Plan("prerequisites", gettext_lazy("Prerequisites"), "voraussetzungen", items="prerequisites"),
    Plan("required_documents", gettext_lazy("What you need"), "unterlagen", items="required_documents"),
    Plan("procedure", gettext_lazy("How it works"), "ablauf", text="procedure"),
    Plan("fees", gettext_lazy("What it costs"), "kosten", text="fee_text", rows="fees", reference="fee_text"),
    Plan(
        "deadlines", gettext_lazy("Deadlines"), "fristen", text="deadline_text", rows="deadlines",
        reference="deadline_text",
    ),
    Plan(
        "processing_times", gettext_lazy("How long it takes"), "dauer", text="processing_text",
        rows="processing_times", reference="processing_text",
    ),
    Plan("next_steps", gettext_lazy("What happens next"), "wie-es-weitergeht", text="next_steps"),
    Plan("forms", gettext_lazy("Forms"), "formulare", items="forms"),
    Plan("legal_bases", gettext_lazy("Legal bases"), "rechtsgrundlagen", items="legal_bases"),
    Plan("remedy", gettext_lazy("If you do not agree with the decision"), "rechtsbehelf", text="remedy"),
    Plan("notes", gettext_lazy("Please note"), "hinweise", text="notes"),
    Plan(
        "further_information", gettext_lazy("Further information"), "weitere-informationen",
        text="further_information", items="further_links",
    ),
]  # fmt: skip
# The short text at the top of the page has the same two layers, but it is no section.
SUMMARY = Plan("summary", gettext_lazy("Short text"), "", text="teaser")
LAYERED = [SUMMARY, *PLANS]
PLAN_OF = {plan.name: plan for plan in LAYERED}
OWN_TEXTS = [plan.text for plan in PLANS if plan.text]
OWN_LISTS = [plan.items for plan in PLANS if plan.items]
OWN_ROWS = [plan.rows for plan in PLANS if plan.rows]


def own_section(page: "ServicePage", plan: Plan) -> Section:
    """What the town wrote itself."""
    text = getattr(page, plan.text) if plan.text else ""
    items = getattr(page, plan.items) if plan.items else []
    rows = getattr(page, plan.rows).all() if plan.rows else []
    if not (text or items or rows):
        return Section(plan.name, plan.title, plan.anchor)
    return Section(
        plan.name,
        plan.title,
        plan.anchor,
        html=mark_safe(expand_db_html(text)) if as_plain_text(text) else "",  # noqa: S308 the editor's
        items=[_own_item(block.value) for block in items],
        lines=[_own_line(row) for row in rows],
    )


def _own_item(value: Any) -> Item:
    return Item(value["text"], value.get("note") or "", value.href, value.leads_away)


def _own_line(row: Any) -> Line:
    if hasattr(row, "amount_text"):
        return Line(row.label, row.amount_text, row.reason, row.legal_basis)
    return Line(row.label, row.value_text, row.text)


def reference_section(reference: "ReferenceService", plan: Plan, language: str = GERMAN) -> Section:
    """What the source says, in the page's language or, marked as such, in German."""
    html, links, lang = delivered(reference, plan.reference or plan.name, language)
    lines = _reference_lines(reference, plan, html)
    if says_nothing(html) or (plan.rows == "fees" and says_free(html)):
        html = ""
    items = items_of(html) if plan.items else []
    addresses = {item.href for item in items}
    linked = [Item(link["title"] or link["url"], href=link["url"]) for link in links if link["url"] not in addresses]
    return Section(
        plan.name,
        plan.title,
        plan.anchor,
        html="" if items else _marked(html, lang),
        items=[replace(item, lang=lang) for item in [*items, *linked]],
        lines=[replace(line, lang=lang) for line in lines],
        origin=REFERENCE,
    )


def _reference_lines(reference: "ReferenceService", plan: Plan, html: str) -> list[Line]:
    rows = getattr(reference, plan.rows) if plan.rows else []
    if plan.rows == "fees" and not rows and says_free(html):
        return [Line("", _("free of charge"))]
    return [_reference_fee(row) if plan.rows == "fees" else _reference_period(row) for row in rows]


def _marked(html: str, lang: str) -> SafeString | str:
    """Cleaned when it was imported, so it is safe."""
    text = mark_safe(html)  # noqa: S308
    return format_html('<div lang="{}">{}</div>', lang, text) if html and lang else text


def _reference_fee(row: dict) -> Line:
    label = row.get("label") or row.get("type_name") or _("Fee")
    note = row.get("reason", "")
    if row.get("prepaid"):
        note = f"{note} {_('To be paid in advance.')}".strip()
    lower, upper = (Decimal(row[name]) if row.get(name) is not None else None for name in ("amount", "amount_max"))
    return Line(label, wording.fee(row["kind"], lower, upper, row.get("currency", "EUR")), note)


def _reference_period(row: dict) -> Line:
    days = (_day(row.get("from_date")), _day(row.get("until_date")))
    value = row.get("day_text") or wording.period(
        row["kind"],
        row.get("amount"),
        row.get("unit", ""),
        row.get("amount_max"),
        *days,
        row.get("unit_max", ""),
    )
    return Line(row.get("type_name", ""), value, row.get("label", ""))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def all_sections(page: "ServicePage") -> list[Section]:
    """The page's sections that have something to say, in order."""
    return [section for plan in PLANS if (section := section_of(page, plan))]


def words_of(page: "ServicePage") -> str:
    """All that the sections say, for the search: the same words, but lists and links need not be taken apart."""
    return " ".join(words for plan in PLANS for words in _words_of(page, plan) if words)


def _words_of(page: "ServicePage", plan: Plan) -> Iterator[str]:
    own = own_section(page, plan)
    if plan.name == "for_whom":
        yield _with_audience(own, page).plain_text()
        return
    if page.reference is not None and (not own or plan.name in page.additions):
        html, links, _lang = delivered(page.reference, plan.reference or plan.name, page.locale.language_code)
        yield "" if says_nothing(html) else as_plain_text(html)
        yield " ".join(link["title"] for link in links)
        lines = _reference_lines(page.reference, plan, html)
        yield Section(plan.name, plan.title, plan.anchor, lines=lines).plain_text() if lines else ""
    yield own.plain_text() if own else ""


def section_of(page: "ServicePage", plan: Plan) -> Section:
    own = own_section(page, plan)
    if plan.name == "for_whom":
        return _with_audience(own, page)
    if page.reference is None or (own and plan.name not in page.additions):
        return own
    reference = reference_section(page.reference, plan, page.locale.language_code)
    return _together(reference, own) if own and reference else own or reference


def _together(reference: Section, own: Section) -> Section:
    """The reference text with the town's addition below it."""
    return replace(
        reference,
        html=mark_safe(reference.html + own.html),  # noqa: S308 both are
        items=[*reference.items, *own.items],
        lines=[*reference.lines, *own.lines],
        origin=BOTH,
    )


def _with_audience(own: Section, page: "ServicePage") -> Section:
    """Most services are for citizens: only what differs from that needs to be said."""
    if not page.for_businesses:
        return own
    audience = _("Citizens and businesses") if page.for_citizens else _("Businesses")
    return replace(own, lines=[Line("", audience)])


def own_names(page: "ServicePage") -> Iterator[str]:
    """Where the town has written something, in place of the reference text or below it."""
    return (plan.name for plan in LAYERED if own_section(page, plan))


def has_own_text(page: "ServicePage") -> bool:
    """Whether the town has written anything on this page beside its title."""
    return any(own_names(page))
