"""Asking one address on the net without being led astray.

Names are resolved first, addresses inside a network are refused, and the connection goes to exactly the address that was
looked at: a name that points elsewhere a moment later gains nothing (DNS rebinding). Nothing of an answer but its head is read.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import certifi
from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util import Url, parse_url

DEFAULT_PORTS = {"http": 80, "https": 443}
# Top-level names that never lead anywhere (RFC 2606, RFC 6761).
RESERVED_NAMES = ("example", "invalid", "test")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_MOST_ADDRESSES = 3


class RefusedError(Exception):
    """The address is not asked. `is_useless`: residents cannot use it either."""

    def __init__(self, reason: str, *, is_useless: bool = False) -> None:
        super().__init__(reason)
        self.is_useless = is_useless


class NoAnswerError(Exception):
    """Nobody answered, with the reason.

    `is_gone`: there is no website of that name (any more). `is_silent`: no computer was reached at all.
    `may_be_the_method`: somebody was there and hung up, perhaps because HEAD was asked.
    """

    def __init__(
        self, reason: str, *, is_gone: bool = False, is_silent: bool = True, may_be_the_method: bool = False
    ) -> None:
        super().__init__(reason)
        self.is_gone = is_gone
        self.is_silent = is_silent
        self.may_be_the_method = may_be_the_method


class DoubtfulError(Exception):
    """Somebody answered, but a program cannot tell whether a person would get on."""


class Answer(NamedTuple):
    """The head of an answer."""

    status: int
    location: str = ""
    retry_after: str = ""


def resolve(host: str, port: int) -> list[str]:
    """The addresses behind a name, as the system knows them. Raises socket.gaierror."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open net; also where an IPv6 address only wraps an IPv4 one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if wrapped is None and ip in _NAT64:
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def default_agent() -> str:
    """Says honestly who asks and where to complain."""
    return f"OffenesRathaus-LinkCheck/1.0 (+{settings.SITE_URL})"


@dataclass(frozen=True)
class Network:
    """How the net is asked. Tests hand over one that reaches their own server; nothing else can open that door."""

    resolve: Callable[[str, int], list[str]] = resolve
    is_allowed: Callable[[str], bool] = is_public
    ports: frozenset[int] = frozenset({80, 443, 8443})
    ca_file: str = ""
    connect_seconds: float = 6
    read_seconds: float = 12
    whole_seconds: float = 25
    pause_seconds: float = 1
    agent: str = field(default_factory=default_agent)


def parsed(url: str) -> Url:
    """The address in the form in which it is asked. Raises RefusedError with a reason for what is never asked."""
    try:
        parts = parse_url(url)
    except LocationParseError:
        raise RefusedError(_("This is no address that a browser can follow."), is_useless=True) from None
    if parts.scheme not in DEFAULT_PORTS or not parts.host:
        raise RefusedError(_("This is no address that a browser can follow."), is_useless=True)
    if parts.auth:
        raise RefusedError(_("The address holds a user name or a password; such addresses are not checked."))
    if _is_disguised_number(parts.host):
        raise RefusedError(_("The address names a computer by a number in an odd form."), is_useless=True)
    return parts


def _is_disguised_number(host: str) -> bool:
    """2130706433, 0x7f.1 and 0177.0.0.1 mean 127.0.0.1 to some programs and something else to others."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        last = host.rstrip(".").rpartition(".")[2].lower()
        return last.isdigit() or last.startswith("0x")
    return False


def addresses_of(parts: Url, network: Network) -> list[str]:
    """The IP addresses to connect to, each one checked. Raises RefusedError or NoAnswerError."""
    host, port = str(parts.host).strip("[]"), port_of(parts)
    if host.rstrip(".").rpartition(".")[2] in RESERVED_NAMES:
        raise RefusedError(_("Names like this one are for examples only; nobody is asked."))
    if port not in network.ports:
        raise RefusedError(_("The address names port %(port)d; only the usual ports are checked.") % {"port": port})
    try:
        found = network.resolve(host, port)
    except (OSError, UnicodeError) as error:
        is_gone = isinstance(error, UnicodeError) or error.errno in _NO_SUCH_NAME
        raise NoAnswerError(_("There is no website of this name."), is_gone=is_gone) from None
    if not found or not all(network.is_allowed(address) for address in found):
        reason = _("The address leads inside a network, not to the open net; it was not asked.")
        raise RefusedError(reason, is_useless=_is_number(host) or host == "localhost")
    return found[:_MOST_ADDRESSES]


_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def port_of(parts: Url) -> int:
    return parts.port or DEFAULT_PORTS[str(parts.scheme)]


def ask(method: str, url: str, network: Network) -> Answer:
    """The head of the answer to one request; redirects are not followed, bodies not read.

    Raises RefusedError (not asked), NoAnswerError (nobody there) or DoubtfulError (a person must look).
    """
    parts = parsed(url)
    problem: Exception = NoAnswerError(_("There is no website of this name."))
    for address in addresses_of(parts, network):
        try:
            return _ask_there(address, method, parts, network)
        except (OSError, HTTPError, http.client.HTTPException) as error:
            problem = _explained(error)
            if isinstance(problem, DoubtfulError):
                break
    raise problem


def _ask_there(address: str, method: str, parts: Url, network: Network) -> Answer:
    connection = _connection(address, parts, network)
    headers = {"Host": parts.netloc or "", "User-Agent": network.agent, "Accept": "*/*", "Connection": "close"}
    if method == "GET":
        headers["Range"] = "bytes=0-1023"
    try:
        connection.connect()
        connection.timeout = network.read_seconds
        with _ended_after(network.whole_seconds, connection) as is_over:
            try:
                connection.request(method, parts.request_uri, headers=headers, preload_content=False)
                answer = connection.getresponse()
            except (OSError, HTTPError, http.client.HTTPException):
                if is_over.is_set():
                    raise TimeoutError from None
                raise
            answer.close()
            return Answer(answer.status, answer.headers.get("Location", ""), answer.headers.get("Retry-After", ""))
    finally:
        connection.close()


def _connection(address: str, parts: Url, network: Network) -> HTTPConnection:
    port = port_of(parts)
    if parts.scheme == "http":
        return HTTPConnection(address, port, timeout=network.connect_seconds)
    return HTTPSConnection(
        address,
        port,
        timeout=network.connect_seconds,
        ssl_context=_context(network.ca_file),
        server_hostname=str(parts.host).strip("[]"),
    )


@cache
def _context(ca_file: str) -> ssl.SSLContext:
    """The authorities that browsers trust, and those that this computer trusts."""
    context = ssl.create_default_context(cafile=ca_file or certifi.where())
    if not ca_file:
        context.load_default_certs()
    return context


@contextmanager
def _ended_after(seconds: float, connection: HTTPConnection) -> Iterator[threading.Event]:
    """A server that sends one letter at a time never runs into a timeout between two of them: hang up on it."""
    is_over = threading.Event()

    def hang_up() -> None:
        is_over.set()
        if connection.sock is not None:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()


# OpenSSL's X509_V_ERR_*: the certificates between the server's and an authority's are missing. Browsers fetch them themselves.
_INCOMPLETE_CHAIN = {20, 21}
_EXPIRED, _SELF_SIGNED, _WRONG_HOST = {10}, {18, 19}, {62, 64}


def _explained(error: Exception) -> Exception:
    """What happened, in words for editors."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate_problem(error)
    if isinstance(error, ssl.SSLError):
        return NoAnswerError(
            _("No encrypted connection came about; browsers would not get on either."), is_silent=False
        )
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return NoAnswerError(_("The website did not answer in time."))
    if isinstance(error, ConnectionResetError | http.client.RemoteDisconnected):
        return NoAnswerError(_("The website hung up."), is_silent=False, may_be_the_method=True)
    if isinstance(error, http.client.HTTPException):
        reason = _("What the website answered is no web page.")
        return NoAnswerError(reason, is_silent=False, may_be_the_method=True)
    return NoAnswerError(_("No connection to the website came about."))


def _certificate_problem(error: ssl.SSLCertVerificationError) -> Exception:
    if error.verify_code in _INCOMPLETE_CHAIN:
        return DoubtfulError(_("The certificate’s chain is incomplete or its authority unknown; some browsers warn."))
    reasons = {
        **dict.fromkeys(_EXPIRED, _("The certificate has expired; browsers warn of the website.")),
        **dict.fromkeys(_SELF_SIGNED, _("The website vouches for itself with its certificate; browsers warn of it.")),
        **dict.fromkeys(_WRONG_HOST, _("The certificate belongs to another website; browsers warn of it.")),
    }
    reason = reasons.get(error.verify_code, _("The certificate is not valid; browsers warn of the website."))
    return NoAnswerError(reason, is_silent=False)
