"""One line on the terminal that says how far an import is; nothing at all where nobody watches."""

import time
from typing import Any

from django.utils.translation import gettext as _

WIDTH = 30
PAUSE = 0.1  # seconds between two pictures of the bar


class ProgressBar:
    """Draws over its own line."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.is_shown = bool(getattr(stream, "isatty", lambda: False)())
        self.last = ("", 0.0)

    def show(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if not self.is_shown or (step == self.last[0] and now - self.last[1] < PAUSE and done < total):
            return
        self.last = (step, now)
        share = min(done / total, 1.0) if total else 1.0
        names = {"read": _("Reading"), "write": _("Writing"), "tell": _("Updating search and lists")}
        filled = int(share * WIDTH)
        text = f"{names.get(step, step)} [{'#' * filled}{'.' * (WIDTH - filled)}] {share:4.0%}"
        self.stream.write(f"\r\x1b[K{text}")
        self.stream.flush()

    def clear(self) -> None:
        if self.is_shown and self.last[0]:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
