"""Panels of the editors' interface that only the town hall's records use."""

from typing import Any

from wagtail.admin.panels import Panel

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

    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/admin/delivery_panel.html"

        def is_shown(self) -> bool:
            return self.instance.is_imported

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            rows = [(field, self.instance.imported[field.name]) for field in self.instance.changed_by_the_town]
            return {**context, "rows": rows, "field": self.form["follow_delivery"]}
