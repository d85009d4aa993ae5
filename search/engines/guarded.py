"""Asks the cluster as long as it answers at once, and the site's own database otherwise: both find the same."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from search.breaker import Breaker
from search.engines.base import DatabaseEngine, Engine, Group, Health, Wanted
from search.engines.bindings import ClusterError
from search.engines.cluster import ClusterEngine
from search.models import IndexedDocument
from search.ranking import Candidate
from search.vocabulary import Vocabulary

logger = logging.getLogger(__name__)

# A search asks the cluster up to three times, each time for half a second at most. One that has waited this long in
# all asks the database for the rest, so that everything together stays below a second.
PATIENCE_SECONDS = 0.25

Answer = TypeVar("Answer")


class Guarded(Engine):
    """The cluster with the database behind it. A search never fails and never waits long because of the cluster."""

    def __init__(self, cluster: ClusterEngine, database: Callable[[], DatabaseEngine], breaker: Breaker) -> None:
        self.name = cluster.name
        self.cluster = cluster
        self.database = database
        self.breaker = breaker
        self.waited = Waited()

    def candidates(self, wanted: Wanted) -> list[Candidate]:
        return self._ask(wanted, self.cluster.candidates, lambda: self.database().candidates(wanted))

    def count(self, wanted: Wanted) -> list[Group]:
        return self._ask(wanted, self.cluster.count, lambda: self.database().count(wanted))

    def _ask(self, wanted: Wanted, ask: Callable[[Wanted], Answer], otherwise: Callable[[], Answer]) -> Answer:
        if not wanted.query.terms or self.waited.by(wanted) > PATIENCE_SECONDS or not self.breaker.allows():
            return otherwise()
        started = time.monotonic()
        try:
            answer = ask(wanted)
        except ClusterError as error:
            self._note_failure(str(error))
            return otherwise()
        except Exception:
            logger.exception("What the search cluster answers cannot be understood.")
            self._note_failure("an answer that cannot be understood")
            return otherwise()
        finally:
            self.waited.note(wanted, time.monotonic() - started)
        if self.breaker.succeeded():
            logger.warning("The search cluster answers again.")
        return answer

    def _note_failure(self, reason: str) -> None:
        if self.breaker.failed(reason):
            logger.warning("The search cluster does not answer, so the database does for a while: %s", reason)

    def upsert(self, documents: list[IndexedDocument]) -> None:
        self.database().upsert(documents)

    def delete(self, keys: list[str]) -> None:
        self.database().delete(keys)

    def read_vocabulary(self) -> Vocabulary:
        return self.database().read_vocabulary()

    def rebuild(self) -> None:
        self.database().rebuild()

    def health(self) -> Health:
        return self.cluster.health()


class Waited(threading.local):
    """How long this thread has waited for the cluster in its latest search, which is known by its query."""

    query: object = None
    seconds = 0.0

    def by(self, wanted: Wanted) -> float:
        return self.seconds if wanted.query is self.query else 0.0

    def note(self, wanted: Wanted, seconds: float) -> None:
        self.query, self.seconds = wanted.query, self.by(wanted) + seconds
