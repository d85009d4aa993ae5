"""What stands on a page, own or from the reference, without the cost of rendering it: no question to the database here
beyond the page's own rows, so that ten thousand pages can be checked in one go.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from service_catalogue import leika
from service_catalogue.quality import delivered
from service_catalogue.sections import PLAN_OF, Plan, as_plain_text

if TYPE_CHECKING:
    from service_catalogue.models import ReferenceService, ServicePage


def field_of(plan: Plan) -> str:
    """The field in which an editor fills a section first."""
    return plan.rows or plan.text or plan.items


def has_own(page: "ServicePage", plan: Plan) -> bool:
    """Whether the town wrote anything in this section."""
    if plan.text and as_plain_text(getattr(page, plan.text) or ""):
        return True
    return bool(own_items(page, plan)) or bool(own_rows(page, plan))


def own_items(page: "ServicePage", plan: Plan) -> list[dict[str, Any]]:
    """The entries of the section's own list as they are stored."""
    blocks = getattr(page, plan.items) if plan.items else []
    raw = getattr(blocks, "raw_data", None) or []
    return [delivered.table(entry.get("value")) for entry in raw if isinstance(entry, dict)]


def own_rows(page: "ServicePage", plan: Plan) -> list[Any]:
    return list(getattr(page, plan.rows).all()) if plan.rows else []


def shows_reference(page: "ServicePage", plan: Plan) -> bool:
    """The reference is read where the town wrote nothing, or wrote something that stands below it."""
    if page.reference is None:
        return False
    return plan.name in delivered.words(page.additions) or not has_own(page, plan)


def reference_html(reference: "ReferenceService", plan: Plan) -> str:
    return delivered.text(delivered.table(reference.sections).get(plan.reference or plan.name))


def reference_links(reference: "ReferenceService", plan: Plan) -> list[dict[str, Any]]:
    return delivered.rows(delivered.table(reference.links).get(plan.reference or plan.name))


def reference_rows(reference: "ReferenceService", plan: Plan) -> list[dict[str, Any]]:
    return delivered.rows(getattr(reference, plan.rows)) if plan.rows else []


def has_summary(page: "ServicePage") -> bool:
    """Whether lists and search results have one or two sentences to show."""
    delivered_text = delivered.table(page.reference.sections).get("summary") if page.reference else ""
    return bool(page.teaser.strip() or as_plain_text(delivered.text(delivered_text)))


def is_filled(page: "ServicePage", name: str) -> bool:
    """Whether residents find anything in a section."""
    plan = PLAN_OF[name]
    if has_own(page, plan):
        return True
    reference = page.reference
    return reference is not None and any(
        found(reference, plan) for found in (reference_html, reference_links, reference_rows)
    )


def shown_rows(page: "ServicePage", name: str) -> Iterator[Any]:
    """The fees, deadlines or processing times that residents see: own ones as records, delivered ones as tables."""
    plan = PLAN_OF[name]
    yield from own_rows(page, plan)
    if page.reference is not None and shows_reference(page, plan):
        yield from reference_rows(page.reference, plan)


def typing_codes(page: "ServicePage") -> set[str]:
    """Who regulates and who carries out, as codes; "1;2/3" holds two."""
    return {code for words in delivered.words(page.current_typing) for code in leika.split_typings(words)}
