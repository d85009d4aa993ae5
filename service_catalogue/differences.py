"""Two versions of a text, word by word, for people who decide between them."""

import re
from difflib import SequenceMatcher
from html.parser import HTMLParser
from typing import NamedTuple

from service_catalogue.sections import Section

SAME, OUT, IN = "same", "out", "in"
# Comparing takes time by the square, and by the cube where a text goes on repeating itself.
MOST_LINES, MOST_WORDS = 1000, 4000

_WORD = re.compile(r"\S+\s*")


class Piece(NamedTuple):
    """A run of words: the same in both versions, only in the old one (out) or only in the new one (in)."""

    kind: str
    text: str


Paragraph = list[Piece]


def as_lines(section: Section) -> str:
    """A section as plain text, one line per paragraph or entry, addresses included: they change as well."""
    amounts = [_line(f"{line.label}: {line.value}".strip(": "), line.note, line.legal_basis) for line in section.lines]
    items = [_line(f"• {item.text}", item.note, item.href) for item in section.items]
    return "\n".join(line for line in [*amounts, *html_lines(section.html), *items] if line)


def _line(text: str, *more: str) -> str:
    said = ", ".join(part for part in more if part)
    return f"{text} ({said})" if said else text


def html_lines(html: str) -> list[str]:
    reader = _LineReader()
    reader.feed(html)
    reader.close()
    return [line for line in (" ".join(line.split()) for line in reader.text.split("\n")) if line]


class _LineReader(HTMLParser):
    """Blocks become lines, entries begin with a dot, and links say where they lead."""

    BLOCKS = {"p", "br", "li", "ul", "ol", "h2", "h3", "h4", "div"}

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCKS:
            self.text += "\n• " if tag == "li" else "\n"
        if tag == "a":
            self.href = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BLOCKS:
            self.text += "\n"
        if tag == "a" and self.href:
            self.text += f" ({self.href})"

    def handle_data(self, data: str) -> None:
        self.text += data.replace("\n", " ")


def compare(old: str, new: str) -> list[Paragraph]:
    """The new text with what was taken out and what was put in; paragraphs that did not change stay whole."""
    before, after = old.splitlines(), new.splitlines()
    if len(before) + len(after) > MOST_LINES:
        return _whole(before, after)
    changed = _changed if len(_WORD.findall(f"{old} {new}")) <= MOST_WORDS else _whole
    found: list[Paragraph] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            found += [[Piece(SAME, line)] for line in after[c:d]]
        else:
            found += changed(before[a:b], after[c:d])
    return found


def _whole(before: list[str], after: list[str]) -> list[Paragraph]:
    return [*([Piece(OUT, line)] for line in before), *([Piece(IN, line)] for line in after)]


def _changed(before: list[str], after: list[str]) -> list[Paragraph]:
    """Paragraphs that took each other's place are compared by words, the ones left over are wholly out or in."""
    pairs = min(len(before), len(after))
    compared = [_by_words(old, new) for old, new in zip(before, after, strict=False)]
    return [*compared, *_whole(before[pairs:], after[pairs:])]


def _by_words(old: str, new: str) -> Paragraph:
    before, after = _WORD.findall(old), _WORD.findall(new)
    pieces: Paragraph = []
    words = SequenceMatcher(None, [w.rstrip() for w in before], [w.rstrip() for w in after])
    for kind, a, b, c, d in words.get_opcodes():
        if kind == "equal":
            pieces.append(Piece(SAME, "".join(after[c:d])))
            continue
        if a < b:
            pieces.append(Piece(OUT, "".join(before[a:b])))
        if c < d:
            pieces.append(Piece(IN, "".join(after[c:d])))
    return pieces
