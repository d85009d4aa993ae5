"""Fields that every room uses."""

from typing import Any

from django.db import models
from wagtail.fields import StreamField as WagtailStreamField


class StreamField(WagtailStreamField):
    """A body made of blocks whose definitions stay out of migrations.

    So a changed shared block is a change of code and not a migration in every room. Inside a migration the field
    has no blocks and hands out the raw list of `{"type", "value", "id"}`, so that data migrations can read it.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        self.without_blocks = block_types == ()
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple:
        name, path, _args, kwargs = models.Field.deconstruct(self)
        return name, path, [], kwargs

    def to_python(self, value: Any) -> Any:
        return value if self.without_blocks else super().to_python(value)

    def get_prep_value(self, value: Any) -> Any:
        return value if self.without_blocks else super().get_prep_value(value)

    def get_default(self) -> Any:
        return [] if self.without_blocks else super().get_default()
