"""Where a field of the service page stands in the editors' form: the address that a click on a finding leads to."""

from functools import lru_cache
from typing import TYPE_CHECKING

from django.apps import apps
from django.urls import reverse
from wagtail.admin.panels import Panel, PanelGroup, TabbedInterface

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage


def address_of(page: "ServicePage", field: str) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) + anchor_of(field)


def anchor_of(field: str) -> str:
    """#… of the part of the form that holds the field; empty, which is the top, where there is none."""
    section = _sections(apps.get_model("service_catalogue", "ServicePage").get_edit_handler()).get(field)
    return f"#{section}" if section else ""


@lru_cache(maxsize=1)
def _sections(form: PanelGroup) -> dict[str, str]:
    return dict(_walk(form, "panel"))


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
