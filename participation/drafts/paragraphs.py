"""Drafts that are discussed: what a paragraph is, its plain wording, and how two wordings differ."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from html import unescape
from itertools import chain
from typing import Any

from django.utils.html import strip_tags

LINE_ENDS = re.compile(r"<br\s*/?>|</(?:p|li|ul|ol|h\d)>")
LIST_ITEM = re.compile(r"<li\b[^>]*>")
WORDS = re.compile(r"\S+\s*")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph under the name that it keeps through all versions."""

    id: str
    heading: str
    text: str
    """Plain, one line for each paragraph or point of a list."""

    @property
    def whole(self) -> str:
        return "\n".join(part for part in (self.heading, self.text) if part)


@dataclass(frozen=True)
class Piece:
    """Some words of a comparison: "same", "added" or "removed"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """What became of one paragraph from one version to another: "same", "changed", "added" or "removed"."""

    id: str
    kind: str
    heading: list[Piece]
    text: list[Piece]


def plain(html: str) -> str:
    """The wording of a formatted text, without any markup."""
    lines = unescape(strip_tags(LIST_ITEM.sub("– ", LINE_ENDS.sub("\n", html)))).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def paragraphs_in(draft: Any) -> list[Paragraph]:
    """The paragraphs of a draft as it stands in a page."""
    return [
        Paragraph(str(block.id or ""), block.value["heading"].strip(), plain(block.value["text"].source))
        for block in draft
    ]


def as_rows(paragraphs: Iterable[Paragraph]) -> list[dict[str, str]]:
    """What is stored of a version."""
    return [asdict(paragraph) for paragraph in paragraphs]


def differences(old: list[Paragraph], new: list[Paragraph]) -> list[Difference]:
    """Both versions as one: in the order of the new one, and what is gone where it stood."""
    before, after = {item.id: item for item in old}, {item.id: item for item in new}
    return [difference(before.get(name), after.get(name)) for name in in_one_order(list(before), list(after))]


def in_one_order(before: list[str], after: list[str]) -> Iterator[str]:
    """Each name once; what was taken out follows what it stood behind."""
    gone: dict[str, list[str]] = {}
    last = ""
    for name in before:
        if name in after:
            last = name
        else:
            gone.setdefault(last, []).append(name)
    return chain(gone.get("", []), chain.from_iterable((name, *gone.get(name, [])) for name in after))


def difference(old: Paragraph | None, new: Paragraph | None) -> Difference:
    if old is None or new is None:
        kind = "added" if old is None else "removed"
        item = new or old or Paragraph("", "", "")
        return Difference(item.id, kind, [Piece(kind, item.heading)], [Piece(kind, item.text)])
    kind = "same" if (old.heading, old.text) == (new.heading, new.text) else "changed"
    return Difference(new.id, kind, list(pieces(old.heading, new.heading)), list(pieces(old.text, new.text)))


def pieces(old: str, new: str) -> Iterator[Piece]:
    """Two wordings word by word; spaces alone make no difference."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    first, second = ([word.strip() for word in side] for side in (before, after))
    for kind, start, end, begins, ends in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(after[begins:ends]))
            continue
        if start < end:
            yield Piece("removed", "".join(before[start:end]))
        if begins < ends:
            yield Piece("added", "".join(after[begins:ends]))
