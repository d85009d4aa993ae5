"""What a source says, as residents need it: its own words for "nothing" left out, a list of things as a list."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from service_catalogue.models import ReferenceService

GERMAN = "de"
# Sources fill a module that they must not leave empty with one of these.
NOTHING = {
    "", "keine", "keiner", "keines", "entfällt", "keine angabe", "keine angaben", "nicht zutreffend",
    "nicht erforderlich", "n/a", "k. a", "k.a",
}  # fmt: skip
# Of fees the same words are an answer.
FREE = {
    "keine", "keine kosten", "keine gebühren", "kostenfrei", "kostenlos", "gebührenfrei", "es fallen keine kosten an",
    "es fallen keine gebühren an",
}  # fmt: skip

_TAG_BORDER = re.compile(r"<(?:/?(?:p|li|ul|ol|h\d)|br)\b[^>]*>")
# The texts of deliveries and of our editor are well-formed; Django's strip_tags parses them and takes a hundred times as long.
_TAG = re.compile(r"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")


@dataclass(frozen=True)
class Item:
    """One thing in a list, with a remark and a link where there is one."""

    text: str
    note: str = ""
    href: str = ""
    leads_away: bool = True
    lang: str = ""  # only where it differs from the page's


class Delivered(NamedTuple):
    """What a source says in one section, and in which language when it is not the page's."""

    html: str
    links: list[dict[str, str]]
    lang: str


@lru_cache(maxsize=64)  # the same text is asked for several times while a page is put together
def as_plain_text(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", _TAG_BORDER.sub(" ", html))).split())


def says_nothing(html: str) -> bool:
    return _words(html) in NOTHING


def says_free(html: str) -> bool:
    return _words(html) in FREE


def _words(html: str) -> str:
    return as_plain_text(html).casefold().strip(" .,:;!-–—_/*")


def delivered(reference: "ReferenceService", name: str, language: str) -> Delivered:
    """A section in the page's language, else in German."""
    if language != GERMAN:
        translation: dict[str, Any] = reference.translations.get(language, {})
        html, links = translation.get("sections", {}).get(name, ""), translation.get("links", {}).get(name, [])
        if html or links:
            return Delivered(html, links, "")
    lang = "" if language == GERMAN else GERMAN
    return Delivered(reference.sections.get(name, ""), reference.links.get(name, []), lang)


def in_language(reference: "ReferenceService", name: str, language: str) -> Any:
    """A name or the synonyms in the page's language, else in German."""
    return reference.translations.get(language, {}).get(name) or getattr(reference, name)


def items_of(html: str) -> list[Item]:
    """The entries of a text that is one plain list and nothing else; none for any other text."""
    if not html.startswith("<ul>"):
        return []
    reader = _ListReader()
    reader.feed(html)
    reader.close()
    return reader.items if reader.is_plain else []


class _ListReader(HTMLParser):
    """Reads `<ul><li>…</li></ul>`; a break or a second paragraph in an entry begins its remark."""

    INLINE = {"strong", "em"}
    BREAKS = {"br", "p"}

    def __init__(self) -> None:
        super().__init__()
        self.items: list[Item] = []
        self.is_plain = True
        self.lists = 0
        self.parts: list[str] | None = None  # the entry being read: text, remark …
        self.href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "ul":
            self.lists += 1
            self.is_plain &= self.lists == 1
        elif tag == "li":
            self.parts, self.href = [""], ""
        elif tag == "a":
            self.is_plain &= not self.href
            self.href = dict(attrs).get("href") or ""
        elif tag in self.BREAKS and self.parts:
            self.parts.append("")
        elif tag not in self.INLINE:
            self.is_plain = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "li" and self.parts is not None:
            text, *notes = [" ".join(part.split()) for part in self.parts if part.strip()] or [""]
            if text:
                self.items.append(Item(text, " ".join(notes), self.href))
            self.parts = None

    def handle_data(self, data: str) -> None:
        if self.parts is not None:
            self.parts[-1] += data
        elif data.strip():
            self.is_plain = False
