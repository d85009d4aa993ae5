"""Panels of the editors' interface that only service pages use."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel, Panel

from service_catalogue.answers import ADOPT, KEEP, answer
from service_catalogue.differences import compare
from service_catalogue.models.references import ReferenceService
from service_catalogue.sections import PLAN_OF, Section, own_section, reference_section


class SectionPanel(MultiFieldPanel):
    """All that makes one section of the page; one that is rarely needed opens when there are own words in it."""

    def __init__(self, children: Any = (), *, section: str = "", is_rare: bool = False, **kwargs: Any) -> None:
        super().__init__(children, **kwargs)
        self.section = section
        self.is_rare = is_rare

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "section": self.section, "is_rare": self.is_rare}

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def classes(self) -> list[str]:
            has_words = bool(self.panel.section) and bool(own_section(self.instance, PLAN_OF[self.panel.section]))
            return [*super().classes(), "collapsed"] if self.panel.is_rare and not has_words else super().classes()

        def is_required(self) -> bool:
            return any(child.is_required() for child in self.children)


class OfReferencePanel(Panel):
    """A panel that only pages with a reference have."""

    class BoundPanel(Panel.BoundPanel):
        @property
        def reference(self) -> ReferenceService | None:
            return self.instance.reference

        def is_shown(self) -> bool:
            return self.reference is not None


class ReferencePanel(OfReferencePanel):
    """Shows below a section's fields, for reading only, what the reference says there; absent where it says nothing."""

    def __init__(self, section: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.section = section

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "section": self.section}

    class BoundPanel(OfReferencePanel.BoundPanel):
        template_name = "service_catalogue/reference_panel.html"

        def reference_section(self) -> Section | None:
            if self.reference is None:
                return None
            return reference_section(self.reference, PLAN_OF[self.panel.section], self.instance.locale.language_code)

        def is_shown(self) -> bool:
            return bool(self.reference_section())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "section": self.reference_section()}


class AdditionPanel(ReferencePanel):
    """The tick that puts the own text of a section below the reference text instead of in its place."""

    def get_form_options(self) -> dict[str, Any]:
        return {"fields": ["additions"]}

    class BoundPanel(ReferencePanel.BoundPanel):
        template_name = "service_catalogue/addition_panel.html"

        def is_ticked(self) -> bool:
            return self.panel.section in (self.form["additions"].value() or [])

        def is_shown(self) -> bool:
            return super().is_shown() or (self.reference is not None and self.is_ticked())


class ReferenceValuesPanel(OfReferencePanel):
    """What the reference says beside a field: names, one after the other."""

    def __init__(self, values: Callable[[ReferenceService], list[Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.values = values

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "values": self.values}

    class BoundPanel(OfReferencePanel.BoundPanel):
        template_name = "service_catalogue/reference_values_panel.html"

        def names(self) -> list[str]:
            found = self.panel.values(self.reference) if self.reference else []
            return list(dict.fromkeys(str(value) for value in found if value))

        def is_shown(self) -> bool:
            return bool(self.names())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "names": self.names()}


class ReferenceNotePanel(OfReferencePanel):
    """Says where the reference comes from and how old it is."""

    class BoundPanel(OfReferencePanel.BoundPanel):
        template_name = "service_catalogue/reference_note_panel.html"


class ChangesPanel(Panel):
    """On top of the form: what a source has changed beside words of our own, and the question adopt or keep."""

    def get_form_options(self) -> dict[str, Any]:
        return {"fields": ["answers"]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "service_catalogue/changes_panel.html"

        def is_shown(self) -> bool:
            return self.form is not None and bool(self.form.fields["answers"].changes)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            field = self.form["answers"]
            return {**context, "field": field, "notices": [self._notice(change) for change in field.field.changes]}

        def _notice(self, change: Any) -> dict[str, Any]:
            said = (self.form["answers"].value() or {}).get(change.section, "")
            is_addition = change.section in self.instance.additions
            return {
                "change": change,
                "name": f"answers-{change.section}",
                "paragraphs": compare(change.old_text, change.new_text),
                "is_addition": is_addition,
                "choices": [
                    (value, label, said == value) for value, label in _choices(change, is_addition=is_addition)
                ],
            }


def _choices(change: Any, *, is_addition: bool) -> list[tuple[str, str | Promise]]:
    adopt = _("Adopt: only the reference text stands there, our addition goes.")
    keep = _("Keep: our addition still fits.")
    if not is_addition:
        adopt = _("Adopt: the new reference text takes the place of our own.")
        keep = _("Keep: our own text stays.")
    return [("", _("Decide later.")), (answer(ADOPT, change), adopt), (answer(KEEP, change), keep)]
