"""Blocks that only service pages use: lists of things, not prose about them."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StreamBlock, StructBlock, StructValue, URLBlock
from wagtail.documents.blocks import DocumentChooserBlock


class ItemValue(StructValue):
    @property
    def href(self) -> str:
        if self.get("document"):
            return self["document"].url
        return self.get("link") or ""

    @property
    def leads_away(self) -> bool:
        return not self.get("document")


class ItemBlock(StructBlock):
    """One thing: a document to bring, a condition, a law, a form; with a remark and where to find it."""

    text = CharBlock(max_length=300, label=_("what"), help_text=_("One thing per entry, in a few words."))
    note = CharBlock(
        max_length=500, required=False, label=_("remark"), help_text=_("For example: not older than three months")
    )
    link = URLBlock(required=False, label=_("address on the net"), help_text=_("Where to read it or get it."))
    document = DocumentChooserBlock(required=False, label=_("or a file of ours"))

    class Meta:
        label = _("Entry")
        icon = "list-ul"
        value_class = ItemValue


class ItemsBlock(StreamBlock):
    """A list of things."""

    item = ItemBlock()

    class Meta:
        required = False
        collapsed = True
