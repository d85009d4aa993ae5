"""Settings are read from the environment; nonsense ends the start with a text that says what to write where."""

import json
import os
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

GOOD_KEY = "x" * 50
PRINT = "import json, config.settings as s; print(json.dumps({}))"


def start(expression: str = "None", **variables: str) -> subprocess.CompletedProcess:
    """A fresh Python that reads the settings; what is not named is empty, which counts as missing."""
    names = ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "PORT", "SITE_URL", "EMAIL_URL", "MEDIA_ROOT")
    environment = {**os.environ, **dict.fromkeys(names, ""), **variables}
    return subprocess.run(
        [sys.executable, "-c", PRINT.replace("{}", expression)],
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
        env=environment,
        check=False,
    )


def value(expression: str, **variables: str):
    result = start(expression, **variables)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("variables", "named", "said"),
    [
        ({}, "SECRET_KEY", "is missing"),
        ({"SECRET_KEY": "only-for-debug-this-key-is-public-and-refused-elsewhere"}, "SECRET_KEY", "public default"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY", "too short"),
        ({"SECRET_KEY": GOOD_KEY}, "ALLOWED_HOSTS", "is missing"),
        ({"DEBUG": "1", "ALLOWED_HOSTS": "https://town.example"}, "ALLOWED_HOSTS", "names only"),
        ({"DEBUG": "vielleicht"}, "DEBUG", "neither on nor off"),
        ({"DEBUG": "1", "PORT": "acht"}, "PORT", "no port number"),
        ({"DEBUG": "1", "TRUSTED_PROXIES": "proxy"}, "TRUSTED_PROXIES", "something else than addresses"),
        ({"DEBUG": "1", "TRUSTED_PROXIES": "127.0.0.1 ::1"}, "TRUSTED_PROXIES", "something else than addresses"),
        ({"DEBUG": "1", "PORT": "70000"}, "PORT", "no port number"),
        ({"DEBUG": "1", "DATABASE_URL": "mysql://localhost/town"}, "DATABASE_URL", "neither sqlite"),
        ({"DEBUG": "1", "DATABASE_URL": "postgres://localhost"}, "DATABASE_URL", "names no database"),
        ({"DEBUG": "1", "DATABASE_URL": "sqlite:////no/such/folder/site.sqlite3"}, "DATABASE_URL", "not there"),
        ({"DEBUG": "1", "XZUFI_AGENCY": "L 100"}, "XZUFI_AGENCY", "no agency id"),
        ({"DEBUG": "1", "VISITOR_FORM_SECONDS": "31"}, "VISITOR_FORM_SECONDS", "no number from 0 to 30"),
        ({"DEBUG": "1", "ADOPT_REFERENCE_AFTER_DAYS": "-1"}, "ADOPT_REFERENCE_AFTER_DAYS", "no number"),
        ({"DEBUG": "1", "ADOPT_REFERENCE_AFTER_DAYS": "99999"}, "ADOPT_REFERENCE_AFTER_DAYS", "no number"),
        ({"DEBUG": "1", "XZUFI_ROOT": "1st"}, "XZUFI_ROOT", "no name of an XML element"),
        ({"DEBUG": "1", "XZUFI_MAX_BYTES": "2 GB"}, "XZUFI_MAX_BYTES", "no number"),
        ({"DEBUG": "1", "XZUFI_XSD": "/no/such/file.xsd"}, "XZUFI_XSD", "no file"),
        ({"DEBUG": "1", "SEARCH_URL": "http://search:9200"}, "SEARCH_URL", "begins with none of"),
        ({"DEBUG": "1", "SEARCH_URL": "elasticsearch://"}, "SEARCH_URL", "no server"),
        ({"DEBUG": "1", "SEARCH_URL": "opensearch://a:9200,,b"}, "SEARCH_URL", "no server"),
        ({"DEBUG": "1", "SEARCH_URL": "elasticsearch://a:9200,b:92000"}, "SEARCH_URL", "port that does not exist"),
        ({"DEBUG": "1", "SEARCH_URL": "elasticsearch://site@a:9200"}, "SEARCH_URL", "without a password"),
        ({"DEBUG": "1", "SEARCH_URL": "elasticsearch://a:9200/Neu Stadt"}, "SEARCH_URL", "no index can have"),
        ({"DEBUG": "1", "SEARCH_CA_FILE": "/no/such/file.pem"}, "SEARCH_CA_FILE", "no file"),
        ({"DEBUG": "1", "DATABASE_URL": "something"}, "DATABASE_URL", "neither sqlite"),
        ({"DEBUG": "1", "DATABASE_URL": "sqlite:///town.sqlite3"}, "DATABASE_URL", "neither sqlite"),
        ({"DEBUG": "1", "MEDIA_ROOT": "media"}, "MEDIA_ROOT", "no folder"),
        ({"DEBUG": "1", "MEDIA_ROOT": "/no/such/folder"}, "MEDIA_ROOT", "no folder"),
        ({"DEBUG": "1", "STATIC_ROOT": "static"}, "STATIC_ROOT", "no folder"),
        ({"DEBUG": "1", "FILES_BY_NGINX": "inside"}, "FILES_BY_NGINX", "between two slashes"),
        ({"DEBUG": "1", "SITE_URL": "town"}, "SITE_URL", "no address"),
        ({"DEBUG": "1", "EMAIL_URL": "pigeon://loft"}, "EMAIL_URL", "cannot be read"),
        ({"DEBUG": "1", "MAP_TILES_URL": "tiles.example/{z}/{x}/{y}"}, "MAP_TILES_URL", "no http(s) address"),
        ({"DEBUG": "1", "MAP_TILES_URL": "https://a.example; b.example/{z}/{x}/{y}"}, "MAP_TILES_URL", "no http(s)"),
        ({"DEBUG": "1", "MAP_TILES_URL": "https://{s}.example/{z}/{x}/{y}"}, "MAP_TILES_URL", "no http(s) address"),
        ({"DEBUG": "1", "MAP_TILES_URL": "https://a.example/{z}/{x}.png"}, "MAP_TILES_URL", "once each"),
        ({"DEBUG": "1", "MAP_TILES_URL": "https://a.example/{z}/{x}/{y}{r}.png"}, "MAP_TILES_URL", "once each"),
        (
            {"DEBUG": "1", "SITE_URL": "https://town.example", "MAP_TILES_URL": "http://a.example/{z}/{x}/{y}"},
            "MAP_TILES_URL",
            "begins with http://",
        ),
        ({"DEBUG": "1", "MAP_TILES_URL": "https://a.example/{z}/{x}/{y}"}, "MAP_ATTRIBUTION", "is missing"),
        (
            {"DEBUG": "1", "SECURITY_CONTACT": "http://town.example"},
            "SECURITY_CONTACT",
            "neither an e-mail address nor",
        ),
        ({"DEBUG": "1", "MAP_CENTER": "52.43"}, "MAP_CENTER", "no place on earth"),
        ({"DEBUG": "1", "MAP_CENTER": "91,8"}, "MAP_CENTER", "no place on earth"),
        ({"DEBUG": "1", "MAP_CENTER": "52.43,181"}, "MAP_CENTER", "no place on earth"),
        ({"DEBUG": "1", "PVOG_URL": "pvog.example"}, "PVOG_URL", "no address of a server"),
        ({"DEBUG": "1", "FIM_URL": "http://["}, "FIM_URL", "no address of a server"),
        ({"DEBUG": "1", "PVOG_ARS": "5770044"}, "PVOG_ARS", "no regional key"),
        ({"DEBUG": "1", "PVOG_DETAIL_PATH": "v6"}, "PVOG_DETAIL_PATH", "no path"),
    ],
)
def test_nonsense_ends_with_a_text_and_without_a_traceback(variables, named, said):
    result = start(**variables)
    assert result.returncode == 1
    assert result.stderr.startswith(named)
    assert said in result.stderr
    assert f"Write for example  {named}=" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("variable", "address"),
    [
        ("EMAIL_URL", "smtp+pigeon://town:geheim@mail.example:587"),
        ("DATABASE_URL", "postgres://town:geheim/x@db.example:5432/town"),
        ("SEARCH_URL", "elasticsearchs://town:1/geheim@search.example"),
    ],
)
def test_no_message_tells_a_password(variable, address):
    result = start(DEBUG="1", **{variable: address})
    assert result.stderr.startswith(variable)
    assert "geheim" not in result.stderr


def test_debug_is_off_unless_said():
    assert value("s.DEBUG", SECRET_KEY=GOOD_KEY, ALLOWED_HOSTS="town.example") is False


def test_debug_works_without_anything_else():
    assert value("[s.DEBUG, s.PORT, s.ALLOWED_HOSTS[0]]", DEBUG="1") == [True, 8000, "localhost"]


def test_maps_have_tiles_and_a_middle():
    tiles = {"MAP_TILES_URL": "https://a.example:8443/{z}/{y}/{x}?key=1", "MAP_ATTRIBUTION": "© Karte"}
    assert value("[s.MAP_TILES_URL, s.MAP_CENTER]", DEBUG="1", MAP_TILES_URL="", MAP_CENTER="") == ["", None]
    found = value("[s.MAP_TILES_URL, s.MAP_ATTRIBUTION, s.MAP_CENTER]", DEBUG="1", MAP_CENTER="-33.9, 8", **tiles)
    assert found == [*tiles.values(), [-33.9, 8]]


def test_every_sqlite_waits_and_logs_ahead(tmp_path):
    options = value("s.DATABASES['default']['OPTIONS']", DEBUG="1", DATABASE_URL=f"sqlite:///{tmp_path}/town.sqlite3")
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_postgres_by_one_variable():
    database = value("s.DATABASES['default']", DEBUG="1", DATABASE_URL="postgres://town:secret@db.example:5433/town")
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "town")


@pytest.mark.parametrize(
    "address",
    [
        "elasticsearch://127.0.0.1:9200",
        "opensearch://search1.town.example,search2.town.example:9201/town",
        "elasticsearchs://site:secret%40word@[::1]:9200,search2:9200",
        "opensearchs://site:1234@search",
    ],
)
def test_a_cluster_by_one_variable(address):
    assert value("s.SEARCH_URL", DEBUG="1", SEARCH_URL=f" {address} ") == address


def test_the_password_of_a_cluster_is_not_printed():
    result = start(DEBUG="1", SEARCH_URL="elasticsearch://site:Hexenwerk@search:9200,search:92000")
    assert "SEARCH_URL" in result.stderr
    assert "Hexenwerk" not in result.stderr


def test_an_https_address_makes_cookies_secure():
    assert value(
        "[s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0]", DEBUG="1", SITE_URL="https://town.example"
    ) == [
        True,
        True,
    ]
    assert value("s.SESSION_COOKIE_SECURE", DEBUG="1") is False


def test_a_real_installation_passes_the_check_before_it_goes_online():
    """As on a server with https; what is silenced stands in the settings with its reason."""
    names = {"SECRET_KEY": secrets.token_urlsafe(50), "ALLOWED_HOSTS": "town.example", "DEBUG": "0"}
    environment = {**os.environ, **names, "SITE_URL": "https://town.example", "MFA_REQUIRED": "1"}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    del environment["DJANGO_ALLOW_ASYNC_UNSAFE"]  # of the tests themselves
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    result = subprocess.run(
        command, capture_output=True, text=True, cwd=settings.BASE_DIR, env=environment, check=False
    )
    assert result.returncode == 0, result.stderr


def test_subdomains_need_https_only_where_the_town_says_so():
    address = {"DEBUG": "1", "SITE_URL": "https://town.example"}
    assert value("s.SECURE_HSTS_INCLUDE_SUBDOMAINS", **address) is False
    assert value("s.SECURE_HSTS_INCLUDE_SUBDOMAINS", HSTS_SUBDOMAINS="1", **address) is True
