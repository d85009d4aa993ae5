import logging
import secrets
import signal
import socket
import threading
from types import FrameType

from django.db import DatabaseError, InterfaceError, close_old_connections

from . import queue, schedule

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 2


class Worker:
    """Works the schedule and the queue, one piece after the other; several workers may run side by side."""

    def __init__(self, name: str = "") -> None:
        # Two workers of one name must not take each other's leases for their own.
        self.name = f"{name or socket.gethostname()}"[:80] + f"-{secrets.token_hex(4)}"
        self.stopping = threading.Event()
        self.worked = 0

    def stop_on_signals(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Finish what is in hand, then end; a second signal ends at once."""
        self.stopping.set()
        signal.signal(number, signal.SIG_DFL)

    def turn(self) -> bool:
        """One round: what killed workers left, all due jobs, one task; tell whether anything was done."""
        before = self.worked
        queue.rescue()
        for job in schedule.due_jobs():
            if self.stopping.is_set():
                return False
            self.worked += schedule.run(job, self.name)
        self.worked += queue.work_one(self.name)
        return self.worked > before

    def work_what_is_due(self) -> None:
        while not self.stopping.is_set() and self.turn():
            pass

    def work_until_stopped(self) -> None:
        """Go on through everything, a restart of the database included."""
        while not self.stopping.is_set():
            try:
                self.work_what_is_due()
            except (DatabaseError, InterfaceError):
                logger.exception("The database did not answer; the work goes on in a moment.")
            close_old_connections()
            self.stopping.wait(PAUSE_SECONDS)
