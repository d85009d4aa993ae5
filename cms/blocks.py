"""The shared building blocks of a page's body. They say what something is, never how it looks."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    StructValue,
    TextBlock,
)
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from cms.media import shown
from cms.videos import Video, is_video, read_video

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link", "h3"]
SMALL_TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul"]


class HeadingBlock(CharBlock):
    class Meta:
        label = _("Heading")
        icon = "title"
        template = "blocks/heading_block.html"


class ParagraphBlock(RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "blocks/paragraph_block.html"


class PictureBlock(StructBlock):
    image = ImageBlock(label=_("picture"))
    caption = CharBlock(required=False, max_length=250, label=_("caption"))

    def get_searchable_content(self, value: StructValue) -> list[str]:
        """Nobody finds the words of a picture that is not shown."""
        return super().get_searchable_content(value) if shown(value.get("image")) else []

    class Meta:
        label = _("Picture")
        icon = "image"
        template = "blocks/picture_block.html"


class GalleryBlock(ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(PictureBlock(), min_num=2, max_num=24, **kwargs)

    class Meta:
        label = _("Gallery")
        icon = "image"
        template = "blocks/gallery_block.html"


class VideoValue(StructValue):
    @property
    def video(self) -> Video | None:
        return read_video(self.get("url") or "")


class VideoBlock(StructBlock):
    """A film of another provider, who hears of a visitor only after a click."""

    title = CharBlock(max_length=150, label=_("title"))
    url = CharBlock(
        max_length=300,
        validators=[is_video],
        label=_("address of the film"),
        help_text=_("At YouTube, at Vimeo or on a PeerTube server."),
        search_index=False,
    )
    picture = ImageChooserBlock(required=False, label=_("picture in front of it"))
    transcript = RichTextBlock(
        features=SMALL_TEXT_FEATURES,
        required=False,
        label=_("what is said and shown"),
        help_text=_("For people who cannot hear or see it, and for the search."),
    )

    class Meta:
        label = _("Film")
        icon = "media"
        template = "blocks/video_block.html"
        value_class = VideoValue


class QuoteBlock(StructBlock):
    text = TextBlock(label=_("quotation"))
    source = CharBlock(required=False, label=_("who said it"))

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        template = "blocks/quote_block.html"


class AlertBlock(StructBlock):
    kind = ChoiceBlock(
        choices=[
            ("info", _("Note")),
            ("success", _("Good news")),
            ("warning", _("Attention")),
            ("danger", _("Danger")),
        ],
        default="info",
        label=_("kind"),
        search_index=False,
    )
    title = CharBlock(max_length=120, label=_("title"))
    text = RichTextBlock(features=SMALL_TEXT_FEATURES, required=False, label=_("text"))

    class Meta:
        label = _("Notice")
        icon = "warning"
        template = "blocks/alert_block.html"


class QuestionBlock(StructBlock):
    question = CharBlock(label=_("question"))
    answer = RichTextBlock(features=TEXT_FEATURES, label=_("answer"))


class QuestionsBlock(ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(QuestionBlock(), **kwargs)

    class Meta:
        label = _("Questions and answers")
        icon = "help"
        template = "blocks/questions_block.html"


class FactBlock(StructBlock):
    label = CharBlock(label=_("what"))
    value = CharBlock(label=_("value"))


class FactsBlock(ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(FactBlock(), **kwargs)

    class Meta:
        label = _("Facts")
        icon = "list-ul"
        template = "blocks/facts_block.html"


class DownloadsBlock(ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(DocumentChooserBlock(), **kwargs)

    class Meta:
        label = _("Files to download")
        icon = "download"
        template = "blocks/downloads_block.html"


def is_address(value: str) -> None:
    """An address on the net, a mail or telephone link, or a path on this site; raises ValidationError."""
    if not value.startswith(("https://", "http://", "mailto:", "tel:", "/")) or value.startswith("//"):
        raise ValidationError(_("Write an address that begins with https:// or, on this site, with a slash."))


class LinkValue(StructValue):
    @property
    def href(self) -> str:
        """Empty while the page is not published."""
        page = self.get("page")
        if page:
            return page.url if page.live else ""
        return self.get("url") or ""

    @property
    def leads_away(self) -> bool:
        return self.href.startswith("http")


class LinkBlock(StructBlock):
    """A link to a page of ours or to another address, never both."""

    text = CharBlock(max_length=120, label=_("link text"), help_text=_("Says where it leads; never “more” or “here”."))
    page = PageChooserBlock(required=False, label=_("page"))
    url = CharBlock(required=False, max_length=500, validators=[is_address], label=_("other address"))

    class Meta:
        value_class = LinkValue

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if bool(result.get("page")) == bool(result.get("url")):
            error = ValidationError(_("Choose either a page or another address."))
            raise StructBlockValidationError(block_errors={"url": error})
        return result


class LinksValue(StructValue):
    @property
    def shown(self) -> list[LinkValue]:
        return [link for link in self["links"] if link.href]


class LinksBlock(StructBlock):
    links = ListBlock(LinkBlock(), label=_("links"))
    as_buttons = BooleanBlock(required=False, label=_("show as buttons"))

    class Meta:
        label = _("Links")
        icon = "link"
        template = "blocks/links_block.html"
        value_class = LinksValue


class QuickLinksBlock(StreamBlock):
    """The few links right below the search of the home page."""

    link = LinkBlock(label=_("link"), icon="link")

    class Meta:
        max_num = 6


class ContentBlock(StreamBlock):
    """The body of ordinary pages, news and projects."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    quote = QuoteBlock()
    alert = AlertBlock()
    facts = FactsBlock()
    questions = QuestionsBlock()
    links = LinksBlock()
    downloads = DownloadsBlock()
