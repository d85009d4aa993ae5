"""Controls of the service form that Wagtail does not have."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import models
from django.forms.renderers import BaseRenderer
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.telepath import JSContext
from wagtail.snippets.widgets import AdminSnippetChooser

NOTHING = "0"
MOST_DIGITS = 18


class ManyChooser(forms.SelectMultiple):
    """Several records, chosen in Wagtail's window with its search; the chosen ones stand below each other.

    A list with all records to tick would be thousands of lines long where a source delivers online services.
    """

    def __init__(self, model: type[models.Model], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.model = model

    def __deepcopy__(self, memo: dict[int, Any]) -> "ManyChooser":
        copied = super().__deepcopy__(memo)
        copied.model = self.model
        return copied

    @cached_property
    def chooser(self) -> AdminSnippetChooser:
        return AdminSnippetChooser(self.model)

    @cached_property
    def context(self) -> JSContext:
        return JSContext()

    @cached_property
    def definition(self) -> Any:
        return self.context.pack(self.chooser)

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        values = {"name": name, "chosen": self._chosen(value), "definition": self.definition, "attrs": attrs or {}}
        return render_to_string("service_catalogue/many_chooser.html", values)

    def _chosen(self, value: Any) -> list[dict[str, Any]]:
        """What is chosen, also when what was sent makes no sense."""
        pks = [pk for pk in (str(item) for item in value or []) if pk.isdecimal()]
        finder = AdminURLFinder()
        found = self.model._default_manager.filter(pk__in=pks)
        return [{"id": item.pk, "string": str(item), "edit_url": finder.get_edit_url(item)} for item in found]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """A number that no database holds is the number of nothing, and so no valid choice."""
        sent = super().value_from_datadict(data, files, name) or []
        return [NOTHING if pk.isdecimal() and len(pk) > MOST_DIGITS else pk for pk in sent]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False  # nothing chosen sends nothing

    @property
    def media(self) -> forms.Media:
        self.definition  # noqa: B018  packing it collects what it needs
        return self.context.media + forms.Media(js=["js/many-chooser.js"])


class AnswersWidget(forms.Widget):
    """The answers to changed reference texts; the panel on top of the form draws them, each with its text."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        start = f"{name}-"
        return {key.removeprefix(start): data[key] for key in data if key.startswith(start) and data[key]}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False
