"""All words of the index with the number of documents they stand in, kept in memory by each process."""

import time
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cached_property
from math import log

from search.compounds import Splitter
from search.spelling import Speller

MOST_COMPLETIONS, MOST_LOOKED_AT = 5, 200
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

    def __contains__(self, stem: str) -> bool:
        return stem in self.counts

    @cached_property
    def splitter(self) -> Splitter:
        return Splitter(self.title_words)

    @cached_property
    def speller(self) -> Speller:
        """Of words that may stand for a mistyped one; of equals, the commoner first.

        What stands in a single text only, and in no title, is itself rather a slip than what somebody meant.
        """
        telling = (word for word, count in self.counts.items() if count > 1 or word in self.title_words)
        return Speller(sorted(telling, key=lambda word: (word not in self.title_words, -self.counts[word], word)))

    def idf(self, stem: str) -> float:
        """How much a word tells: much if few documents have it."""
        count = min(self.counts.get(stem, 0), self.documents)
        return log(1 + (self.documents - count + 0.5) / (count + 0.5))

    def beginning_with(self, letters: str) -> list[str]:
        """Words of titles and keywords that begin so: what somebody meant who has not finished typing."""
        start = bisect_left(self._ordered, letters)
        found = [word for word in self._ordered[start : start + MOST_LOOKED_AT] if word.startswith(letters)]
        return sorted(found, key=lambda word: (-self.counts[word], word))[:MOST_COMPLETIONS]

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(word for word in self.title_words if word in self.counts)


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
