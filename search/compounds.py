"""Takes long German words apart: Hundesteueranmeldung into Hund, Steuer and Anmeldung.

Known parts are our own list of administrative words and the words in the titles of the site itself.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from search.analysis import fold, stem

BASE_WORDS = Path(__file__).parent / "data" / "base_words.txt"
LINKS = ("ungs", "ung", "es", "en", "er", "ns", "s", "n", "e")
SHORTEST_COMPOUND = 6
SHORTEST_PART = 3
SHORTEST_SITE_PART = 4
MOST_PARTS = 5
# What strangers type must not fill the memory: with so many words a splitter forgets all of them and begins anew.
MOST_KNOWN = 100_000
# Costs: as few parts as possible, from our own list rather than from the site, unaltered rather than altered.
PART, SHORT, FROM_SITE, ALTERED = 1.0, 0.3, 0.3, 0.2


class Part(NamedTuple):
    """A known part of words: its stem and what using it costs."""

    stem: str
    cost: float


class Splitter:
    """Knows the parts of words and finds the cheapest way to build a word from them."""

    def __init__(self, site_stems: Iterable[str] = ()) -> None:
        site = [
            (text, Part(text, PART + FROM_SITE))
            for text in site_stems
            if len(text) >= SHORTEST_SITE_PART and text.isascii() and text.isalpha()
        ]
        self.last = dict(site) | dict(base_parts())
        self.inner = with_links(site) | base_inner_parts()
        self.known: dict[str, tuple[str, ...]] = {}
        self.parts = _Parts(self)

    def split(self, folded: str, stemmed: str) -> tuple[str, ...]:
        """The stems of the parts of a word, in order; nothing if it is no compound of known parts."""
        # Looked up once: another thread may forget everything at any moment.
        found = self.known.get(folded)
        if found is None:
            found = self._split(folded, stemmed)
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            self.known[folded] = found
        return found

    def _split(self, folded: str, stemmed: str) -> tuple[str, ...]:
        is_candidate = len(stemmed) >= SHORTEST_COMPOUND and folded.isascii() and folded.isalpha()
        if not is_candidate or stemmed in base_atoms():
            return ()
        # Where snowball has cut into the last part (Kalender loses -ender), the whole word is tried.
        return self._cheapest(stemmed, self.last) or self._cheapest(folded, self.inner)

    def all_parts(self, folded: str, stemmed: str) -> tuple[str, ...]:
        """The parts and the parts of the parts: Schwerbehindertenausweis is found under Behinderter, too."""
        return self.parts[folded, stemmed]

    def _cheapest(self, word: str, last: dict[str, Part]) -> tuple[str, ...]:
        """The best way to reach each position from the front; the last one is the whole word."""
        best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
        length = len(word)
        for end in range(SHORTEST_PART, length + 1):
            parts = last if end == length else self.inner
            for start, (cost, before) in list(best.items()):
                part = parts.get(word[start:end])
                if part is None or end - start == length:
                    continue
                if end not in best or cost + part.cost < best[end][0]:
                    best[end] = (cost + part.cost, (*before, part.stem))
        found = best[length][1] if length in best else ()
        return found if 2 <= len(found) <= MOST_PARTS else ()


class _Parts(dict[tuple[str, str], tuple[str, ...]]):
    """Remembers the parts of words, a word as it is compared and its stem."""

    def __init__(self, splitter: Splitter) -> None:
        super().__init__()
        self.splitter = splitter

    def __missing__(self, word: tuple[str, str]) -> tuple[str, ...]:
        parts = self.splitter.split(*word)
        found = tuple(dict.fromkeys(found for part in parts for found in (part, *self.splitter.split(part, part))))
        if len(self) >= MOST_KNOWN:
            self.clear()
        self[word] = found
        return found


def with_links(parts: Iterable[tuple[str, Part]]) -> dict[str, Part]:
    """Parts as they stand before others, with the letters that join them: Hund-e-steuer, Geburt-s-urkunde."""
    parts = list(parts)
    altered = [(text, Part(part.stem, part.cost + ALTERED)) for text, part in parts]
    return {text + link: part for text, part in altered for link in LINKS} | dict(parts)


@lru_cache(maxsize=1)
def base_words() -> tuple[str, ...]:
    lines = BASE_WORDS.read_text(encoding="utf-8").splitlines()
    return tuple(fold(line) for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def base_atoms() -> frozenset[str]:
    """Words of our list are not taken apart themselves: Haushalt is no house of a halter."""
    return frozenset(stem(word) for word in base_words())


@lru_cache(maxsize=1)
def base_parts() -> tuple[tuple[str, Part], ...]:
    """The words of our list, whole and as stems; a stem of three letters (erb, neb) is too short to be trusted."""
    stems = [(stem(word), Part(stem(word), PART)) for word in base_words() if len(stem(word)) > SHORTEST_PART]
    whole = [(word, Part(stem(word), PART + SHORT * (len(word) <= SHORTEST_PART))) for word in base_words()]
    return (*stems, *whole)


@lru_cache(maxsize=1)
def base_inner_parts() -> dict[str, Part]:
    return with_links(base_parts())
