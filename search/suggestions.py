"""What is proposed while somebody types: services first, after two letters, inside compounds, umlauts or not.

Each process keeps the words of titles and search words in memory, sorted, so that a beginning is found by bisection.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import chain, islice
from typing import NamedTuple

from django.db import connection
from rapidfuzz.distance import OSA

from search import facets, steering
from search.analysis import fold, stop_words, words
from search.compounds import Splitter
from search.documents import current_vocabulary
from search.models import IndexedDocument, IndexVersion
from search.remembered import Remembered
from search.steering import Steering

GERMAN = "de"
KEPT_FOR = 300  # seconds, by browsers and caches in front
MOST = 8
NEAR, NEAR_BEGINNINGS = 5, (5, 4)
SHORTEST, LONGEST = 2, 100
MOST_TYPED = 6
# The beginnings that nearly everything shares are answered beforehand.
READY = 2
SHORTEST_TO_MEND = 4
# Of the documents with the rarest typed word, so many are compared with the other words.
MOST_COMPARED = 400
ORDER = {"service": 0, "department": 1, "project": 2, "page": 3, "news": 4}
START, IN_TITLE, PART_OF_TITLE, KEYWORD, PART_OF_KEYWORD = range(5)


@dataclass(frozen=True)
class Suggestion:
    """A line of the list under a search box."""

    text: str
    url: str | None
    kind: str
    keyword: str = ""
    """The word that was typed, if it is another one than in the text."""


class Entry(NamedTuple):
    """A document that can be suggested, in the order in which documents are."""

    order: tuple
    document: int
    title: str
    url: str
    kind: str
    words: tuple[str, ...]


class Use(NamedTuple):
    """That a document is found by a word; the better ones come first."""

    order: tuple
    entry: Entry
    keyword: str


class Suggester:
    """Answers beginnings of words from memory."""

    def __init__(self, uses: Iterable[tuple[str, Use]]) -> None:
        self.uses: dict[str, list[Use]] = defaultdict(list)
        self.ready: dict[str, list[Use]] = defaultdict(list)
        for word, use in sorted(uses, key=lambda pair: pair[1].order):
            self.uses[word].append(use)
            for length in range(1, READY + 1):
                self._keep_ready(word[:length], use)
        self.words = sorted(self.uses)

    def _keep_ready(self, beginning: str, use: Use) -> None:
        # Twice as many as are shown, since some may be blocked.
        first = self.ready[beginning]
        if len(first) < 2 * MOST and all(use.entry.title != other.entry.title for other in first):
            first.append(use)

    def find(self, typed: str) -> list[Use]:
        """The best documents for what has been typed so far, each title once."""
        beginnings = [word.folded for word in words(typed, joined=False)][:MOST_TYPED]
        beginnings = [word for word in beginnings[:-1] if word not in stop_words(GERMAN)] + beginnings[-1:]
        if not beginnings:
            return []
        found = distinct(self._with_all(beginnings)) or distinct(self._of_word("".join(beginnings)))
        return found or distinct(self._with_all([self._mended(word) for word in beginnings]))

    def _with_all(self, beginnings: list[str]) -> Iterator[Use]:
        longest = max(beginnings, key=len)
        if len(longest) < SHORTEST:
            return iter(())
        others = [word for word in beginnings if word != longest]
        found = self._of_word(longest)
        if not others:
            return found
        compared = islice(found, MOST_COMPARED)
        return (use for use in compared if all(starts_one(use.entry.words, other) for other in others))

    def _of_word(self, beginning: str) -> Iterator[Use]:
        if len(beginning) <= READY and beginning in self.ready:
            return iter(self.ready[beginning])
        return merge(*(self.uses[word] for word in self._range(beginning)), key=lambda use: use.order)

    def _range(self, beginning: str) -> list[str]:
        return self.words[bisect_left(self.words, beginning) : bisect_left(self.words, beginning + "\U0010ffff")]

    def _mended(self, beginning: str) -> str:
        """The beginning of a known word that differs by one slip behind the first two letters."""
        if len(beginning) < SHORTEST_TO_MEND or self._range(beginning):
            return beginning
        for word in self._range(beginning[:2]):
            for length in (len(beginning), len(beginning) + 1, len(beginning) - 1):
                if OSA.distance(word[:length], beginning, score_cutoff=1) <= 1:
                    return word[:length]
        return beginning


def starts_one(known: tuple[str, ...], beginning: str) -> bool:
    return any(word.startswith(beginning) for word in known)


def distinct(uses: Iterable[Use]) -> list[Use]:
    """The first ones, each title once."""
    found: dict[str, Use] = {}
    for use in uses:
        found.setdefault(use.entry.title, use)
        if len(found) >= 2 * MOST:
            break
    return list(found.values())


class Reader:
    """Reads the documents of a language and of German, as residents of that language see them."""

    def __init__(self, language: str, splitter: Splitter) -> None:
        self.language, self.splitter = language, splitter

    def read(self) -> Suggester:
        columns = ("pk", "kind", "language", "title", "url", "keywords", "facets", "views")
        rows = IndexedDocument.objects.filter(language__in={self.language, GERMAN}).values_list(*columns)
        return Suggester(chain.from_iterable(self._uses(*row) for row in rows.iterator(2000)))

    def _uses(
        self, document: int, kind: str, language: str, title: str, url: str, keywords: str, properties: str, views: int
    ) -> Iterator[tuple[str, Use]]:
        # A life situation is a search word too, but a heading says too little of what stands below it.
        headings = {value for _name, value in facets.read(properties)}
        sources = [(title, START, PART_OF_TITLE)]
        sources += [(text, KEYWORD, PART_OF_KEYWORD) for text in keywords.split(", ") if text and text not in headings]
        found: dict[str, tuple[int, int, str]] = {}
        for text, whole, part in sources:
            for word, length in self._words(text, language):
                found.setdefault(word, (part if length else whole, length, "" if text == title else text))
                whole = IN_TITLE if text == title else PART_OF_KEYWORD
        place = (language != self.language, ORDER.get(kind, len(ORDER)))
        entry = Entry((*place, -views, len(title), title), document, title, url, kind, tuple(found))
        for word, (quality, length, keyword) in found.items():
            yield word, Use((*place, quality, -views, length, len(title), title), entry, keyword)

    def _words(self, text: str, language: str) -> Iterator[tuple[str, int]]:
        """The words of a text, then what stands behind the joints of its compounds, with the compound's length."""
        known = words(text, language)
        yield from ((word.folded, 0) for word in known)
        for word in known if language == GERMAN else ():
            place = 0
            for part in self.splitter.split(word.folded, word.stem):
                place = max(word.folded.find(part, place), place)
                if place:
                    yield word.folded[place:], len(word.folded)


# The words of this process, for each language in which pages are read.
cache: dict[str, Remembered[Suggester]] = defaultdict(Remembered)


def suggest(typed: str, language: str = GERMAN, decided: Steering | None = None) -> list[Suggestion]:
    """At most eight proposals for what has been typed so far."""
    decided = decided or steering.current()
    typed = typed[:LONGEST].strip()
    if not decided.suggests or len(fold(typed)) < SHORTEST or decided.is_blocked(typed):
        return []
    return shown(proposals(language, lambda known: known.find(typed)), decided, MOST)


def near(text: str, language: str = GERMAN) -> list[Suggestion]:
    """What begins like the words of a query that has found nothing."""
    typed = [word.folded for word in words(text[:LONGEST], joined=False)]
    beginnings = [word[:length] for length in NEAR_BEGINNINGS for word in typed if len(word) >= length]
    uses = proposals(language, lambda known: distinct(chain.from_iterable(map(known.find, beginnings))))
    return shown(uses, steering.current(), NEAR)


def proposals(language: str, ask: Callable[[Suggester], list[Use]]) -> list[Use]:
    """What the words of this process answer, without what has been unpublished since they were read."""
    version = IndexVersion.current()

    def read() -> Suggester:
        return Reader(language, current_vocabulary().splitter).read()

    known = cache[language]
    uses = ask(known.get(version, read, is_awaited=connection.in_atomic_block))
    return still_there(uses) if known.is_old(version) else uses


def still_there(uses: list[Use]) -> list[Use]:
    """A page that was taken back, or a title that was corrected, must not be shown until somebody reads again."""
    stored = IndexedDocument.objects.filter(pk__in={use.entry.document for use in uses})
    titles = dict(stored.values_list("pk", "title"))
    return [use for use in uses if titles.get(use.entry.document) == use.entry.title]


def shown(uses: list[Use], decided: Steering, most: int) -> list[Suggestion]:
    """The first ones in which nothing is blocked."""
    allowed = (use for use in uses if not any(map(decided.is_blocked, (use.entry.title, use.keyword))))
    return [Suggestion(use.entry.title, use.entry.url, use.entry.kind, use.keyword) for use in islice(allowed, most)]
