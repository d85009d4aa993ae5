"""What an editor wrote on a page: texts, headings, links and pictures, each with its place in the form.

Read from the stored blocks and not from the rendered page: no question to the database, so that thousands of pages can
be read in one go, and a draft that does not yet hold together can be read as well.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from wagtail.blocks import (
    Block,
    CharBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

from cms.blocks import HeadingBlock, QuoteBlock

TITLE_LEVEL, SECTION_LEVEL = 1, 2
LINK_TARGETS = ("page", "url", "link", "document")


@dataclass(frozen=True)
class Place:
    """A field of the page and, where it is made of blocks, the block."""

    field: str
    block: str = ""


@dataclass(frozen=True)
class Passage:
    """A paragraph, an entry of a list or a single line; `is_prose` where it consists of sentences of our own."""

    text: str
    place: Place
    is_prose: bool = True


@dataclass(frozen=True)
class Heading:
    text: str
    level: int
    place: Place


@dataclass(frozen=True)
class Link:
    text: str
    target: str
    place: Place

    @property
    def page(self) -> int | None:
        """The number of the page of ours to which it leads."""
        kind, _colon, number = self.target.partition(":")
        return int(number) if kind == "page" and number.isdecimal() else None


@dataclass(frozen=True)
class Image:
    """A picture on the page with what stands for it where it cannot be seen."""

    picture: int
    alternative: str
    is_decorative: bool
    caption: str
    place: Place
    is_lead: bool = False


@dataclass
class Reading:
    """A page as it is read; `descriptions` are those of the pictures in the library, by number.

    `not_public` are the pages among the goals of its links that are not published.
    """

    passages: list[Passage] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    levels_above: dict[str, int] = field(default_factory=dict)
    descriptions: dict[int, str] = field(default_factory=dict)
    not_public: set[int] = field(default_factory=set)

    def described(self, image: Image) -> str:
        """The alternative text that visitors get."""
        return (self.descriptions.get(image.picture, "") if image.is_lead else image.alternative).strip()

    @property
    def words(self) -> str:
        """All texts of the page in one."""
        return "\n".join(passage.text for passage in self.passages)


def read(page: Any) -> Reading:
    """Everything that stands on a page in the fields of its own."""
    found = Reading(passages=[Passage(page.title, Place("title"), is_prose=False)])
    for name in getattr(page, "plain_texts", ()):
        found.passages += [Passage(line, Place(name)) for line in (getattr(page, name) or "").splitlines() if line]
    for column in page._meta.fields:
        _read_field(found, page, column)
    return found


def _read_field(found: Reading, page: Any, column: Any) -> None:
    place = Place(column.name)
    if isinstance(column, StreamField):
        found.levels_above[column.name] = TITLE_LEVEL
        value = getattr(page, column.name)
        _read_stream(found, value.stream_block, list(value.raw_data), place)
    elif isinstance(column, RichTextField):
        found.levels_above[column.name] = SECTION_LEVEL
        _read_html(found, getattr(page, column.name) or "", place)
    elif column.related_model is get_image_model() and (picture := getattr(page, column.attname)):
        found.images.append(Image(picture, "", False, "", place, is_lead=True))


def _read_block(found: Reading, block: Block, value: Any, place: Place, is_ours: bool = True) -> None:
    if not value:
        return
    if isinstance(block, HeadingBlock):
        found.headings.append(Heading(str(value), SECTION_LEVEL, place))
        found.passages.append(Passage(str(value), place, is_prose=False))
    elif isinstance(block, RichTextBlock):
        _read_html(found, str(value), place)
    elif isinstance(block, ImageBlock):
        _read_image(found, value, "", place)
    elif isinstance(block, StructBlock) and isinstance(value, dict):
        _read_struct(found, block, value, place)
    elif isinstance(block, ListBlock):
        _read_list(found, block, value, place)
    elif isinstance(block, StreamBlock):
        _read_stream(found, block, value, place)
    elif isinstance(block, CharBlock | TextBlock):
        found.passages.append(Passage(str(value), place, is_prose=isinstance(block, TextBlock) and is_ours))


def _read_stream(found: Reading, block: StreamBlock, entries: Any, place: Place) -> None:
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and (child := block.child_blocks.get(entry.get("type"))):
            _read_block(found, child, entry.get("value"), Place(place.field, entry.get("id") or place.block))


def _read_list(found: Reading, block: ListBlock, entries: Any, place: Place) -> None:
    for entry in entries if isinstance(entries, list) else ():
        is_whole = isinstance(entry, dict) and {"type", "value"} <= set(entry)
        value, number = (entry["value"], entry.get("id")) if is_whole else (entry, "")
        _read_block(found, block.child_block, value, Place(place.field, number or place.block))


def _read_struct(found: Reading, block: StructBlock, value: dict[str, Any], place: Place) -> None:
    target = next((_target(name, value[name]) for name in LINK_TARGETS if value.get(name)), "")
    if target and "text" in block.child_blocks:
        found.links.append(Link(str(value.get("text") or ""), target, place))
    for name, child in block.child_blocks.items():
        if isinstance(child, ImageBlock):
            _read_image(found, value.get(name), str(value.get("caption") or ""), place)
        elif name not in LINK_TARGETS:
            _read_block(found, child, value.get(name), place, is_ours=not isinstance(block, QuoteBlock))


def _target(name: str, value: Any) -> str:
    """Pages and files by their numbers, as in rich text."""
    return f"{name}:{value}" if isinstance(value, int) else str(value)


def _read_image(found: Reading, value: Any, caption: str, place: Place) -> None:
    """Older entries hold only the number of the picture."""
    entry = value if isinstance(value, dict) else {"image": value}
    if isinstance(entry.get("image"), int):
        alternative, is_decorative = str(entry.get("alt_text") or ""), bool(entry.get("decorative"))
        found.images.append(Image(entry["image"], alternative, is_decorative, caption, place))


def _read_html(found: Reading, html: str, place: Place) -> None:
    reader = _HtmlReader(found, place)
    reader.feed(html)
    reader.close()
    reader.end_block()


class _HtmlReader(HTMLParser):
    """Puts the paragraphs, headings and links of a rich text into a reading."""

    BLOCKS = frozenset(("p", "li", "ul", "ol", "div", "td", "th", "tr", "blockquote", "hr"))
    HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

    def __init__(self, found: Reading, place: Place) -> None:
        super().__init__()
        self.found, self.place = found, place
        self.text: list[str] = []
        self.link: tuple[str, int] | None = None  # where it leads, and where its text begins

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCKS | self.HEADINGS:
            self.end_block()
        elif tag == "br":
            self.text.append("\n")
        elif tag == "a":
            values = {name: value or "" for name, value in attributes}
            target = values.get("href") or f"{values.get('linktype', '')}:{values.get('id', '')}"
            self.link = (target, len(self.text))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.HEADINGS:
            self.end_block(level=int(tag[1]))
        elif tag in self.BLOCKS:
            self.end_block()
        elif tag == "a" and self.link:
            target, begin = self.link
            self.found.links.append(Link("".join(self.text[begin:]), target, self.place))
            self.link = None

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def end_block(self, level: int = 0) -> None:
        text, self.text, self.link = "".join(self.text).strip(), [], None
        if level:
            self.found.headings.append(Heading(text, level, self.place))
        if text:
            self.found.passages.append(Passage(text, self.place, is_prose=not level))
