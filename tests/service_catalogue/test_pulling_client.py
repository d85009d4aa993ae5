"""Asking another server: patience, limits, and a clear word for each failure."""

import json
import socket
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import requests

from service_catalogue.pulling import client as client_module
from service_catalogue.pulling.client import Client, PullError
from tests.service_catalogue.server import Answer, running


@pytest.fixture(autouse=True)
def _direct(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture(autouse=True)
def waits(monkeypatch):
    """The seconds that the client would have slept."""
    slept: list[float] = []
    monkeypatch.setattr(client_module, "sleep", slept.append)
    return slept


@pytest.fixture
def server():
    with running() as served:
        yield served


@pytest.fixture
def client(server):
    with Client(server.url, {"x-id": "town"}) as made:
        yield made


def test_it_says_who_asks(server, client):
    server.answers["/a"] = "[1]"
    assert client.json("/a", {"q": "ä b"}) == [1]
    question = server.questions[0]
    assert question.query == {"q": ["ä b"]}
    assert question.headers["x-id"] == "town"
    assert question.headers["User-Agent"].startswith("OffenesRathaus")
    assert question.headers["Accept"] == "application/json"


def test_a_busy_server_is_asked_again_after_the_time_it_names(server, client, waits):
    server.answers["/a"] = [Answer(status=429, headers={"Retry-After": "7"}), "1"]
    assert client.json("/a") == 1
    assert waits == [7]


def test_the_time_may_be_a_date(server, client, waits):
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    server.answers["/a"] = [Answer(status=503, headers={"Retry-After": later}), "1"]
    assert client.json("/a") == 1
    assert 20 < waits[0] <= 30


@pytest.mark.parametrize("words", ["", "soon", "-1"])
def test_without_a_time_the_pauses_grow(server, client, waits, words):
    server.answers["/a"] = [*[Answer(status=500, headers={"Retry-After": words})] * 3, "1"]
    assert client.json("/a") == 1
    assert waits == [2, 4, 8]


def test_a_server_that_stays_busy_is_given_up(server, client, waits):
    server.answers["/a"] = Answer(status=502)
    with pytest.raises(PullError, match=r"127\.0\.0\.1/a: .*error of its own \(502\)"):
        client.get("/a")
    assert len(server.questions) == client_module.TRIES
    assert len(waits) == client_module.TRIES - 1


@pytest.mark.parametrize("words", ["9" * 400, "Fri, 31 Dec 9999 23:59:59 -2300"])
def test_a_time_beyond_the_calendar_is_no_fault_of_ours(server, client, waits, words):
    server.answers["/a"] = Answer(status=429, headers={"Retry-After": words})
    with pytest.raises(PullError):
        client.get("/a")


def test_nobody_waits_for_an_hour(server, client, waits):
    server.answers["/a"] = Answer(status=429, headers={"Retry-After": "3600"})
    with pytest.raises(PullError, match=r"asked too often .* come back in 60 minutes"):
        client.get("/a")
    assert not waits


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "client id"), (403, "client id"), (404, "version in the path"), (400, "400"), (204, "204"), (418, "418")],
)
def test_what_will_not_get_better_fails_at_once(server, client, status, words):
    server.answers["/a"] = Answer(status=status)
    with pytest.raises(PullError, match=words) as caught:
        client.get("/a")
    assert len(server.questions) == 1
    assert caught.value.status == status
    assert caught.value.line == 0


def test_a_server_that_hangs_times_out(server, client, monkeypatch):
    monkeypatch.setattr(client_module, "SILENCE_SECONDS", 0.2)
    monkeypatch.setattr(client_module, "TRIES", 2)
    event = threading.Event()
    server.answers["/a"] = lambda question: event.wait(3) and Answer("1")
    try:
        with pytest.raises(PullError, match="does not answer in time"):
            client.get("/a")
    finally:
        event.set()


def test_a_server_that_drips_times_out(server, client, monkeypatch):
    server.answers["/a"] = b"x" * 200_000
    monkeypatch.setattr(client_module, "ANSWER_SECONDS", -1)
    with pytest.raises(PullError, match="does not answer in time"):
        client.get("/a")


def test_an_answer_that_breaks_off_is_asked_for_again(server, client, waits):
    server.answers["/a"] = [Answer("[1, 2", length=100), "[1, 2]"]
    assert client.json("/a") == [1, 2]
    assert waits == [2]


def test_an_answer_that_always_breaks_off(server, client):
    server.answers["/a"] = Answer("[1, 2", length=100)
    with pytest.raises(PullError, match="breaks off in the middle"):
        client.get("/a")


def test_nobody_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with Client(f"http://127.0.0.1:{port}") as client, pytest.raises(PullError, match="cannot be reached"):
        client.get("/a")


def test_an_address_that_is_none_is_named_without_its_password():
    with Client("http://town:secret@[") as client, pytest.raises(PullError, match="no address of a server") as caught:
        client.get("/a")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("body", ["", "<html>", "[1", b"\xff", "[" * 5000 + "]" * 5000, "1" * 5000])
def test_what_is_not_json_is_named(server, client, body):
    server.answers["/a"] = body
    with pytest.raises(PullError, match="not JSON"):
        client.json("/a")


def test_an_answer_that_is_too_large_is_not_read_to_its_end(server):
    server.answers["/a"] = b"x" * 500_000
    with Client(server.url, max_bytes=1000) as client, pytest.raises(PullError, match="larger"):
        client.get("/a")


def test_redirects_on_the_same_server_are_followed(server, client):
    server.answers["/a"] = Answer(status=302, headers={"Location": "/b"})
    server.answers["/b"] = "7"
    assert client.json("/a") == 7


@pytest.mark.parametrize(
    "target", ["http://other.example/b", "//other.example/b", "https://127.0.0.1/b", "file:///etc/passwd"]
)
def test_redirects_to_other_servers_are_not(server, client, target):
    server.answers["/a"] = Answer(status=302, headers={"Location": target})
    with pytest.raises(PullError, match="another one"):
        client.get("/a")
    assert server.paths == ["/a"]


@pytest.mark.parametrize("target", ["http://[", "//["])
def test_a_redirect_to_what_is_no_address_is_named(server, client, target):
    server.answers["/a"] = Answer(status=302, headers={"Location": target})
    with pytest.raises(PullError, match="address that is none"):
        client.get("/a")


def test_the_body_of_a_redirect_is_not_read(server, client, monkeypatch):
    """It may be without end."""
    monkeypatch.setattr(requests.Response, "content", property(lambda response: pytest.fail("was read")))
    server.answers["/a"] = Answer("x" * 100_000, status=302, headers={"Location": "/b"})
    server.answers["/b"] = "7"
    assert client.json("/a") == 7


def test_redirects_in_circles_end(server, client):
    server.answers["/a"] = Answer(status=302, headers={"Location": "/a"})
    with pytest.raises(PullError, match="circles"):
        client.get("/a")


class TestPages:
    def test_by_offset(self, server, client):
        def answer(question):
            offset = int(question.query.get("offset", ["0"])[0])
            items = [{"n": number} for number in range(offset, min(offset + 2, 5))]
            return json.dumps({"items": items, "offset": offset, "limit": 2, "count": len(items), "total_count": 5})

        server.answers["/a"] = answer
        assert [item["n"] for item in client.pages("/a", {"q": "x"}, 2)] == [0, 1, 2, 3, 4]
        assert all(question.query["q"] == ["x"] for question in server.questions)
        assert len(server.questions) == 3

    @pytest.mark.parametrize("told", ["last", "totalPages"])
    def test_by_page(self, server, client, told):
        def answer(question):
            page = int(question.query.get("page", ["0"])[0])
            end = {"last": page == 2} if told == "last" else {"totalPages": 3}
            return json.dumps({"content": [{"n": page}], "number": page, **end})

        server.answers["/a"] = answer
        assert [item["n"] for item in client.pages("/a", {}, 1)] == [0, 1, 2]

    def test_by_cursor(self, server, client):
        answers = {None: ("c1", 0), "c1": ("c2", 1), "c2": (None, 2)}

        def answer(question):
            further, number = answers[question.query.get("cursor", [None])[0]]
            return json.dumps({"items": [{"n": number}], "limit": 1, "count": 1, "next_cursor": further})

        server.answers["/a"] = answer
        assert [item["n"] for item in client.pages("/a", {}, 1)] == [0, 1, 2]

    @pytest.mark.parametrize(
        "page",
        [
            {"items": [{"n": 1}], "next_cursor": "same"},
            {"items": [{"n": 1}], "total_count": 9, "offset": 0},
            {"content": [{"n": 1}], "number": 0, "last": False},
        ],
    )
    def test_a_list_that_turns_in_circles_ends(self, server, client, page):
        server.answers["/a"] = json.dumps(page)
        assert len(list(client.pages("/a", {}, 1))) == 2

    @pytest.mark.parametrize("page", [[], {}, {"items": 7}, "x", None])
    def test_what_is_no_page_is_named(self, server, client, page):
        server.answers["/a"] = json.dumps(page)
        with pytest.raises(PullError, match="no page of a list"):
            list(client.pages("/a", {}, 1))

    @pytest.mark.parametrize("count", [None, "many", {}])
    def test_counts_that_are_none_end_the_list(self, server, client, count):
        server.answers["/a"] = json.dumps({"items": [{}, 7], "offset": count, "total_count": count})
        assert list(client.pages("/a", {}, 1)) == [{}]
