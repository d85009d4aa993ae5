"""A website on this computer that answers exactly what a test tells it to, well-behaved or not."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from service_catalogue.links.network import Network

HOST = "dienst.musterstadt.de"
Reply = str | Callable[[socket.socket], None]


@dataclass
class LittleSite:
    port: int
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    scheme: str = "http"

    def url(self, path: str, host: str = HOST) -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def network(self, **changes) -> Network:
        """Every name leads here, and here may be asked."""
        values = {
            "resolve": lambda host, port: ["127.0.0.1"], "is_allowed": lambda address: True,
            "ports": frozenset({self.port}), "pause_seconds": 0, "connect_seconds": 2, "read_seconds": 2,
            "whole_seconds": 4, "agent": "Test (+https://www.musterstadt.de)",
        }  # fmt: skip
        return Network(**{**values, **changes})


def reply(status: str, *headers: str, body: str = "") -> str:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", body])


@contextmanager
def little_site(certificate=None) -> Iterator[LittleSite]:
    with socket.create_server(("127.0.0.1", 0), backlog=50) as listener:
        site = LittleSite(listener.getsockname()[1], scheme="https" if certificate else "http")
        context = None
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
        thread = threading.Thread(target=_serve, args=(listener, site, context), daemon=True)
        thread.start()
        try:
            yield site
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _serve(listener: socket.socket, site: LittleSite, context: ssl.SSLContext | None) -> None:
    while True:
        try:
            connection, _address = listener.accept()
        except OSError:
            return
        threading.Thread(target=_answer, args=(connection, site, context), daemon=True).start()


def _answer(connection: socket.socket, site: LittleSite, context: ssl.SSLContext | None) -> None:
    with suppress(OSError):
        try:
            connection.settimeout(5)
            if context:
                connection = context.wrap_socket(connection, server_side=True)
            head = b""
            while b"\r\n\r\n" not in head:
                if not (piece := connection.recv(4096)):
                    return
                head += piece
                if head[0] == 0x16:  # the beginning of TLS, which a server without it takes for nonsense
                    connection.sendall(reply("400 Bad Request").encode())
                    return
            _send(connection, site, head.decode())
        finally:
            connection.close()


def _send(connection: socket.socket, site: LittleSite, head: str) -> None:
    method, path, _version = head.partition("\r\n")[0].split(" ")
    site.asked.append(f"{method} {path}")
    site.heads.append(head)
    answer = site.replies.get(f"{method} {path}", site.replies.get(path, reply("404 Not Found")))
    if callable(answer):
        answer(connection)
    else:
        connection.sendall(answer.encode())
