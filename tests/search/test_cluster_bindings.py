"""What the bindings make of servers in trouble: refused, broken, slow, overloaded. The servers are threads of ours."""

import base64
import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from search.engines import bindings
from search.engines.bindings import Action, ClusterBusy, ClusterDown, ClusterError, ClusterRefused, binding_for

FOUND = {"hits": {"hits": []}}
REFUSED = "127.0.0.1:1"
PRODUCTS = sorted(bindings.BINDINGS)
SLACK = 1.5
"""What a busy machine may add to a limit of time."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        length = int(self.headers.get("Content-Length", 0))
        request = Request(self.command, self.path, self.rfile.read(length).decode(), self.headers)
        self.server.requests.append(request)
        self.server.reply(self, request)

    do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815  the library's names

    def say(self, status, body):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


class Request:
    def __init__(self, method, path, body, headers):
        self.method, self.path, self.body, self.headers = method, path, body, headers

    @property
    def lines(self):
        return [json.loads(line) for line in self.body.splitlines()]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        """Clients of these tests go away while they are answered."""


@pytest.fixture
def serve():
    """Starts a server that answers with `reply(handler, request)`; returns it, its place in `.place`."""
    with ExitStack() as running:

        def start(reply, context=None):
            server = Server(("127.0.0.1", 0), Handler)
            server.reply, server.requests = reply, []
            server.place = f"127.0.0.1:{server.server_address[1]}"
            if context:
                server.socket = context.wrap_socket(server.socket, server_side=True)
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
            running.callback(server.server_close)
            running.callback(server.shutdown)
            return server

        yield start


def always(status, body):
    return lambda handler, request: handler.say(status, body)


def well(handler, request):
    handler.say(200, FOUND)


def break_off(handler, request):
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def trickle(handler, request):
    """Sends something in time again and again, and never comes to an end."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        time.sleep(0.05)


@contextmanager
def silent_server():
    """Takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture(params=PRODUCTS)
def connect(request):
    def make(*places, first=0):
        binding = binding_for(f"{request.param}://{','.join(places)}", "")
        binding.first = first
        return binding

    return make


@contextmanager
def lasting_at_most(seconds):
    started = time.monotonic()
    yield
    assert time.monotonic() - started < seconds + SLACK


def test_nobody_listens(connect):
    with lasting_at_most(0.2), pytest.raises(ClusterDown, match=r"127\.0\.0\.1:2"):
        connect(REFUSED, "127.0.0.1:2").search("town", {})


@pytest.mark.parametrize("trouble", [break_off, always(503, {"error": "no master"}), always(502, {})])
def test_another_node_is_asked_at_once_and_stayed_with(connect, serve, trouble):
    bad, good = serve(trouble), serve(well)
    binding = connect(bad.place, good.place)
    with lasting_at_most(0.3):
        assert binding.search("town", {}) == FOUND
    assert binding.search("town", {}) == FOUND
    assert (len(bad.requests), len(good.requests)) == (1, 2)


def test_a_refused_connection_costs_nothing(connect, serve):
    good = serve(well)
    with lasting_at_most(0.2):
        assert connect(REFUSED, good.place).search("town", {}) == FOUND


def test_after_a_timeout_no_other_node_is_asked_but_the_next_query_begins_there(connect, serve):
    good = serve(well)
    with silent_server() as silent:
        binding = connect(silent, good.place)
        with lasting_at_most(0.5), pytest.raises(ClusterDown):
            binding.search("town", {})
        assert good.requests == []
        assert binding.search("town", {}) == FOUND


def test_an_answer_that_trickles_is_not_waited_for(connect, serve):
    with lasting_at_most(0.5), pytest.raises(ClusterDown):
        connect(serve(trickle).place).search("town", {})


def test_all_nodes_together_have_half_a_second(connect, serve):
    def slowly_unable(handler, request):
        time.sleep(0.3)
        handler.say(503, {})

    nodes = [serve(slowly_unable) for _ in range(4)]
    with lasting_at_most(0.5), pytest.raises(ClusterError):
        connect(*[node.place for node in nodes]).search("town", {})
    assert 1 <= sum(len(node.requests) for node in nodes) <= 2


def test_names_that_nobody_resolves_are_not_waited_for(connect, monkeypatch):
    def resolve_slowly(*args, **kwargs):
        time.sleep(0.9)
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", resolve_slowly)
    with lasting_at_most(0.5), pytest.raises(ClusterDown):
        connect("search.town.example").search("town", {})


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (429, {"error": {"type": "es_rejected_execution_exception", "reason": "queue full"}}, ClusterBusy),
        (503, {"error": {"type": "master_not_discovered_exception", "reason": None}}, ClusterBusy),
        (403, {"error": {"type": "cluster_block_exception", "reason": "read-only"}}, ClusterBusy),
        (403, {"error": {"type": "security_exception", "reason": "not yours"}}, ClusterRefused),
        (401, {"error": {"type": "security_exception", "reason": "who are you"}}, ClusterRefused),
        (404, {"error": {"type": "index_not_found_exception", "reason": "no such index"}}, ClusterRefused),
        (400, {"error": {"type": "parsing_exception", "reason": "what"}}, ClusterRefused),
        (500, b"<html>oops</html>", ClusterError),
        (504, {"error": "gateway"}, ClusterDown),
        (200, b"no json at all", ClusterError),
    ],
)
def test_answers_become_our_errors(connect, serve, status, body, error):
    with pytest.raises(error) as caught:
        connect(serve(always(status, body)).place).search("town", {})
    if isinstance(body, dict):
        assert str(status) in str(caught.value)
    if error is ClusterRefused:
        assert caught.value.status == status


def test_half_an_index_is_never_asked_for(connect, serve):
    server = serve(well)
    connect(server.place).search("town", {})
    assert server.requests[0].path == "/town/_search?allow_partial_search_results=false"


def actions(*keys, target="town"):
    return [Action(target, key, number, {"key": key}) for number, key in enumerate(keys, start=5)]


def bulk_server(serve, *statuses):
    """Each bulk is answered with the next statuses, one of each document; None refuses the whole request."""
    remaining = list(statuses)

    def reply(handler, request):
        now = remaining.pop(0)
        if now is None:
            return handler.say(429, {"error": {"type": "circuit_breaking_exception", "reason": "too large"}})
        error = {"type": "some_exception", "reason": "because"}
        items = [{"index": {"status": status, **({"error": error} if status >= 300 else {})}} for status in now]
        return handler.say(200, {"errors": True, "items": items})

    return serve(reply)


def test_only_what_was_not_taken_is_sent_again(connect, serve, monkeypatch):
    monkeypatch.setattr(bindings, "FIRST_PAUSE_SECONDS", 0.01)
    server = bulk_server(serve, None, [200, 429, 503, 409], [429, 200], [201])
    failures = connect(server.place).bulk(actions("a", "b", "c", "d"), patience=5)
    sent = [[line["index"]["_id"] for line in request.lines[::2]] for request in server.requests]
    assert sent == [["a", "b", "c", "d"], ["a", "b", "c", "d"], ["b", "c"], ["b"]]
    assert [(failure.action.key, failure.status) for failure in failures] == [("d", 409)]


def test_patience_has_an_end(connect, serve, monkeypatch):
    monkeypatch.setattr(bindings, "FIRST_PAUSE_SECONDS", 0.05)
    server = bulk_server(serve, *[[200, 429]], *[[429]] * 50)
    with lasting_at_most(0.3):
        (failure,) = connect(server.place).bulk(actions("a", "b"), patience=0.3)
    assert failure.action.key == "b"
    assert failure.is_temporary
    assert 2 <= len(server.requests) <= 4  # the pauses grow


def test_a_server_that_refuses_every_bulk_ends_in_failures_of_all(connect, serve):
    failures = connect(bulk_server(serve, None).place).bulk(actions("a", "b"), patience=0)
    assert {failure.action.key for failure in failures} == {"a", "b"}
    assert all(failure.is_temporary for failure in failures)


def test_a_bulk_to_nobody_is_an_error(connect):
    with pytest.raises(ClusterDown):
        connect(REFUSED).bulk(actions("a"), patience=5)


def test_a_bulk_that_is_never_answered_ends(connect):
    with silent_server() as silent:
        binding = connect(silent)
        binding.write_seconds = 0.2
        with lasting_at_most(0.2), pytest.raises(ClusterDown):
            binding.bulk(actions("a"), patience=5)


def test_bulks_are_written_as_both_products_read_them(connect, serve):
    server = bulk_server(serve, [200, 200])
    connect(server.place).bulk([*actions("a"), Action("town", "b", 9, None)], patience=0)
    (request,) = server.requests
    versions = {"version_type": "external_gte", "_index": "town"}
    assert request.lines == [
        {"index": {"_id": "a", "version": 5, "require_alias": True, **versions}},
        {"key": "a"},
        {"delete": {"_id": "b", "version": 9, **versions}},
    ]
    assert "ndjson" in request.headers["Content-Type"]


def test_bulks_are_neither_too_many_nor_too_long(connect, serve, monkeypatch):
    monkeypatch.setattr(bindings, "BULK_DOCUMENTS", 3)
    monkeypatch.setattr(bindings, "BULK_BYTES", 400)
    server = bulk_server(serve, [200], [200] * 2, [200])
    big, small = Action("town", "big", 5, {"key": "x" * 400}), actions("a", "b", "c")
    connect(server.place).bulk([big, *small], patience=0)
    assert [len(request.lines) // 2 for request in server.requests] == [1, 2, 1]


def test_an_index_whose_making_was_told_twice_is_there_once(connect, serve):
    there = {"error": {"type": "resource_already_exists_exception", "reason": "already exists"}}
    connect(serve(always(400, there)).place).create_index("town-1", {})
    with pytest.raises(ClusterRefused):
        connect(serve(always(400, {"error": {"type": "mapper_parsing_exception"}})).place).create_index("town-1", {})


def test_an_index_that_has_gone_is_deleted_well_enough(connect, serve):
    connect(serve(always(404, {"error": {"type": "index_not_found_exception"}})).place).delete_index("town-1")
    with pytest.raises(ClusterRefused):
        connect(serve(always(403, {"error": {"type": "security_exception"}})).place).delete_index("town-1")


def test_many_threads_share_a_binding(connect, serve):
    binding, answers = connect(serve(well).place), []
    binding.query_seconds = 30
    threads = [threading.Thread(target=lambda: answers.append(binding.search("town", {}))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [FOUND] * 12


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that is its own authority."""
    if not shutil.which("openssl"):
        pytest.skip("openssl, which makes the certificate, is not installed")
    folder = tmp_path_factory.mktemp("tls")
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    key = ["-newkey", "rsa:2048", "-nodes", "-keyout", folder / "key.pem"]
    command = ["openssl", "req", "-x509", "-days", "2", *key, "-out", folder / "cert.pem", *names]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("product", PRODUCTS)
def test_tls_with_a_private_authority_and_a_password(serve, certificate, product):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    server = serve(well, context)
    url = f"{product}s://rathaus:p%40ss@{server.place}"
    assert binding_for(url, str(certificate / "cert.pem")).search("town", {}) == FOUND
    scheme, _, login = server.requests[0].headers["Authorization"].partition(" ")
    assert (scheme, base64.b64decode(login).decode()) == ("Basic", "rathaus:p@ss")
    with pytest.raises(ClusterDown):
        binding_for(url, "").search("town", {})
    assert len(server.requests) == 1


def test_the_authority_comes_from_the_settings(settings, certificate):
    settings.SEARCH_CA_FILE = str(certificate / "cert.pem")
    assert binding_for("opensearchs://u:p@127.0.0.1").authority == settings.SEARCH_CA_FILE
