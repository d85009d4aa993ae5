"""Parts of the editors' form for news."""

from typing import Any

from wagtail.admin.panels import InlinePanel


class OptionalInlinePanel(InlinePanel):
    """Rows below an item; absent where the form leaves them out."""

    class BoundPanel(InlinePanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            form = kwargs["form"]
            self.is_left_out = form is not None and kwargs["panel"].relation_name not in form.formsets
            super().__init__(**{**kwargs, "form": None} if self.is_left_out else kwargs)

        def is_shown(self) -> bool:
            return not self.is_left_out and super().is_shown()
