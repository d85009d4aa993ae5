"""The field of the service form into which editors type LeiKa keys, several at once and in any spelling."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from service_catalogue import leika
from service_catalogue.models.codes import LeikaKey


class LeikaKeysField(forms.Field):
    """Several LeiKa keys in one text: blanks and dots inside a key do not matter, commas and lines part them."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Iterable) and not isinstance(value, str):
            return "\n".join(leika.grouped(item.key) for item in value if isinstance(item, LeikaKey))
        return value

    def clean(self, value: Any) -> list[LeikaKey]:
        keys = leika.split_keys(value or "")
        problems = [problem for key in keys for problem in leika.errors(key)]
        if problems:
            raise ValidationError(problems)
        # A key that no loaded list knows is still right: the lists in circulation are incomplete.
        return [LeikaKey.objects.get_or_create(key=key)[0] for key in keys]

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = {item.key for item in initial or [] if isinstance(item, LeikaKey)}
        return before != set(leika.split_keys(data or ""))
