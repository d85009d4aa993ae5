"""What a process has read of the index and keeps in memory, without anybody waiting when the index changes."""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from django.db import DatabaseError, connections

logger = logging.getLogger(__name__)

# Words change with every publication. Reading them again may take at most this share of a process's time.
SHARE_FOR_READING = 0.05

T = TypeVar("T")
Work = Callable[[], object]


def in_a_thread(work: Work) -> None:
    """Do something beside what this process does; what it cannot do now the next search asks for again."""

    def run() -> None:
        try:
            work()
        except DatabaseError:
            logger.exception("The words of the index cannot be read, the search goes on with those it knows.")
        finally:
            connections.close_all()

    threading.Thread(target=run, name="words of the search", daemon=True).start()


class Remembered(Generic[T]):
    """Something read of the index at one of its versions; read again when it has changed, for a share of the time.

    Nobody waits for that: a thread reads, one at a time, and until then all go on with the old. Only the first reading
    is waited for.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, start: Callable[[Work], None] = in_a_thread
    ) -> None:
        self.clock, self.start = clock, start
        self.value: T | None = None
        self.version = -1
        self.read_at = self.read_again_at = 0.0
        self._reading = threading.Lock()

    def get(self, version: int, read: Callable[[], T], is_awaited: bool = False) -> T:
        """A reading in a transaction is awaited: no other thread sees what that has changed."""
        if self.value is None:
            with self._reading:
                return self._read(version, read) if self.value is None else self.value
        if self.is_old(version) and self.clock() >= self.read_again_at and self._reading.acquire(blocking=False):
            work = partial(self._read_and_release, version, read)
            work() if is_awaited else self.start(work)
        return self.value

    def is_old(self, version: int) -> bool:
        """Whether it was read of another version of the index."""
        return version != self.version

    def _read_and_release(self, version: int, read: Callable[[], T]) -> None:
        try:
            self._read(version, read)
        finally:
            self._reading.release()

    def _read(self, version: int, read: Callable[[], T]) -> T:
        began = self.clock()
        self.value, self.version = read(), version
        self.read_at = self.clock()
        self.read_again_at = self.read_at + (self.read_at - began) / SHARE_FOR_READING
        return self.value
