"""Whether an address answers, and that nobody can lead the check astray. All on this computer."""

import socket
import struct
import time
from datetime import UTC, datetime, timedelta

import pytest

from service_catalogue.links.checking import Verdict, check, waiting_time
from service_catalogue.links.network import Network, NoAnswerError, RefusedError, ask, is_public
from tests.service_catalogue.little_site import HOST, little_site, reply

OK, CAUTION, GONE, FAILED, LATER = Verdict.OK, Verdict.CAUTION, Verdict.GONE, Verdict.FAILED, Verdict.LATER


@pytest.fixture
def site():
    with little_site() as running:
        yield running


def verdict(site, path, **changes):
    return check(site.url(path), site.network(**changes), pause=lambda: None)


# Answers


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("200 OK", OK),
        ("204 No Content", OK),
        ("304 Not Modified", OK),
        ("416 Range Not Satisfiable", OK),
        ("400 Bad Request", CAUTION),
        ("401 Unauthorized", CAUTION),
        ("403 Forbidden", CAUTION),
        ("404 Not Found", GONE),
        ("410 Gone", GONE),
        ("429 Too Many Requests", LATER),
        ("500 Internal Server Error", FAILED),
        ("503 Service Unavailable", FAILED),
        ("799 Odd", FAILED),
    ],
)
def test_what_a_status_means(site, status, expected):
    site.replies["/antrag"] = reply(status)
    outcome = verdict(site, "/antrag")
    assert outcome.verdict is expected
    assert bool(outcome.reason) is (expected is not OK)
    assert not outcome.is_silent


def test_the_check_says_who_asks_and_asks_politely(site):
    site.replies["/antrag?id=7"] = reply("200 OK")
    assert verdict(site, "/antrag?id=7#teil").verdict is OK
    assert site.asked == ["HEAD /antrag?id=7"]
    assert "User-Agent: Test (+https://www.musterstadt.de)" in site.heads[0]
    assert f"Host: {HOST}:{site.port}" in site.heads[0]
    assert "Cookie" not in site.heads[0]


@pytest.mark.parametrize("status", ["403 Forbidden", "404 Not Found", "405 Method Not Allowed", "501 Not Implemented"])
def test_where_head_is_not_understood_get_decides(site, status):
    site.replies |= {"HEAD /antrag": reply(status), "GET /antrag": reply("200 OK")}
    pauses = []
    assert check(site.url("/antrag"), site.network(), pause=lambda: pauses.append(1)).verdict is OK
    assert site.asked == ["HEAD /antrag", "GET /antrag"]
    assert "Range: bytes=0-1023" in site.heads[1]
    assert pauses == [1]


def hang_up(connection):
    """Reset the connection instead of closing it."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def test_a_website_that_hangs_up_on_head_is_asked_again(site):
    site.replies |= {"HEAD /antrag": hang_up, "GET /antrag": reply("200 OK")}
    assert verdict(site, "/antrag").verdict is OK
    site.replies["GET /antrag"] = hang_up
    outcome = verdict(site, "/antrag")
    assert (outcome.verdict, outcome.reason) == (FAILED, "The website hung up.")


def test_what_is_no_web_page(site):
    site.replies["/antrag"] = "SSH-2.0-OpenSSH_9.2\r\n"
    assert "no web page" in verdict(site, "/antrag").reason


def test_nobody_listens(site):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    outcome = check(f"http://{HOST}:{port}/", site.network(ports=frozenset({port})))
    assert (outcome.verdict, outcome.is_silent) == (FAILED, True)


def test_a_name_that_does_not_exist():
    def no_such_name(host, port):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    outcome = check(f"http://{HOST}/", Network(resolve=no_such_name))
    assert (outcome.verdict, outcome.is_missing, outcome.is_silent) == (FAILED, True, True)


@pytest.mark.parametrize("host", ["dienst..de", f"{'a' * 70}.de"])
def test_names_that_cannot_exist(host):
    outcome = check(f"http://{host}/", Network())
    assert (outcome.verdict, outcome.is_missing) == (FAILED, True)


def test_a_name_server_that_does_not_answer_is_not_a_missing_website():
    def no_answer(host, port):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    outcome = check(f"http://{HOST}/", Network(resolve=no_answer))
    assert (outcome.verdict, outcome.is_missing) == (FAILED, False)


# Time and size


def test_a_website_that_says_nothing(site):
    site.replies["/antrag"] = lambda connection: time.sleep(2)
    started = time.monotonic()
    outcome = verdict(site, "/antrag", read_seconds=0.2)
    assert (outcome.verdict, outcome.is_silent) == (FAILED, True)
    assert time.monotonic() - started < 1.5


def drip(connection):
    for letter in "HTTP/1.1 200 OK\r\nX-Slow: " + "a" * 200:
        connection.sendall(letter.encode())
        time.sleep(0.05)


def test_one_letter_at_a_time_is_ended(site):
    site.replies["/antrag"] = drip
    started = time.monotonic()
    outcome = verdict(site, "/antrag", read_seconds=1, whole_seconds=0.4)
    assert outcome.reason == "The website did not answer in time."
    assert time.monotonic() - started < 2


def test_a_huge_body_is_not_read(site):
    sent = []

    def flood(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n")
        for _piece in range(100_000):
            connection.sendall(b"x" * 65_536)
            sent.append(65_536)

    site.replies |= {"HEAD /antrag": reply("405 Method Not Allowed"), "GET /antrag": flood}
    assert verdict(site, "/antrag").verdict is OK
    time.sleep(0.1)
    assert sum(sent) < 20_000_000  # what fits into the buffers of both sides, and not all of it


def test_endless_headers_are_ended(site):
    def headers(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(100_000):
            connection.sendall(b"X-%d: y\r\n" % number)

    site.replies["/antrag"] = headers
    assert verdict(site, "/antrag").verdict is FAILED


# Redirects


def test_redirects_on_the_same_website_are_followed(site):
    site.replies |= {
        "/alt": reply("301 Moved", "Location: /neu"),
        "/neu": reply("302 Found", f"Location: {site.url('/ganz-neu', host='www.' + HOST)}"),
        "/ganz-neu": reply("200 OK"),
    }
    assert verdict(site, "/alt").verdict is OK
    assert site.asked == ["HEAD /alt", "HEAD /neu", "HEAD /ganz-neu"]


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.de/x",
        "//elsewhere.de/",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "http://localhost/",
    ],
)
def test_redirects_to_other_websites_are_named_and_not_followed(site, target):
    asked = []

    def resolve(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    site.replies["/antrag"] = reply("302 Found", f"Location: {target}")
    outcome = verdict(site, "/antrag", resolve=resolve)
    assert outcome.verdict is CAUTION
    assert target.split("/")[2] in outcome.reason
    assert asked == [HOST]


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "http://a:b@%s/", "gopher://%s/", "http://[", "//["]
)
def test_redirects_to_no_address_are_not_followed(site, target):
    site.replies["/antrag"] = reply("302 Found", "Location: " + target.replace("%s", f"{HOST}:{site.port}"))
    assert verdict(site, "/antrag").verdict in {CAUTION, FAILED}
    assert site.asked == ["HEAD /antrag"]


def test_a_redirect_to_another_port_is_not_followed(site):
    site.replies["/antrag"] = reply("302 Found", f"Location: http://{HOST}:6379/")
    outcome = verdict(site, "/antrag")
    assert outcome.verdict is CAUTION
    assert "6379" in outcome.reason


def test_redirects_in_a_circle_end(site):
    site.replies["/antrag"] = reply("302 Found", "Location: /antrag")
    outcome = verdict(site, "/antrag")
    assert (outcome.verdict, outcome.reason) == (FAILED, "The website sends visitors around in a circle.")
    assert len(site.asked) < 10


def test_a_deep_link_that_ends_on_the_start_page(site):
    site.replies |= {"/antrag": reply("302 Found", "Location: /"), "/": reply("200 OK")}
    outcome = verdict(site, "/antrag")
    assert outcome.verdict is CAUTION
    assert "start page" in outcome.reason


def test_a_redirect_without_a_target_is_an_answer(site):
    site.replies["/antrag"] = reply("302 Found")
    assert verdict(site, "/antrag").verdict is OK


# What is never asked


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:a00:1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "2001:db8::1", "::127.0.0.1", "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)  # fmt: skip
def test_addresses_inside_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["193.99.144.80", "2a02:2e0:3fe:1001:302::", "64:ff9b::c163:9050", "::ffff:193.99.144.80"]
)
def test_addresses_on_the_open_net(address):
    assert is_public(address)


def inside(host, port):
    return ["193.99.144.80", "10.0.0.7"]


def test_a_name_that_leads_inside_is_not_asked_but_may_work_for_residents():
    """Inside a town hall the town's own names often lead to inner addresses."""
    outcome = check("https://dienst.musterstadt.de/", Network(resolve=inside))
    assert outcome.verdict is CAUTION
    assert "inside a network" in outcome.reason


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "192.168.0.1", "localhost"]
)
def test_an_address_that_nobody_outside_can_reach_is_a_failure(host):
    outcome = check(f"http://{host}/", Network())
    assert (outcome.verdict, outcome.was_not_asked) == (FAILED, True)


@pytest.mark.parametrize(
    "host", ["2130706433", "017700000001", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "127.0.0.01"]
)
def test_numbers_in_odd_forms_are_not_even_looked_up(host):
    def never(name, port):
        raise AssertionError(name)

    with pytest.raises(RefusedError, match="odd form"):
        ask("HEAD", f"http://{host}/", Network(resolve=never))


def test_a_name_that_changes_its_address_gains_nothing(site):
    """DNS rebinding: public when it is looked at, private when the connection is made."""
    asked = []

    def rebinding(host, port):
        asked.append(host)
        return ["203.0.113.9"] if len(asked) == 1 else ["127.0.0.1"]

    network = site.network(resolve=rebinding, is_allowed=lambda address: address == "203.0.113.9", connect_seconds=0.2)
    with pytest.raises(NoAnswerError):
        ask("HEAD", site.url("/geheim"), network)
    assert asked == [HOST]
    assert site.asked == []
    with pytest.raises(RefusedError):
        ask("HEAD", site.url("/geheim"), network)
    assert site.asked == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://name:geheim@dienst.musterstadt.de/", "password"),
        ("http://dienst.musterstadt.de:22/", "port 22"),
        ("https://dienst.musterstadt.de:6379/", "port 6379"),
        ("https://dienst.haselbrueck.example/antrag", "examples"),
        ("ftp://dienst.musterstadt.de/", "no address"),
        ("file:///etc/passwd", "no address"),
        ("https://", "no address"),
        ("https://[::1/", "no address"),
        ("https://ex\u200bample.de/", "no address"),
    ],
)
def test_what_is_refused_before_anybody_is_asked(url, said):
    def never(name, port):
        raise AssertionError(name)

    with pytest.raises(RefusedError, match=said):
        ask("HEAD", url, Network(resolve=never))


def test_names_with_umlauts_are_asked_in_their_ascii_form(site):
    asked = []

    def resolve(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    site.replies["/stra%C3%9Fe"] = reply("200 OK")
    outcome = check(f"http://bürgerbüro-köln.de:{site.port}/straße", site.network(resolve=resolve))
    assert outcome.verdict is OK
    assert asked == ["xn--brgerbro-kln-4ob0mf.de"] or asked[0].startswith("xn--")


def test_line_breaks_in_an_address_do_not_become_headers(site):
    site.replies["/"] = reply("200 OK")
    check(site.url("/a\r\nX-Evil: 1"), site.network())
    assert not any("\r\nX-Evil" in head for head in site.heads)


# Certificates


def https(data, certificate, **changes):
    with little_site(data / "certificates" / f"{certificate}.pem") as running:
        running.replies["/antrag"] = reply("200 OK")
        network = running.network(**{"ca_file": str(data / "certificates" / "ca.pem"), **changes})
        host = changes.pop("host", HOST)
        return check(running.url("/antrag", host=host), network, pause=lambda: None)


def test_a_good_certificate_is_checked_against_the_name_though_the_connection_goes_to_a_number(data):
    assert https(data, "valid").verdict is OK


def test_a_certificate_of_another_website(data):
    with little_site(data / "certificates" / "valid.pem") as running:
        network = running.network(ca_file=str(data / "certificates" / "ca.pem"))
        outcome = check(running.url("/antrag", host="anderer-dienst.de"), network)
    assert (outcome.verdict, outcome.is_silent) == (FAILED, False)
    assert "another website" in outcome.reason


@pytest.mark.parametrize(("certificate", "said"), [("expired", "expired"), ("self-signed", "vouches for itself")])
def test_bad_certificates_are_explained(data, certificate, said):
    outcome = https(data, certificate)
    assert outcome.verdict is FAILED
    assert said in outcome.reason


def test_an_unknown_authority_needs_a_look(data):
    outcome = https(data, "valid", ca_file="")
    assert outcome.verdict is CAUTION
    assert "authority" in outcome.reason


def test_https_where_only_http_is_spoken(site):
    outcome = check(site.url("/").replace("http:", "https:"), site.network())
    assert outcome.verdict is FAILED
    assert "encrypted" in outcome.reason


# Patience

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("retry_after", "wait"),
    [
        ("600", timedelta(minutes=10)),
        ("1", timedelta(minutes=5)),
        ("Mon, 23 Nov 2026 13:00:00 GMT", timedelta(hours=1)),
        ("Mon, 23 Nov 2020 13:00:00 GMT", timedelta(minutes=5)),
        ("99999999999999999999", timedelta(days=7)),
        ("soon", timedelta(minutes=5)),
        ("Mon, 23 Nov 2026 13:00:00", timedelta(minutes=5)),
        ("", timedelta(minutes=5)),
        ("²", timedelta(minutes=5)),
    ],
)
def test_how_long_a_website_is_left_alone(retry_after, wait):
    assert waiting_time(retry_after, NOW) == wait


def test_patience_is_noted(site):
    site.replies["/a"] = reply("429 Too Many Requests", "Retry-After: 7200")
    outcome = verdict(site, "/a")
    assert (outcome.verdict, outcome.wait) == (LATER, timedelta(hours=2))
    assert site.asked == ["HEAD /a"]
