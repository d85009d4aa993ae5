"""Where a request comes from: what limits count by, and what the security log keeps of it."""

import ipaddress
from ipaddress import IPv4Address, IPv6Address

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
# Enough to see where an attack comes from, too little to name a household.
NETWORK_BITS = {4: 24, 6: 48}


def read_address(text: str | None) -> Address | None:
    """An address; one of IPv4 that is written as IPv6 is the same."""
    try:
        address = ipaddress.ip_address((text or "").strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def network_of(text: str | None) -> str:
    """The network that an address belongs to: /24, or /48 of IPv6; empty where there is none."""
    address = read_address(text)
    if address is None:
        return ""
    return str(ipaddress.ip_network(f"{address}/{NETWORK_BITS[address.version]}", strict=False).network_address)


def is_our_proxy(address: Address | None) -> bool:
    """Whether a connection comes from the web server in front (TRUSTED_PROXIES)."""
    return address is not None and any(address in network for network in settings.TRUSTED_PROXIES)


def client_address(request: HttpRequest) -> str:
    """Whom the web server in front names; without one in between, where the connection comes from.

    Anybody can send a header, so it counts only from a connection that is known.
    """
    connection = read_address(request.META.get("REMOTE_ADDR"))
    named = named_by_proxy(request) if is_our_proxy(connection) else None
    return str(named or connection or "")


def named_by_proxy(request: HttpRequest) -> Address | None:
    """X-Real-IP; without it the last address in X-Forwarded-For that is none of our own web servers.

    Each web server adds to the right of that list whom it got the request from; what stands left of the first
    stranger, the stranger wrote.
    """
    if "X-Real-IP" in request.headers:
        return read_address(request.headers["X-Real-IP"])
    for text in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        address = read_address(text)
        if not is_our_proxy(address):
            return address
    return None
