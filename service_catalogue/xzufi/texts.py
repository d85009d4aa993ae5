"""Texts and links of a delivery made safe and tidy: only harmless HTML, only links one can follow."""

import html
import re
import unicodedata
from urllib.parse import unquote, urlsplit

import nh3

# The list the Portalverbund allows in text modules (REFERENCE of the PVOG's editors).
TAGS = {
    "p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "i", "em", "sup", "sub", "ul", "ol", "li", "a",
}  # fmt: skip
DEEPEST = 10  # empty elements inside each other; deeper ones are nobody's text and would cost much time
SCHEMES = {"http", "https", "mailto", "tel"}

# A page has its title as h1 and a section's title as h2: headings inside a text begin at h3.
_RENAMED = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}
_RENAMED_TAG = re.compile(r"<(/?)(b|i|h1|h2|h5|h6)>")
_BLOCK = re.compile(r"<(p|h[1-6]|ul|ol)\b", re.IGNORECASE)
_EMPTY_ELEMENT = re.compile(r"<(p|li|h[1-6]|strong|em|ul|ol)>(?:\s|&nbsp;|\u00a0|<br>)*</\1>")
_LINK = re.compile(r"<a\b", re.IGNORECASE)
_LINK_WITHOUT_TARGET = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"\s+")
_MEANINGLESS = re.compile(r"^[\s.…_–—\-*\u00a0]*$")
_NOT_STATED = re.compile(r"^\W*nicht angegeben\W*$", re.IGNORECASE)
_ENCODED_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*%3a", re.IGNORECASE)


# Made once: most texts have no links, and a cleaner costs more than what it cleans.
_PLAIN = nh3.Cleaner(tags={"br", "p", "li"}, attributes={})
_WITHOUT_LINKS = nh3.Cleaner(tags=TAGS, attributes={}, link_rel=None)


def plain(text: str) -> str:
    """A short text without markup, on one line."""
    return _words(_PLAIN.clean(text)) if "<" in text or "&" in text else _SPACES.sub(" ", text).strip()


def _words(harmless: str) -> str:
    return _SPACES.sub(" ", html.unescape(_TAG.sub(" ", harmless))).strip()


def is_empty(text: str) -> bool:
    """Nothing but dots, dashes, blanks and markup, or a bare "nicht angegeben"."""
    return _says_nothing(plain(text))


def _says_nothing(words: str) -> bool:
    return bool(_MEANINGLESS.match(words) or _NOT_STATED.match(words))


def clean_line(text: str) -> str:
    """A title or label: one line of plain text, empty when it says nothing."""
    words = unicodedata.normalize("NFC", plain(text))
    return "" if _says_nothing(words) else words


def clean_html(text: str) -> tuple[str, list[str]]:
    """A text module as harmless HTML, and the links that had to be dropped from it."""
    text = unicodedata.normalize("NFC", text)
    cleaned, dropped = _clean_links(text) if _LINK.search(text) else (_WITHOUT_LINKS.clean(text), [])
    return ("", dropped) if _says_nothing(_words(cleaned)) else (_tidy(cleaned), dropped)


def _clean_links(text: str) -> tuple[str, list[str]]:
    dropped: list[str] = []

    def repair(tag: str, attribute: str, value: str) -> str | None:
        if (tag, attribute) != ("a", "href"):
            return None
        url = repair_link(value)
        if url is None:
            dropped.append(value)
        return url

    cleaned = nh3.clean(
        text,
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=repair,
        url_schemes=SCHEMES | {"javascript", "data", "vbscript", "file", "ftp"},  # seen by repair(), dropped there
        link_rel=None,
    )
    return cleaned, dropped


def _tidy(cleaned: str) -> str:
    cleaned = _RENAMED_TAG.sub(lambda match: f"<{match[1]}{_RENAMED[match[2]]}>", cleaned)
    cleaned = _LINK_WITHOUT_TARGET.sub(r"\1", cleaned)
    for _level in range(DEEPEST):
        cleaned, found = _EMPTY_ELEMENT.subn("", cleaned)
        if not found:
            break
    cleaned = cleaned.strip()
    if not _BLOCK.search(cleaned):
        paragraphs = re.split(r"\n\s*\n", cleaned)
        cleaned = "".join(f"<p>{part.strip()}</p>" for part in paragraphs).replace("\n", "<br>")
    return cleaned


def repair_link(url: str) -> str | None:
    """An address one can follow, or nothing. Some sources encode it as a whole (http%3A%2F%2F…): decoded once."""
    url = "".join(url.split())
    if _ENCODED_SCHEME.match(url):
        url = unquote(url)
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES:
        return None
    if parts.scheme.lower() in {"http", "https"} and not host:
        return None
    return url if parts.path or host else None
