"""Leaves a server that does not answer in peace for a while, so that nobody waits for it again and again."""

import threading
import time
from collections.abc import Callable

PAUSE_SECONDS = 30.0


class Breaker:
    """Opens at the first failure. After a pause one trial is let through: it closes the breaker, or prolongs the pause."""

    def __init__(self, pause: float = PAUSE_SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self.pause = pause
        self.clock = clock
        self.lock = threading.Lock()
        self.is_open = False
        self.reason = ""
        self._next_trial_at = 0.0

    def allows(self) -> bool:
        """Whether the server may be asked now; whoever is told so says afterwards how it went."""
        if not self.is_open:
            return True
        with self.lock:
            if self.clock() < self._next_trial_at:
                return False
            # A trial that never reports back must not be the last one.
            self._next_trial_at = self.clock() + self.pause
            return True

    def failed(self, reason: str) -> bool:
        """The server did not answer; tells whether this has opened the breaker."""
        with self.lock:
            has_opened, self.is_open = not self.is_open, True
            self.reason = reason
            self._next_trial_at = self.clock() + self.pause
            return has_opened

    def succeeded(self) -> bool:
        """The server answered; tells whether this has closed the breaker."""
        with self.lock:
            has_closed, self.is_open = self.is_open, False
            self.reason = ""
            return has_closed
