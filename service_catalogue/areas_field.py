"""The form field for areas: regional keys as text, because a list of eleven thousand cannot be ticked."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from service_catalogue import areas
from service_catalogue.models.codes import Area


class AreasField(forms.Field):
    """Several regional keys; commas or lines part them, a name behind the key is for reading only."""

    widget = forms.Textarea(attrs={"rows": 2})
    default_error_messages = {"invalid": _("“%(text)s” does not begin with a regional key of twelve digits.")}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Iterable) and not isinstance(value, str):
            return "\n".join(str(item) for item in value if isinstance(item, Area))
        return value

    def clean(self, value: Any) -> list[Area]:
        return [Area.objects.get_or_create(ars=ars)[0] for ars in self._keys(value or "")]

    def _keys(self, text: str) -> list[str]:
        found = []
        for entry in filter(None, (part.strip() for part in re.split(r"[,;\n]", text))):
            ars = entry.split()[0]
            if not areas.is_ars(ars):
                raise ValidationError(self.error_messages["invalid"], code="invalid", params={"text": entry[:40]})
            found.append(ars)
        return list(dict.fromkeys(found))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return {item.ars for item in initial or []} != set(self._keys(data or ""))
        except ValidationError:
            return True
