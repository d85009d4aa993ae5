"""The sections of a service page in their fixed order: the town's own text, else the text of the reference.

A section that has nothing to say is absent.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.rich_text import expand_db_html

from service_catalogue import wording

if TYPE_CHECKING:
    from service_catalogue.models import ReferenceService, ServicePage


@dataclass(frozen=True)
class Item:
    """One thing in a list, with a remark and a link where there is one."""

    text: str
    note: str = ""
    href: str = ""
    leads_away: bool = True


@dataclass(frozen=True)
class Line:
    """A fee, a deadline or a processing time in words."""

    label: str
    value: str
    note: str = ""
    legal_basis: str = ""


@dataclass
class Section:
    """What stands under one heading of the page."""

    name: str
    title: str | Promise
    anchor: str
    html: SafeString | str = ""
    items: list[Item] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    is_own: bool = True

    def __bool__(self) -> bool:
        return bool(self.html or self.items or self.lines)

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
OWN_TEXTS = [plan.text for plan in PLANS if plan.text]
OWN_LISTS = [plan.items for plan in PLANS if plan.items]
OWN_ROWS = [plan.rows for plan in PLANS if plan.rows]

_TAG_BORDER = re.compile(r"<(?:/?(?:p|li|ul|ol|h\d)|br)\b[^>]*>")


def as_plain_text(html: str) -> str:
    return " ".join(strip_tags(_TAG_BORDER.sub(" ", html)).replace("&nbsp;", " ").replace("&amp;", "&").split())


def own_section(page: "ServicePage", plan: Plan) -> Section:
    """What the town wrote itself."""
    text = getattr(page, plan.text) if plan.text else ""
    items = getattr(page, plan.items) if plan.items else []
    rows = getattr(page, plan.rows).all() if plan.rows else []
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


def reference_section(reference: "ReferenceService", plan: Plan) -> Section:
    """What the source says."""
    name = plan.reference or plan.name
    links = reference.links.get(name, [])
    to_line = _reference_fee if plan.rows == "fees" else _reference_period
    return Section(
        plan.name,
        plan.title,
        plan.anchor,
        html=mark_safe(reference.sections.get(name, "")),  # noqa: S308 cleaned when it was imported
        items=[Item(link["title"] or link["url"], href=link["url"]) for link in links],
        lines=[to_line(row) for row in getattr(reference, plan.rows)] if plan.rows else [],
        is_own=False,
    )


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
    found = []
    for plan in PLANS:
        section = own_section(page, plan)
        if not section and page.reference is not None:
            section = reference_section(page.reference, plan)
        if section:
            found.append(section)
    return found


def has_own_text(page: "ServicePage") -> bool:
    """Whether the town has written anything on this page beside its title."""
    return any(own_section(page, plan) for plan in PLANS) or bool(page.teaser)
