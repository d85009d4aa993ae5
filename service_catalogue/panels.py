"""Panels of the editors' interface that only service pages use."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from service_catalogue.sections import PLANS, Section, reference_section


class ReferencePanel(Panel):
    """Shows below a field, for reading only, what the reference says there; absent where it says nothing."""

    def __init__(self, section: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.section = section

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "section": self.section}

    class BoundPanel(Panel.BoundPanel):
        template_name = "service_catalogue/reference_panel.html"

        def reference_section(self) -> Section | None:
            reference = getattr(self.instance, "reference", None)
            plan = next((plan for plan in PLANS if plan.name == self.panel.section), None)
            return reference_section(reference, plan) if reference and plan else None

        def is_shown(self) -> bool:
            return bool(self.reference_section())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return {**context, "section": self.reference_section(), "title": _("Text of the reference")}


class ReferenceNotePanel(Panel):
    """Says where the reference comes from and how old it is."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "service_catalogue/reference_note_panel.html"

        def is_shown(self) -> bool:
            return getattr(self.instance, "reference", None) is not None
