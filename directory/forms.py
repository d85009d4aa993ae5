"""The editors' forms of places and departments."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from directory.hours import overlapping

FOLLOW = "follow_delivery"


class TimetableForm(WagtailAdminModelForm):
    """Refuses opening hours that contradict each other, at the line that does."""

    def is_valid(self) -> bool:
        is_valid = super().is_valid()
        return not any(self._refuse_overlaps(name) for name in ("hours", "special_hours")) and is_valid

    def _refuse_overlaps(self, name: str) -> bool:
        lines = {id(form.instance): form for form in _sound_forms(self.formsets[name])}
        pairs = overlapping(form.instance for form in lines.values())
        for first, second in pairs:
            form = lines[id(second)]
            text = _("Overlaps with %(other)s.") % {"other": first}
            if text not in form.errors.get("opens", []):
                form.add_error("opens", text)
        return bool(pairs)


def _sound_forms(formset: Any) -> list[Any]:
    """The lines that are filled and right in themselves, without those that are being deleted."""
    filled = (form for form in formset.forms if form.has_changed() or form.instance.pk)
    return [form for form in filled if form not in formset.deleted_forms and not form.errors]


class DepartmentForm(TimetableForm):
    """Of a department that a delivery keeps: fields that the town has changed can follow the delivery again."""

    follow_delivery = forms.MultipleChoiceField(
        label=_("Take the delivered value again"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        changed = self.instance.changed_by_the_town
        self.fields[FOLLOW].choices = [(field.name, capfirst(field.verbose_name)) for field in changed]
        if not changed:
            del self.fields[FOLLOW]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        return {**cleaned, **{name: self.instance.imported[name] for name in cleaned.get(FOLLOW, [])}}
