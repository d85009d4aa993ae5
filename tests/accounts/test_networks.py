"""Where a request comes from: only the web server in front is believed."""

from ipaddress import ip_network

import pytest

from accounts.networks import client_address, network_of
from accounts.sign_in import SignInAdapter

CLIENT = "203.0.113.77"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2::3", "2001:db8:1::"),
        ("::ffff:203.0.113.77", "203.0.113.0"),
        ("unix:", ""),
        (None, ""),
    ],
)
def test_addresses_lose_their_last_part(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("connection", "believed"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("198.51.100.9", False),
        ("127.0.0.2", False),
        ("", False),
    ],
)
def test_only_the_web_server_in_front_is_believed(rf, connection, believed):
    request = rf.get("/", REMOTE_ADDR=connection, headers={"X-Real-IP": CLIENT})
    assert (client_address(request) == CLIENT) is believed


def test_a_town_names_its_own_proxy(rf, settings):
    settings.TRUSTED_PROXIES = [ip_network("172.16.0.0/12")]
    asked = {"headers": {"X-Real-IP": CLIENT}}
    assert client_address(rf.get("/", REMOTE_ADDR="172.18.0.3", **asked)) == CLIENT
    assert client_address(rf.get("/", REMOTE_ADDR="127.0.0.1", **asked)) == "127.0.0.1"


@pytest.mark.parametrize("header", ["", "unknown", "203.0.113.7, 10.0.0.1", "' OR 1=1"])
def test_a_header_that_is_no_address_says_nothing(rf, header):
    assert client_address(rf.get("/", headers={"X-Real-IP": header})) == "127.0.0.1"


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        (CLIENT, CLIENT),
        (f"198.51.100.1, {CLIENT}", CLIENT),
        (f"{CLIENT}, 10.0.0.7, 127.0.0.1", CLIENT),
        (f"198.51.100.1, unknown, {CLIENT}", CLIENT),
        (f"{CLIENT}, unknown", "127.0.0.1"),
        ("10.0.0.7", "127.0.0.1"),
        ("", "127.0.0.1"),
        (" , ,", "127.0.0.1"),
    ],
)
def test_of_a_chain_of_web_servers_the_first_stranger_counts(rf, settings, forwarded, address):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8"), ip_network("127.0.0.1/32")]
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == address


def test_a_chain_is_believed_from_our_web_server_alone(rf):
    asked = {"headers": {"X-Forwarded-For": CLIENT}}
    assert client_address(rf.get("/", REMOTE_ADDR="127.0.0.1", **asked)) == CLIENT
    assert client_address(rf.get("/", REMOTE_ADDR="198.51.100.9", **asked)) == "198.51.100.9"


def test_what_the_web_server_says_itself_counts_before_a_list_that_a_visitor_may_have_sent(rf):
    request = rf.get("/", headers={"X-Real-IP": CLIENT, "X-Forwarded-For": "198.51.100.1"})
    assert client_address(request) == CLIENT


def test_limits_count_by_the_network(rf):
    assert SignInAdapter().get_client_ip(rf.get("/", headers={"X-Real-IP": CLIENT})) == "203.0.113.0"


@pytest.mark.django_db
def test_who_tries_from_two_networks_is_counted_twice_and_cannot_invent_them(client):
    def attempt(number: int, **connection: str) -> int:
        form = {"login": f"name{number}", "password": "wrong"}
        return client.post(
            "/konto/anmelden/", form, headers={"X-Real-IP": f"203.0.{number}.1"}, **connection
        ).status_code

    assert {attempt(number) for number in range(31)} == {200}
    assert attempt(32, REMOTE_ADDR="198.51.100.9") == 200
    assert [attempt(number, REMOTE_ADDR="198.51.100.9") for number in range(33, 63)][-1] == 429
