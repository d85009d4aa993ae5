"""How the settings are read from the environment; a real variable wins over `.env`.

Whatever makes no sense ends the start with a text that says what to write where.
"""

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import environ

from search.cluster_address import EXAMPLE as CLUSTER
from search.cluster_address import read_address

BASE_DIR = Path(__file__).resolve().parent.parent
ENV_FILE = BASE_DIR / ".env"
DEBUG_SECRET_KEY = "only-for-debug-this-key-is-public-and-refused-elsewhere"  # noqa: S105  refused outside debug

environ.Env.read_env(ENV_FILE, overwrite=False)
env = environ.Env()


def stop(variable: str, problem: str, example: str) -> NoReturn:
    """End the start with a text that says what to write where, without a traceback."""
    raise SystemExit(
        f"{variable} {problem}\n"
        f"Write for example  {variable}={example}\n"
        f"into the environment or as a line into {ENV_FILE}."
    )


def read_switch(variable: str, default: bool) -> bool:
    """A variable that is on (1, true, yes, on) or off (0, false, no, off)."""
    value = env.str(variable, default="").strip().lower()
    if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if value == "" else value in {"1", "true", "yes", "on"}
    stop(variable, f"is neither on nor off: {value!r}.", "1")


def read_secret_key(debug: bool) -> str:
    """The key that signs sessions and links; outside debug it must be the town's own."""
    key = env.str("SECRET_KEY", default="").strip()
    example = "…  (fifty random characters: python3 -c 'import secrets; print(secrets.token_urlsafe(50))')"
    if not key and not debug:
        stop("SECRET_KEY", "is missing.", example)
    if not debug and key == DEBUG_SECRET_KEY:
        stop("SECRET_KEY", "is the public default of debugging.", example)
    if not debug and len(key) < 32:
        stop("SECRET_KEY", f"is too short: {len(key)} characters, at least 32 are needed.", example)
    return key or DEBUG_SECRET_KEY


def read_hosts(debug: bool) -> list[str]:
    """The names under which the site may be asked for."""
    hosts = [host.strip() for host in env.str("ALLOWED_HOSTS", default="").split(",") if host.strip()]
    if any("/" in host or " " in host for host in hosts):
        stop("ALLOWED_HOSTS", "holds names only, no addresses.", "www.town.example,town.example")
    if not hosts and not debug:
        stop("ALLOWED_HOSTS", "is missing.", "www.town.example")
    return hosts or ["localhost", "127.0.0.1", "[::1]"]


def read_number(variable: str, default: int, most: int, least: int = 0) -> int:
    """A whole number between two limits."""
    value = env.str(variable, default="").strip() or str(default)
    if not (value.isascii() and value.isdecimal() and least <= int(value) <= most):
        stop(variable, f"is no number from {least} to {most}: {value!r}.", str(min(30, most)))
    return int(value)


def read_networks(variable: str, default: str) -> list[IPv4Network | IPv6Network]:
    """Addresses and networks of machines, with commas between."""
    names = [name.strip() for name in (env.str(variable, default="").strip() or default).split(",") if name.strip()]
    try:
        return [ip_network(name) for name in names]
    except ValueError as error:
        stop(variable, f"holds something else than addresses and networks: {error}.", "127.0.0.1,::1,172.16.0.0/12")


def read_port() -> int:
    """The port of `make run`."""
    value = env.str("PORT", default="").strip() or "8000"
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        stop("PORT", f"is no port number: {value!r}.", "8000")
    return int(value)


def read_site_url(port: int) -> str:
    """The site's own address, for mails, feeds and cookies (https makes them secure)."""
    value = env.str("SITE_URL", default="").strip().rstrip("/") or f"http://127.0.0.1:{port}"
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
        stop("SITE_URL", f"is no address: {value!r}.", "https://www.town.example")
    return value


SQLITE_OPTIONS = {
    # Readers never wait for a writer, and a writer takes its lock at the start of a transaction, where the
    # busy timeout applies; a lock upgrade in the middle would fail at once.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}


def read_database() -> dict:
    """SQLite in one file by default, PostgreSQL by one variable."""
    value = env.str("DATABASE_URL", default="").strip() or f"sqlite:///{BASE_DIR / 'data' / 'site.sqlite3'}"
    example = "postgres://user:password@localhost:5432/town  or  sqlite:////srv/town/site.sqlite3"
    if not value.startswith(("sqlite:////", "sqlite://:memory:", "postgres://", "postgresql://")):
        stop("DATABASE_URL", "is neither sqlite:////path nor postgres://user:password@host/name.", example)
    try:
        database = env.db_url_config(value)
    except (ValueError, environ.ImproperlyConfigured):
        # The error may repeat a part of the password.
        stop("DATABASE_URL", "cannot be read; write signs like / @ : of a password as %2F %40 %3A.", example)
    if database["ENGINE"].endswith("sqlite3"):
        folder = Path(database["NAME"]).parent
        if folder == BASE_DIR / "data":
            folder.mkdir(exist_ok=True)
        if database["NAME"] != ":memory:" and not folder.is_dir():
            stop("DATABASE_URL", f"names a folder that is not there: {folder}.", example)
        return {**database, "OPTIONS": {**database.get("OPTIONS", {}), **SQLITE_OPTIONS}}
    if not database.get("NAME"):
        stop("DATABASE_URL", "names no database.", example)
    return {**database, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def read_folder(variable: str, default: Path | None) -> Path | None:
    """A folder of ours; it is made when needed, but the one above it must be there."""
    value = env.str(variable, default="").strip()
    if value and (not Path(value).is_absolute() or not Path(value).parent.is_dir()):
        stop(variable, f"names no folder that could be made: {value!r}.", f"/srv/town/{variable.split('_')[0].lower()}")
    return Path(value) if value else default


def read_file(variable: str, example: str) -> str:
    """A file that must be there if it is named."""
    value = env.str(variable, default="").strip()
    if value and not Path(value).is_file():
        stop(variable, f"names no file: {value!r}.", example)
    return value


def read_place(variable: str, example: str) -> str:
    """A path that begins and ends with a slash; empty where there is none."""
    value = env.str(variable, default="").strip()
    if value and not re.fullmatch(r"/([a-z0-9-]+/)+", value):
        stop(variable, f"is no path between two slashes: {value!r}.", example)
    return value


def read_email() -> dict:
    """Where mails go: printed to the console until a server is named."""
    value = env.str("EMAIL_URL", default="").strip() or "consolemail://"
    try:
        return env.email_url_config(value)
    except (ValueError, environ.ImproperlyConfigured):
        # Never what was written: it holds a password.
        stop("EMAIL_URL", "cannot be read.", "smtp+tls://user:password@mail.town.example:587")


def read_contact(variable: str) -> str:
    """An e-mail address or a page with https under which people are reached; empty where none is named."""
    value = env.str(variable, default="").strip()
    if value and not re.fullmatch(r"[^@\s/:]+@[^@\s/:]+\.[^@\s/:]+|https://[^\s/]+\S*", value):
        stop(variable, f"is neither an e-mail address nor an address with https: {value!r}.", "sicherheit@town.example")
    return value


def read_name(variable: str, default: str, pattern: str, rule: str) -> str:
    """A short name that must fit a pattern."""
    value = env.str(variable, default="").strip() or default
    if not re.fullmatch(pattern, value):
        stop(variable, f"{rule}: {value!r}.", default)
    return value


def read_server(variable: str, example: str) -> str:
    """The address of a server that services are fetched from; empty where none is."""
    value = env.str(variable, default="").strip().rstrip("/")
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and parts.hostname and not parts.query and not parts.username
    except ValueError:
        usable = False
    if value and not usable:
        stop(variable, f"is no address of a server: {value!r}.", example)
    return value


def read_tiles_url(https: bool) -> str:
    """The address of map tiles with {z}, {x} and {y} in it; empty where maps have no tiles."""
    value = env.str("MAP_TILES_URL", default="").strip()
    example = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
    if not value:
        return ""
    # The host goes into the content policy, so it is nothing but a name and a port.
    found = re.fullmatch(r"(https?)://[a-z0-9.-]+(:[0-9]{1,5})?(/[^\s\"'<>\\]*)", value)
    if found is None:
        stop("MAP_TILES_URL", f"is no http(s) address: {value!r}.", example)
    if sorted(re.findall(r"\{[^}]*\}?|\}", found[3])) != ["{x}", "{y}", "{z}"]:
        stop(
            "MAP_TILES_URL",
            f"must hold {{z}}, {{x}} and {{y}} once each, and nothing else in brackets: {value!r}.",
            example,
        )
    if https and found[1] == "http":
        stop("MAP_TILES_URL", "begins with http://, and browsers load no such tiles into a site with https.", example)
    return value


def read_position(variable: str, example: str) -> tuple[float, float] | None:
    """Degrees north and east with a comma between; None where nothing is written."""
    value = env.str(variable, default="").strip()
    if not value:
        return None
    found = re.fullmatch(r"(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)", value, re.ASCII)
    if found is None or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        stop(variable, f"is no place on earth, as degrees north and east: {value!r}.", example)
    return float(found[1]), float(found[2])


def read_search_url() -> str:
    """The search cluster; empty where the site searches in its own database."""
    value = env.str("SEARCH_URL", default="").strip()
    try:
        if value:
            read_address(value)
    except ValueError as error:
        stop("SEARCH_URL", str(error), CLUSTER)
    return value
