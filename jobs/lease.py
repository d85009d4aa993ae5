"""A worker borrows a piece of work for half a minute at a time.

While it works it prolongs the lease; when it is killed the lease runs out and the next worker takes over.
So no work is lost, and everything that is done here may be done twice: write it so that this does no harm.
"""

import logging
import threading
from datetime import timedelta
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.models import QuerySet
from django.utils import timezone

logger = logging.getLogger(__name__)

MAX_TRIES = 5
BACK_OFF = [timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1)]


def lease_time() -> timedelta:
    """How long a worker may be silent; a killed one is replaced after this time and a few seconds."""
    return timedelta(seconds=getattr(settings, "JOBS_LEASE_SECONDS", 30))


def back_off(failures: int) -> timedelta:
    """How long to wait after the first, second … failure."""
    return BACK_OFF[min(failures, len(BACK_OFF)) - 1]


class Heartbeat:
    """Prolongs the lease of one row as long as its work goes on."""

    def __init__(self, row: QuerySet) -> None:
        self.row = row
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.beat, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopped.set()
        self.thread.join()

    def beat(self) -> None:
        while not self.stopped.wait(lease_time().total_seconds() / 3):
            try:
                self.row.update(leased_until=timezone.now() + lease_time())
            except DatabaseError:
                logger.warning("A lease could not be prolonged.", exc_info=True)
        # The thread has a connection of its own, which nobody else would close.
        connections.close_all()
