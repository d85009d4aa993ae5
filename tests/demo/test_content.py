"""The service catalogue of the demo town: complete, consistent, and only with keys that really exist."""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from service_catalogue.accounts import ACCOUNTS, LANGUAGES
from service_catalogue.links import addresses

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
CONTENT = ROOT / "demo" / "content"
LEIKA = ROOT / "service_catalogue" / "data" / "leika-demo.csv"
LEIKA_HEADER = (
    "schluessel;instanz;leistungsgruppierung;leistungskennung;verrichtungskennung;verrichtungsdetail;"
    "leistungstyp;leistungsbezeichnung;leistungsbezeichnung_2;bezeichnungen_im_umlauf;quellen;fundstellen"
)
FREE_SOURCES = {"pvog-bund", "muenchen-sadb"}

DEPARTMENTS = {
    "buergerbuero", "standesamt", "ordnungsamt", "steueramt", "bauamt", "sozialamt", "jugend-schule", "buergermeister",
}  # fmt: skip
STATUS = {"available", "restricted", "unavailable"}
AUDIENCE = {"citizens", "businesses"}
UNITS = {"MINUTE", "STUNDE", "TAG", "WERKTAG", "ARBEITSTAG", "WOCHE", "MONAT", "JAHR"}
TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "h3", "br"}
RICH_TEXT = {
    "description", "procedure", "fee_text", "deadline_text", "processing_text", "next_steps", "remedy", "notes",
    "further_information",
}  # fmt: skip
ITEM_LISTS = {"prerequisites", "required_documents", "forms", "legal_bases", "further_links"}
PERIOD_LISTS = {"deadlines", "processing_times"}
PLAIN = {
    "slug", "title", "official_name", "summary", "status", "status_reason", "audience", "topics", "leika_keys",
    "department", "online_services", "wanted", "fees", "synonyms",
}  # fmt: skip
MUST_HAVE = {
    "hund-anmelden", "personalausweis-beantragen", "reisepass-beantragen", "fuehrerschein-umtauschen", "wohnsitz-ummelden",
    "bauvoranfrage", "baugenehmigung", "gewerbe-anmelden", "heirat-anmelden", "geburtsurkunde", "fuehrungszeugnis",
    "wohngeld", "fischereischein", "sperrmuell-anmelden", "fundsachen", "bewohnerparkausweis", "kita-platz",
    "ferienspiele", "melderegisterauskunft", "beglaubigung",
}  # fmt: skip

Record = dict[str, Any]


def _load(pattern: str, key: str) -> list[Record]:
    return [entry for path in sorted(CONTENT.glob(pattern)) for entry in tomllib.loads(path.read_text("utf-8"))[key]]


def _leika() -> dict[str, dict[str, str]]:
    with LEIKA.open(encoding="utf-8", newline="") as file:
        return {row["schluessel"]: row for row in csv.DictReader(file, delimiter=";")}


SERVICES = _load("services_*.toml", "service")
TOPICS = _load("topics.toml", "topic")
ONLINE_SERVICES = _load("online_services.toml", "online_service")

each_service = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service["slug"])


def _doubles(entries: list[Record]) -> list[str]:
    return [slug for slug, count in Counter(entry["slug"] for entry in entries).items() if count > 1]


def _addresses(value: Any) -> Iterator[str]:
    """Every address in a record, in lists of links as well as in running text."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "url" and part:
                yield part
            yield from _addresses(part)
    elif isinstance(value, list):
        for part in value:
            yield from _addresses(part)
    elif isinstance(value, str):
        yield from re.findall(r'href="([^"]*)"', value)


class _Markup(HTMLParser):
    """Collects the tags of a text and notes what is opened and never closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


# The catalogue as a whole


def test_there_are_enough_services_with_enough_real_keys():
    assert len(SERVICES) >= 60
    assert sum(1 for service in SERVICES if service.get("leika_keys")) >= 60


def test_every_slug_is_used_once():
    for entries in (SERVICES, TOPICS, ONLINE_SERVICES):
        assert not _doubles(entries)


def test_the_services_everybody_looks_for_are_there():
    assert {service["slug"] for service in SERVICES} >= MUST_HAVE


def test_all_shapes_of_a_service_occur():
    assert {service.get("status", "available") for service in SERVICES} == STATUS
    assert sum(1 for service in SERVICES if service.get("wanted")) == 5
    assert sum(1 for service in SERVICES if service.get("online_services")) >= 45
    assert any(service.get("forms") and not service.get("online_services") for service in SERVICES)


def test_every_topic_and_online_service_is_used():
    assert {slug for service in SERVICES for slug in service["topics"]} == {topic["slug"] for topic in TOPICS}
    used = {slug for service in SERVICES for slug in service.get("online_services", [])}
    assert used == {entry["slug"] for entry in ONLINE_SERVICES}


def test_topics_are_ordered_life_situations():
    assert 12 <= len(TOPICS) <= 14
    assert len({topic["order"] for topic in TOPICS}) == len(TOPICS)
    for topic in TOPICS:
        assert topic["name"]
        assert len(topic["summary"]) <= 120
        assert re.fullmatch(r"[12]\d{6}", topic.get("code", "1000000"))


@pytest.mark.parametrize("entry", ONLINE_SERVICES, ids=lambda entry: entry["slug"])
def test_online_service(entry: Record):
    assert entry["name"]
    assert entry["provider"]
    assert entry["url"].startswith("https://")
    assert entry["kind"] in {"apply", "form", "appointment", "information"}
    assert entry["confidence_level"] in {"", "10", "15", "20", "30", "40"}
    assert all(isinstance(method, str) and method for method in entry["payment_methods"])
    assert set(entry.get("accounts", [])) <= set(ACCOUNTS)
    assert set(entry.get("languages", [])) <= set(LANGUAGES)
    assert entry["confidence_level"] not in {"30", "40"} or entry["accounts"]
    assert addresses.problems(entry["url"]) == []


def test_one_online_service_shows_an_address_with_placeholders():
    slugs = {entry["slug"] for entry in ONLINE_SERVICES if addresses.is_template(entry["url"])}
    users = [service for service in SERVICES if slugs & set(service.get("online_services", []))]
    assert users
    assert all(service.get("leika_keys") for service in users)


# One service at a time


@each_service
def test_only_known_fields(service: Record):
    assert set(service) <= PLAIN | RICH_TEXT | ITEM_LISTS | PERIOD_LISTS


@each_service
def test_what_every_service_must_say(service: Record):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", service["slug"])
    assert 3 <= len(service["title"]) <= 80
    assert 20 <= len(service["summary"]) <= 250
    assert "<" not in service["summary"]
    assert service["description"].strip()
    assert set(service["audience"]) <= AUDIENCE
    assert service["audience"]
    assert 4 <= len(service["synonyms"]) <= 16
    assert len(set(service["synonyms"])) == len(service["synonyms"])


@each_service
def test_references_exist(service: Record):
    assert service["department"] in DEPARTMENTS
    assert service["topics"]
    assert set(service["topics"]) <= {topic["slug"] for topic in TOPICS}
    assert set(service.get("online_services", [])) <= {entry["slug"] for entry in ONLINE_SERVICES}


@each_service
def test_who_is_turned_away_learns_why(service: Record):
    status = service.get("status", "available")
    assert status in STATUS
    assert bool(service.get("status_reason")) == (status != "available")


@each_service
def test_empty_sections_are_absent(service: Record):
    assert all(value not in ("", [], {}) for value in service.values())


@each_service
def test_markup_is_allowed_and_closed(service: Record):
    for section in RICH_TEXT & set(service):
        markup = _Markup(service[section])
        assert markup.tags, f"{section} is not HTML"
        assert markup.tags <= TAGS, section
        assert not markup.open, section


@each_service
def test_items_fit_their_fields(service: Record):
    for section in ITEM_LISTS & set(service):
        for item in service[section]:
            assert set(item) <= {"text", "note", "url"}, section
            assert 0 < len(item["text"]) <= 300, section
            assert len(item.get("note", "")) <= 500, section
    for section in ("forms", "further_links", "legal_bases"):
        assert all(item.get("url") for item in service.get(section, [])), section


@each_service
def test_addresses_are_encrypted(service: Record):
    assert all(address.startswith("https://") for address in _addresses(service))


@each_service
def test_fees(service: Record):
    for fee in service.get("fees", []):
        assert set(fee) <= {"label", "kind", "amount", "amount_max", "reason", "legal_basis"}
        assert fee["label"]
        amounts = [Decimal(fee[name]) for name in ("amount", "amount_max") if fee.get(name)]
        assert len(amounts) == {"free": 0, "fixed": 1, "range": 2}[fee["kind"]]
        assert amounts == sorted(amounts)
        assert fee["kind"] != "free" or fee.get("reason") or fee.get("legal_basis")


@each_service
def test_deadlines_and_processing_times(service: Record):
    for period in [entry for section in PERIOD_LISTS for entry in service.get(section, [])]:
        assert set(period) <= {"label", "kind", "amount", "amount_max", "unit", "from_date", "until_date", "text"}
        assert period["label"]
        if period["kind"] == "date":
            assert date.fromisoformat(period.get("until_date") or period["from_date"])
            continue
        assert period["unit"] in UNITS
        assert period["amount"] >= 1
        assert (period["kind"] == "range") == (period.get("amount_max", 0) > period["amount"])


@each_service
def test_keys_are_in_the_shipped_list(service: Record):
    keys = service.get("leika_keys", [])
    assert all(re.fullmatch(r"\d{14}", key) for key in keys)
    assert set(keys) <= set(_leika())


# The list of LeiKa keys


def test_shipped_keys_come_from_free_sources_and_carry_only_facts():
    assert LEIKA.read_text("utf-8").splitlines()[0] == LEIKA_HEADER
    for key, row in _leika().items():
        assert re.fullmatch(r"\d{14}", key)
        assert FREE_SOURCES & set(row["quellen"].split(","))
        assert row["leistungsbezeichnung"] or row["leistungsbezeichnung_2"]
        assert not row["bezeichnungen_im_umlauf"]
        assert not row["fundstellen"]


def test_shipped_keys_are_used_or_are_the_object_of_a_used_key():
    used = {key for service in SERVICES for key in service.get("leika_keys", [])}
    assert set(_leika()) <= used | {key[:8] + "000000" for key in used}


@pytest.mark.skipif(not SHARED.exists(), reason="the collected LeiKa keys are not on this machine")
def test_shipped_names_are_those_of_the_collection():
    with (SHARED / "fim" / "leika" / "leika-schluessel.csv").open(encoding="utf-8", newline="") as file:
        collected = {row["schluessel"]: row for row in csv.DictReader(file, delimiter=";")}
    for key, row in _leika().items():
        origin = collected[key] | {"bezeichnungen_im_umlauf": "", "fundstellen": ""}
        assert row == origin
