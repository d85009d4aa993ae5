"""Inputs of the editors' forms that suggest what was written before."""

from typing import Any

from django import forms
from django.apps import apps
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

MOST_SUGGESTIONS = 200


class UsedBefore(forms.TextInput):
    """A line of text that suggests what stands in the same field of other records, so that words stay the same."""

    def __init__(self, model: str, field: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.model, self.field = model, field

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        list_id = f"{(attrs or {}).get('id', f'id_{name}')}-used"
        line = super().render(name, value, {**(attrs or {}), "list": list_id, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}">', ((word,) for word in self.suggestions()))
        return format_html('{}<datalist id="{}">{}</datalist>', line, list_id, options)

    def suggestions(self) -> list[str]:
        model = apps.get_model(self.model)
        found = model._default_manager.exclude(**{self.field: ""}).values_list(self.field, flat=True)
        return list(found.distinct().order_by(self.field)[:MOST_SUGGESTIONS])
