"""All words of the index with the number of documents they stand in, kept in memory by each process."""

import logging
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cached_property
from math import log

from django.db import DatabaseError, connections

from search.compounds import Splitter
from search.spelling import Speller

logger = logging.getLogger(__name__)

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


def in_a_thread(work: Callable[[], object]) -> None:
    """Do something beside what this process does; what it cannot do now the next search asks for again."""

    def run() -> None:
        try:
            work()
        except DatabaseError:
            logger.exception("The words of the index cannot be read, the search goes on with those it knows.")
        finally:
            connections.close_all()

    threading.Thread(target=run, name="vocabulary", daemon=True).start()


class VocabularyCache:
    """The vocabulary of this process, read again when the index has changed.

    A change by this process shows at once in its next search. Changes by others, and those in the middle of an
    import, may wait a little: an old vocabulary only blurs the order of results. So no search waits for them:
    a thread reads the words (half a second with 5,000 documents), and until then all go on with the old ones.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, start: Callable[[Callable[[], object]], None] = in_a_thread
    ) -> None:
        self.clock, self.start = clock, start
        self.vocabulary: Vocabulary | None = None
        self.version = -1
        self.is_changed_here = False
        self.read_at = self.read_again_at = 0.0
        self._reading = threading.Lock()

    def note_change(self) -> None:
        self.is_changed_here = True

    def get(
        self, version: int, read: Callable[[], Vocabulary], for_search: bool = True, in_transaction: bool = False
    ) -> Vocabulary:
        """`read` is not left to another thread in a transaction: only this one sees what that has changed."""
        if self.vocabulary is None or (self.is_changed_here and for_search):
            with self._reading:
                known = self.vocabulary
                return self._read(version, read) if known is None or self.is_changed_here else known
        is_old = self.is_changed_here or version != self.version
        if is_old and self._is_due(for_search) and self._reading.acquire(blocking=False):
            if for_search and not in_transaction:
                self.start(lambda: self._read_and_release(version, lambda: read().prepared()))
            else:
                self._read_and_release(version, read)
        return self.vocabulary

    def _is_due(self, for_search: bool) -> bool:
        kept = 0.0 if for_search else KEPT_FOR_WRITING
        return self.clock() >= max(self.read_again_at, self.read_at + kept)

    def _read_and_release(self, version: int, read: Callable[[], Vocabulary]) -> None:
        try:
            self._read(version, read)
        finally:
            self._reading.release()

    def _read(self, version: int, read: Callable[[], Vocabulary]) -> Vocabulary:
        began = self.clock()
        self.is_changed_here = False
        self.vocabulary, self.version = read(), version
        self.read_at = self.clock()
        self.read_again_at = self.read_at + (self.read_at - began) / SHARE_FOR_READING
        return self.vocabulary
