"""The form of a news item; in the newsroom of pupils with fewer fields, fewer blocks and short names."""

import re
from typing import Any

from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlock

from cms.upkeep_form import KeptPageForm

# Nothing that loads from elsewhere. What comes new to the bodies of news is not for pupils until it stands here.
BLOCKS_FOR_PUPILS = ("heading", "paragraph", "picture", "gallery", "quote", "facts", "questions", "links", "related")
# What an item of pupils never needs, or not before it is public.
NOT_FOR_PUPILS = ("department", "contact", "place", "embargo", "seo_title", "search_description", "show_in_menus")
ROWS_NOT_FOR_PUPILS = ("related", "press_photos")
ONCE_PUBLIC = ("correction", "corrected_on")
FIRST_NAME_AND_INITIAL = re.compile(r"[^\W\d_][\w'’-]* [^\W\d_]\.")


class NewsPageForm(KeptPageForm):
    """Below a newsroom of pupils everybody meets what protects them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newsroom = self.parent_page.specific if self.parent_page else None
        self.by_line = getattr(newsroom, "by_line", "")
        self.is_of_pupils = getattr(newsroom, "kind", "") == "school"
        if self.is_of_pupils:
            self._leave_out_fields()
        if self.is_of_pupils and "body" in self.fields:
            self._leave_out_blocks()

    def _leave_out_fields(self) -> None:
        """What the item has in them stays as it is."""
        for name in (*NOT_FOR_PUPILS, *(() if self.instance.live and self.instance.pk else ONCE_PUBLIC)):
            self.fields.pop(name, None)
        for name in ROWS_NOT_FOR_PUPILS:
            self.formsets.pop(name, None)

    def _leave_out_blocks(self) -> None:
        """A block that the item already has stays, so that nothing is lost in saving."""
        old = self.fields["body"]
        used = {block.block_type for block in self.instance.body}
        names = [name for name in old.block.child_blocks if name in BLOCKS_FOR_PUPILS or name in used]
        fewer = StreamBlock([(name, old.block.child_blocks[name]) for name in names], required=old.required)
        self.fields["body"] = type(old)(block=fewer, required=old.required, label=old.label, help_text=old.help_text)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_of_pupils and not self.is_deferred_validation:
            self._refuse_full_names()
        return cleaned

    def _refuse_full_names(self) -> None:
        """Names stand in search engines for years: first name and initial say enough."""
        authors = self.formsets.get("authors")
        for form in authors.forms if authors and authors.is_valid() else []:
            name = form.cleaned_data.get("name", "").strip()
            if form.cleaned_data.get("DELETE") or not name or name == self.by_line:
                continue
            if not FIRST_NAME_AND_INITIAL.fullmatch(name):
                form.add_error("name", _("Write the first name and one letter with a dot, for example Mia K."))
