"""What a draft is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StreamBlock, StructBlock

from cms.blocks import SMALL_TEXT_FEATURES


class DraftParagraphBlock(StructBlock):
    """One paragraph that people comment on. Its name stays when it is changed or moved."""

    heading = CharBlock(required=False, max_length=150, label=_("heading"))
    text = RichTextBlock(features=SMALL_TEXT_FEATURES, label=_("text"))

    class Meta:
        label = _("Paragraph")
        icon = "pilcrow"


class DraftBlock(StreamBlock):
    paragraph = DraftParagraphBlock()
