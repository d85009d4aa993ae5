"""All words of the index with the number of documents they stand in, kept in memory by each process."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cached_property
from math import log

from search.compounds import Splitter
from search.remembered import Remembered
from search.spelling import Speller

MOST_COMPLETIONS, MOST_LOOKED_AT = 5, 200
# So many seconds an import writes with the words it knows: to take all words apart anew costs far more than to read them.
KEPT_FOR_WRITING = 60.0


class Vocabulary:
    """What the site talks about: which words exist, how rare they are, and which are spelt alike."""

    def __init__(self, documents: int, counts: dict[str, int], title_words: Iterable[str]) -> None:
        self.documents = documents
        self.counts = counts
        self.title_words = frozenset(title_words)

    def __contains__(self, stem: str) -> bool:
        return stem in self.counts

    def prepared(self) -> "Vocabulary":
        """Compute now what a search would have to wait for."""
        _ = self.splitter, self.speller, self._ordered
        return self

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


class VocabularyCache(Remembered[Vocabulary]):
    """The vocabulary of this process.

    A change by this process shows at once in its next search. Changes by others, and those in the middle of an
    import, may wait a little: an old vocabulary only blurs the order of results.
    """

    is_changed_here = False

    def note_change(self) -> None:
        self.is_changed_here = True

    def current(
        self, version: int, read: Callable[[], Vocabulary], for_search: bool = True, in_transaction: bool = False
    ) -> Vocabulary:
        if not for_search and self.value is not None and self.clock() < self.read_at + KEPT_FOR_WRITING:
            return self.value
        if for_search and self.is_changed_here and self.value is not None:
            with self._reading:
                return self._read(version, read) if self.is_changed_here else self.value
        if for_search and not in_transaction:
            return self.get(version, lambda: read().prepared())
        return self.get(version, read, is_awaited=True)

    def is_old(self, version: int) -> bool:
        return self.is_changed_here or super().is_old(version)

    def _read(self, version: int, read: Callable[[], Vocabulary]) -> Vocabulary:
        self.is_changed_here = False
        return super()._read(version, read)
