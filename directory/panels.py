"""Panels of the editors' interface that only the town hall's records use."""

from typing import Any

from wagtail.admin.panels import Panel

from directory.forms import FOLLOW
from directory.uses import uses


class UsesPanel(Panel):
    """Lists the pages and records in which this one is used."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/admin/uses_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {**context, "uses": uses(self.instance, self.request.user)}


class DeliveryPanel(Panel):
    """Says that a delivery keeps the record, and which fields the town has changed since."""

    def get_form_options(self) -> dict[str, Any]:
        return {**super().get_form_options(), "fields": [FOLLOW]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/admin/delivery_panel.html"

        def is_shown(self) -> bool:
            return self.instance.is_imported

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            rows = [(field, self.instance.imported[field.name]) for field in self.instance.changed_by_the_town]
            return {**context, "rows": rows, "field": self.form[FOLLOW] if rows else None}
