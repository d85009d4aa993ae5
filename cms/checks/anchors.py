"""Where a field of a page stands in the editors' form: the address that a click on a finding leads to."""

from functools import lru_cache

from django.urls import reverse
from wagtail.admin.panels import Panel, PanelGroup, TabbedInterface
from wagtail.models import Page


def address_of(page: Page, field: str, block: str = "") -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) + anchor_of(type(page), field, block)


def anchor_of(model: type[Page], field: str, block: str = "") -> str:
    """#… of the part of the form that holds the block or the field; empty, which is the top, where there is none."""
    if block:
        return f"#block-{block}-section"
    section = _sections(model).get(field)  # type: ignore[arg-type]  # a class is hashable
    return f"#{section}" if section else ""


@lru_cache(maxsize=64)
def _sections(model: type[Page]) -> dict[str, str]:
    return dict(_walk(model.get_edit_handler(), "panel"))


def _walk(group: PanelGroup, prefix: str) -> list[tuple[str, str]]:
    """Every field with the id that Wagtail gives the section around it (templates/wagtailadmin/shared/panel.html)."""
    found = []
    for child, name in zip(group.children, group.child_identifiers, strict=True):
        if isinstance(group, TabbedInterface):
            found += _walk(child, f"{prefix}-child-{name}") if isinstance(child, PanelGroup) else []
        else:
            found += [(field, f"{prefix}-{name}-section") for field in _fields(child)]
    return found


def _fields(panel: Panel) -> list[str]:
    if isinstance(panel, PanelGroup):
        return [field for child in panel.children for field in _fields(child)]
    name = getattr(panel, "relation_name", None) or getattr(panel, "field_name", None)
    return [name] if name else []
