"""A line between the site and a server, which can be cut and mended."""

import contextlib
import socket
import threading
from typing import Self
from urllib.parse import urlsplit


class Line:
    """Listens on a port of its own. `state`: "open", "cut" (connections break) or "silent" (nothing comes back)."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self.server = (parts.hostname or "", parts.port or 9200)
        self.state = "open"
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listening.getsockname()[1]
        self.sockets: list[socket.socket] = []

    def __enter__(self) -> Self:
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *args: object) -> None:
        # Closing alone would not wake the thread that waits in accept().
        for each in (self.listening, *self.sockets):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listening.accept()
                far = socket.create_connection(self.server)
                self.sockets += [near, far]
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=self.carry, args=(source, target), daemon=True).start()

    def carry(self, source: socket.socket, target: socket.socket) -> None:
        """Until one end closes, or the line is cut."""
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                if self.state == "cut":
                    break
                if self.state == "open":
                    target.sendall(data)
        for each in (source, target):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
