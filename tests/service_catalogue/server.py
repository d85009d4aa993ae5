"""A small server on this machine that answers what a test tells it to: for pulls."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Answer:
    """What the server says to one question."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None  # what it claims to send


@dataclass
class Question:
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]


class Server:
    """Answers by path: a list is used up one after the other, the last answer stays; a function is asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.questions: list[Question] = []
        self.url = ""

    def answer(self, question: Question) -> Answer:
        self.questions.append(question)
        found = self.answers.get(question.path, Answer(status=404))
        if callable(found):
            found = found(question)
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        return found if isinstance(found, Answer) else Answer(found)

    @property
    def paths(self) -> list[str]:
        return [question.path for question in self.questions]


@contextmanager
def running() -> Iterator[Server]:
    """A server on a free port of 127.0.0.1 until the test ends."""
    served = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            answer = served.answer(Question(parts.path, parse_qs(parts.query), dict(self.headers)))
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            try:
                self.send_response(answer.status)
                self.send_header("Content-Length", str(len(body) if answer.length is None else answer.length))
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                pass  # who asked has gone already

        def log_message(self, *args: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
