"""All words of the index with the number of documents they stand in, kept in memory by each process."""

import time
from collections.abc import Callable, Iterable
from functools import cached_property
from math import log

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from search.analysis import LONGEST_WORD
from search.compounds import Splitter

SHORTEST_TO_CORRECT = 4
LONG_WORD = 8
MOST_NEIGHBOURS = 3
REMEMBERED = 2_000
# So many seconds an import writes with the words it knows: to take all words apart anew costs far more than to read them.
KEPT_FOR_WRITING = 60.0
# Words change with every publication. Reading them again may take at most this share of a process's time.
SHARE_FOR_READING = 0.05


class Vocabulary:
    """What the site talks about: which words exist, how rare they are, and which are spelt alike."""

    def __init__(self, documents: int, counts: dict[str, int], title_words: Iterable[str]) -> None:
        self.documents = documents
        self.counts = counts
        self.title_words = frozenset(title_words)
        self._neighbours: dict[tuple[str, int], list[tuple[str, int]]] = {}

    def __contains__(self, stem: str) -> bool:
        return stem in self.counts

    @cached_property
    def splitter(self) -> Splitter:
        return Splitter(self.title_words)

    @cached_property
    def _spelled(self) -> list[str]:
        """Words that may stand for a mistyped one; of equals, the commoner first."""
        fitting = (word for word in self.counts if SHORTEST_TO_CORRECT <= len(word) <= LONGEST_WORD and word.isalpha())
        return sorted(fitting, key=lambda word: (word not in self.title_words, -self.counts[word], word))

    def idf(self, stem: str) -> float:
        """How much a word tells: much if few documents have it."""
        count = min(self.counts.get(stem, 0), self.documents)
        return log(1 + (self.documents - count + 0.5) / (count + 0.5))

    def neighbours(self, word: str, farthest: int | None = None) -> list[tuple[str, int]]:
        """Known words that differ by one letter (two in long words), with the number of differing letters."""
        if len(word) < SHORTEST_TO_CORRECT or not word.isalpha():
            return []
        farthest = farthest or (1 if len(word) < LONG_WORD else 2)
        key = word, farthest
        if key not in self._neighbours:
            if len(self._neighbours) >= REMEMBERED:
                self._neighbours.clear()
            found = extract(
                word, self._spelled, scorer=OSA.distance, score_cutoff=farthest, limit=MOST_NEIGHBOURS, processor=None
            )
            # A short word with another first letter is another word: pleite is no leit.
            self._neighbours[key] = [
                (match, int(distance))
                for match, distance, _position in found
                if len(word) >= LONG_WORD or match[0] == word[0]
            ]
        return self._neighbours[key]


class VocabularyCache:
    """The vocabulary of this process, read again when the index has changed.

    A change by this process shows at once in its next search. Changes by others, and those in the middle of an
    import, may wait a little: an old vocabulary only blurs the order of results.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.vocabulary: Vocabulary | None = None
        self.version = -1
        self.is_changed_here = False
        self.read_at = self.read_again_at = 0.0

    def note_change(self) -> None:
        self.is_changed_here = True

    def get(self, version: int, read: Callable[[], Vocabulary], for_search: bool = True) -> Vocabulary:
        now = self.clock()
        is_old = self.is_changed_here or version != self.version
        if self.vocabulary is None or (is_old and self._is_due(now, for_search)):
            self.is_changed_here = False
            self.vocabulary, self.version = read(), version
            self.read_at = self.clock()
            self.read_again_at = self.read_at + (self.read_at - now) / SHARE_FOR_READING
        return self.vocabulary

    def _is_due(self, now: float, for_search: bool) -> bool:
        if for_search:
            return self.is_changed_here or now >= self.read_again_at
        return now >= max(self.read_again_at, self.read_at + KEPT_FOR_WRITING)
