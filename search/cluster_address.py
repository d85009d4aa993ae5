"""Reads SEARCH_URL: which cluster the public search asks, where it listens and what our index is called there.

Knows nothing of Django, so that the settings can use it.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

DEFAULT_PREFIX = "offenes-rathaus"
DEFAULT_PORT = 9200
EXAMPLE = "elasticsearchs://user:password@search1.town.example:9200,search2.town.example:9200/town"
SCHEMES = {
    "elasticsearch": ("elasticsearch", "http"),
    "elasticsearchs": ("elasticsearch", "https"),
    "opensearch": ("opensearch", "http"),
    "opensearchs": ("opensearch", "https"),
}
HOST = re.compile(r"(?P<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>\d{1,5}))?")
# What both products allow in the name of an index, without the signs that mean something in lists of names.
PREFIX = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")


@dataclass(frozen=True)
class ClusterAddress:
    """Where a cluster is and how one gets in."""

    product: str
    """`elasticsearch` or `opensearch`."""
    nodes: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)
    prefix: str = DEFAULT_PREFIX


def read_address(url: str) -> ClusterAddress:
    """Read for example `opensearchs://user:password@one:9200,two:9200/prefix`.

    Raises ValueError with what is wrong, worded to follow the name of the setting; it never repeats a password.
    """
    scheme, separator, rest = url.strip().partition("://")
    if not separator or scheme not in SCHEMES:
        raise ValueError(f"begins with none of {', '.join(f'{name}://' for name in SCHEMES)}.")
    product, transport = SCHEMES[scheme]
    servers, _, prefix = rest.partition("/")
    # A password may hold an @ that nobody has encoded; a name of a host cannot.
    login, _, hosts = servers.rpartition("@")
    user, _, password = login.partition(":")
    if "@" in prefix:
        # Neither half may be shown: both are parts of a password.
        raise ValueError("has a / in its user or password; write %2F instead.")
    nodes = tuple(read_node(host.strip(), transport) for host in hosts.split(","))
    prefix = prefix.rstrip("/") or DEFAULT_PREFIX
    if not PREFIX.fullmatch(prefix):
        raise ValueError(f"ends with a name that no index can have (small letters, digits, dash): {prefix!r}.")
    if login and not (user and password):
        raise ValueError("names a user without a password or a password without a user.")
    return ClusterAddress(product, nodes, unquote(user), unquote(password), prefix)


def read_node(host: str, transport: str) -> str:
    """One server of the list as an address."""
    found = HOST.fullmatch(host)
    if not found:
        raise ValueError(f"names no server at this place: {host!r}.")
    port = int(found["port"] or DEFAULT_PORT)
    if not 1 <= port <= 65535:
        raise ValueError(f"names a port that does not exist: {port}.")
    return f"{transport}://{found['host']}:{port}"
