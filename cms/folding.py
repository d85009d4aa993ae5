"""Forms of small towns: what is optional and empty is folded, so that few fields stand open.

Wagtail opens a fold by itself where something in it was filled in wrongly.
"""

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, Panel, PanelGroup

from cms.town import TownSettings

FOLDED = "collapsed"


class FoldingList(ObjectList):
    """The panels of one tab."""

    class BoundPanel(ObjectList.BoundPanel):
        @cached_property
        def visible_children_with_identifiers(self) -> list[tuple[Any, str]]:
            found = [
                (child, name)
                for child, name in zip(self.children, self.panel.child_identifiers, strict=True)
                if child.is_shown()
            ]
            if self.form is not None and TownSettings.for_request(self.request).is_small:
                for child, _name in found:
                    fold_if_optional(child, getattr(self.instance, "always_open", ()))
            return found


def folding(panel: Panel) -> Panel:
    """The panels of a page type with tabs that fold in small towns."""
    if isinstance(panel, ObjectList):
        return FoldingList(**panel.clone_kwargs())
    if isinstance(panel, PanelGroup):
        panel = panel.clone()
        panel.children = [folding(child) for child in panel.children]
    return panel


def fold_if_optional(bound: Any, always_open: tuple[str, ...]) -> None:
    fields = list(fields_of(bound)) if bound.show_panel_furniture() else []
    if fields and not any(is_needed(field, always_open) for field in fields):
        classes = list(dict.fromkeys([*bound.classes(), FOLDED]))
        bound.classes = lambda: classes


def fields_of(bound: Any) -> Any:
    """What can be filled in below a panel: fields, and lists of forms."""
    if isinstance(bound, FieldPanel.BoundPanel | InlinePanel.BoundPanel):
        yield bound
    for child in getattr(bound, "children", ()) if isinstance(bound, PanelGroup.BoundPanel) else ():
        if child.is_shown():
            yield from fields_of(child)


def is_needed(bound: Any, always_open: tuple[str, ...]) -> bool:
    """Whether an editor should see it: it must be filled in, it is the heart of the page, or something stands there."""
    if isinstance(bound, InlinePanel.BoundPanel):
        return bound.panel.relation_name in always_open or bound.is_required() or bool(bound.formset.initial_forms)
    field = bound.bound_field
    if field is None:
        return False
    value = field.value()
    is_untouched = not value or value == default_of(bound.instance, bound.field_name)
    return bound.field_name in always_open or field.field.required or not is_untouched


def default_of(instance: Any, name: str) -> Any:
    found = next((field for field in instance._meta.fields if field.name == name), None)
    return found.get_default() if found is not None else None
