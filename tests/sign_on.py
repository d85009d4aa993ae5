"""A sign-on server of the town for tests (OpenID Connect): it knows one person and asks nothing."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class SignOn(ThreadingHTTPServer):
    """Says of everybody that they are `person`."""

    person: dict

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answers(self) -> dict[str, dict]:
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/keys",
            },
            "/token": {"access_token": "token", "token_type": "Bearer", "expires_in": 60},
            "/userinfo": self.person,
        }


class Handler(BaseHTTPRequestHandler):
    server: SignOn

    def do_GET(self) -> None:
        found = self.server.answers().get(self.path.partition("?")[0])
        body = json.dumps(found or {}).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *args: object) -> None:
        """Nothing is printed."""


@contextmanager
def running_sign_on() -> Iterator[SignOn]:
    server = SignOn(("127.0.0.1", 0), Handler)
    server.person = {"sub": "17", "email": "redaktion@town.example", "email_verified": True}
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
