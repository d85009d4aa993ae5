"""Everyday words and the official ones they stand for."""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from search.analysis import content_words, stem
from search.spelling import Speller

DATA = Path(__file__).parent / "data"
SYNONYMS = DATA / "synonyms.txt"
LONGEST_EXPRESSION = 3
GERMAN = "de"
BOTH_WAYS, LEADS_TO = "=", ">"

Expression = tuple[str, ...]
Meanings = dict[Expression, dict[Expression, None]]


class Row(NamedTuple):
    """Some expressions and what they stand for, as they are written down: separated by commas."""

    said: str
    direction: str
    meant: str
    language: str = GERMAN


class Synonyms:
    """For each expression the expressions (as stems) that mean the same to a resident.

    Expressions of other languages are known by the stems of their language.
    """

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.meanings: Meanings = {}
        self.foreign: dict[str, Meanings] = {}
        for row in rows:
            self._learn(row)

    @classmethod
    def of_lines(cls, lines: Iterable[str], language: str = GERMAN) -> "Synonyms":
        return cls(read_lines(lines, language))

    def of(self, *stems: str) -> list[Expression]:
        return list(self.meanings.get(stems, ()))

    def of_foreign(self, *folded: str) -> list[Expression]:
        """What words of other languages stand for, folded as they were typed, in any of their forms."""
        found: dict[Expression, None] = {}
        for language, meanings in self.foreign.items():
            found |= meanings.get(tuple(stem(word, language) for word in folded), {})
        return list(found)

    @cached_property
    def speller(self) -> Speller:
        """Of the German words that people say: they may be mistyped as well."""
        return Speller(expression[0] for expression in self.meanings if len(expression) == 1)

    def _learn(self, row: Row) -> None:
        said, meant = expressions(row.said, row.language), expressions(row.meant)
        if row.language != GERMAN:
            # The site is German: a foreign word is an entry, never a goal. Stems of two languages that look the same
            # (energy, Energie) are not the same.
            lead(self.foreign.setdefault(row.language, {}), said, meant, keep_same=True)
            return
        lead(self.meanings, said, meant)
        if row.direction == BOTH_WAYS:
            lead(self.meanings, meant, said)
            lead(self.meanings, said, said)
            lead(self.meanings, meant, meant)


def lead(meanings: Meanings, said: list[Expression], meant: list[Expression], keep_same: bool = False) -> None:
    for expression in said:
        targets = meanings.setdefault(expression, {})
        targets.update((target, None) for target in meant if keep_same or target != expression)


def expressions(side: str, language: str = GERMAN) -> list[Expression]:
    """The comma-separated expressions of one side as stems."""
    # A hyphenated word is one word here, as it is looked up joined.
    found = (content_words(text.replace("-", ""), language) for text in side.split(","))
    read = (tuple(word.stem for word in words) for words in found)
    return [expression for expression in read if expression]


def read_lines(lines: Iterable[str], language: str = GERMAN) -> list[Row]:
    """The rows of a list of ours; raises ValueError for a line that says nothing of use."""
    content = (line.partition("#")[0].strip() for line in lines)
    return [read_line(line, language) for line in content if line]


def read_line(line: str, language: str = GERMAN) -> Row:
    sign = BOTH_WAYS if BOTH_WAYS in line else LEADS_TO
    said, found, meant = line.partition(sign)
    if not found or not said.strip() or not meant.strip():
        raise ValueError(f"A line of synonyms needs “=” or “>” between two sides: {line}")
    return Row(said.strip(), sign, meant.strip(), language)


def shipped_rows() -> list[Row]:
    """What comes with the software: German everyday words, and entry words of other languages (entry_words.en.txt)."""
    lists = [(SYNONYMS, GERMAN), *((path, path.suffixes[-2][1:]) for path in sorted(DATA.glob("entry_words.*.txt")))]
    rows = (read_lines(path.read_text(encoding="utf-8").splitlines(), language) for path, language in lists)
    return [row for found in rows for row in found]


NO_SYNONYMS = Synonyms()


@lru_cache(maxsize=1)
def our_synonyms() -> Synonyms:
    """Those that come with the software, without what editors have made of them."""
    return Synonyms(shipped_rows())
