"""Servers that do what a search cluster does in bad times, on real sockets of this machine."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

INDEX = "town-20260101000000000000"


@contextmanager
def refusing() -> Iterator[int]:
    """A port on which nobody listens."""
    with socket.socket() as reserved:
        # Bound, so that nobody else gets it meanwhile.
        reserved.bind(("127.0.0.1", 0))
        yield reserved.getsockname()[1]


@contextmanager
def silent() -> Iterator[int]:
    """A server that takes connections and never says anything."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listening:
        yield listening.getsockname()[1]


@contextmanager
def serving(answer: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), answer) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


class Answer(BaseHTTPRequestHandler):
    """Says the same to everything: a status and an error."""

    status = 200
    protocol_version = "HTTP/1.0"  # a connection ends with its answer, so that nothing is left open

    def handle_one(self) -> None:
        asked = self.rfile.read(int(self.headers.get("content-length") or 0))
        self.say(self.status, self.content(asked))

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_one  # noqa: N815

    def content(self, asked: bytes) -> dict:
        return {"error": {"type": "trouble", "reason": "as ordered"}, "status": self.status}

    def say(self, status: int, content: dict) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("x-elastic-product", "Elasticsearch")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.write(body)

    def write(self, body: bytes) -> None:
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Tests are quiet."""


class TooManyRequests(Answer):
    status = 429


class Unavailable(Answer):
    status = 503


class Dripping(Answer):
    """Every single byte comes in time, the answer does not."""

    def write(self, body: bytes) -> None:
        try:
            for byte in body[:15]:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass


class ReadOnly(Answer):
    """The disk is full: the index is there, but takes no document."""

    def content(self, asked: bytes) -> dict:
        if self.path.startswith("/_bulk"):
            verbs = [line for line in asked.splitlines() if b'"_index"' in line]
            error = {"type": "cluster_block_exception", "reason": "disk usage exceeded flood-stage watermark"}
            return {"errors": True, "items": [{"index": {"status": 403, "error": error}} for _ in verbs]}
        if "_alias" in self.path:
            return {INDEX: {"aliases": {"town": {}}}}
        blocks = {INDEX: {"settings": {"index.blocks.read_only_allow_delete": "true"}}}
        return {"count": 0, "status": "green", "number_of_nodes": 1, **blocks}


FAULTS = {
    "refusing": refusing,
    "silent": silent,
    "dripping": lambda: serving(Dripping),
    "429": lambda: serving(TooManyRequests),
    "503": lambda: serving(Unavailable),
    "read-only": lambda: serving(ReadOnly),
}
