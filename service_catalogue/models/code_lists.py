"""A column for several codes of a short table: accounts, languages."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst


class CodeListField(models.CharField):
    """Codes in one column, `bundid,muk`, and a list of them in Python; ticked in forms.

    Codes outside the table may come from deliveries. They are kept and can be ticked where they stand.
    """

    def __init__(self, *args: Any, table: Mapping[str, str | Promise] | None = None, **kwargs: Any) -> None:
        self.table = dict(table or {})  # not in migrations: a new code is no change of the database
        super().__init__(*args, **{"max_length": 200, "blank": True, "default": list, **kwargs})

    def to_python(self, value: Any) -> list[str]:
        if isinstance(value, str):
            return [code for code in value.split(",") if code]
        return list(value or [])

    def from_db_value(self, value: str | None, *args: Any) -> list[str]:
        return self.to_python(value)

    def get_prep_value(self, value: Any) -> str:
        return ",".join(self.to_python(value))

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def run_validators(self, value: Any) -> None:
        super().run_validators(self.get_prep_value(value))

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            required=not self.blank,
            choices=list(self.table.items()),
            widget=forms.CheckboxSelectMultiple,
        )
