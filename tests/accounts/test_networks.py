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
