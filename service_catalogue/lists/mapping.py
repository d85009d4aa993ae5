"""The mapping file of a list: which column or path gives which field. TOML, see docs/how-to/import-a-list.md."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from service_catalogue.lists.steps import Step
from service_catalogue.xzufi.objects import DeliveryError

FOLDER = Path(__file__).parent / "mappings"

# Fields that are texts of the page → the number of their standard text.
TEXTS = {
    "summary": "24",
    "description": "06",
    "legal_bases": "07",
    "required_documents": "08",
    "prerequisites": "09",
    "fee_text": "10",
    "procedure": "11",
    "processing_text": "12",
    "deadline_text": "13",
    "forms": "14",
    "further_information": "15",
    "notes": "16",
    "responsible_body": "22",
    "contact_point": "23",
    "remedy": "25",
}
REQUIRED = ("id", "title")
OTHERS = {
    "official_name", "keys", "synonyms", "audience", "typing", "areas", "changed_at", "valid_from", "valid_until",
    "public", "url", "department", "department_ids",
}  # fmt: skip
DEPARTMENT_REQUIRED = ("id", "name")
DEPARTMENT_OTHERS = {
    "short_name", "description", "street", "postcode", "town", "phone", "email", "opening_hours", "public",
}  # fmt: skip
KINDS = {"apply", "appointment", "form", "information"}
STEP_KEYS = {
    "from": (str, list),
    "value": object,
    "template": str,
    "split": str,
    "join": str,
    "html": bool,
    "map": dict,
}
TABLE_KEYS = {"format", "records", "delimiter", "fields"}
TOP_KEYS = {"source", "language", "links", "online_services", "departments", *TABLE_KEYS}
RULE_KEYS = {"from", "url", "title", "only", "without"}


class MappingError(DeliveryError):
    """A mapping that makes no sense, or does not fit the list: the place and the reason in plain words."""

    def __init__(self, reason: str) -> None:
        super().__init__(0, reason)


@dataclass(frozen=True)
class Rule:
    """Links of a record: where they stand, and which of them are meant by a pattern of their addresses."""

    url: Step
    title: Step | None = None
    source: str = "."
    section: str = ""  # for links in the text
    kind: str = ""  # for online services
    only: re.Pattern[str] | None = None
    without: re.Pattern[str] | None = None

    def takes(self, url: str) -> bool:
        wanted = self.only is None or self.only.search(url)
        return bool(wanted and not (self.without and self.without.search(url)))

    @property
    def places(self) -> list[str]:
        """What it reads in the record itself, not in the items of a list inside."""
        if self.source != ".":
            return [self.source]
        return [*self.url.places, *(self.title.places if self.title else [])]


@dataclass(frozen=True)
class Table:
    """One file: its format, and which field is read from where."""

    fields: dict[str, Step]
    format: str = ""  # csv or json; told by the file where it is not named
    records: str = ""  # JSON: where the list stands in the document
    delimiter: str = ""  # CSV: told by the first line where it is not named


@dataclass(frozen=True)
class Mapping:
    """How a list becomes services. `source` is the name under which its ids are known from now on."""

    name: str
    source: str
    services: Table
    language: str = "de"
    links: list[Rule] = field(default_factory=list)
    online_services: list[Rule] = field(default_factory=list)
    departments: Table | None = None


def find_mapping(name: str) -> Path:
    """The file of a mapping that ships with the site, or one of your own named by its path."""
    own = Path(name)
    if own.suffix == ".toml" and own.is_file():
        return own
    found = FOLDER / f"{name}.toml"
    if own.name == name and found.is_file():
        return found
    known = ", ".join(sorted(path.stem for path in FOLDER.glob("*.toml")))
    text = _("There is no mapping “%(name)s”. Name the path of a .toml file, or one of these: %(known)s.")
    raise MappingError(text % {"name": name, "known": known})


def read_mapping(path: Path) -> Mapping:
    """Raises MappingError with file and line for what is unknown, missing or of the wrong kind."""
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise MappingError(f"{path.name}: " + _("The file is not written in UTF-8.")) from error
    except tomllib.TOMLDecodeError as error:
        reason = _("This is no TOML (%(detail)s).") % {"detail": error}
        raise MappingError(f"{path.name}: {reason}") from error
    return _Reader(path, text).mapping(document)


class _Reader:
    """Turns the tables of the file into our classes and knows the lines of what it complains about."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()

    def stop(self, reason: str, key: str = "") -> NoReturn:
        pattern = re.compile(
            rf"""\s*(\[+\s*)?(\w+\.)*["']?{re.escape(key)}["']?\s*(=|\])|.*[{{,]\s*{re.escape(key)}\s*="""
        )
        found = [number for number, line in enumerate(self.lines, 1) if key and pattern.match(line)]
        place = _("line %(line)d") % {"line": found[0]} if len(found) == 1 else ""
        raise MappingError(" ".join(part for part in (f"{self.path.name},", place) if part).rstrip(",") + f": {reason}")

    def mapping(self, document: dict[str, Any]) -> Mapping:
        self.known(document, TOP_KEYS, "")
        source = document.get("source", "")
        if not isinstance(source, str) or not re.fullmatch(r"[\w.-]{1,60}", source):
            self.stop(_("“source” must be a short name without blanks: the list's ids are known under it."), "source")
        departments = document.get("departments")
        return Mapping(
            name=self.path.stem,
            source=source,
            services=self.table(document, "fields", REQUIRED, {*OTHERS, *TEXTS}),
            language=self.word(document, "language") or "de",
            links=[self.rule(item, "links") for item in self.tables(document, "links")],
            online_services=[self.rule(item, "online_services") for item in self.tables(document, "online_services")],
            departments=self.departments(departments) if departments is not None else None,
        )

    def departments(self, value: Any) -> Table:
        if not isinstance(value, dict):
            self.stop(_("“departments” must be a table."), "departments")
        self.known(value, TABLE_KEYS, "departments")
        return self.table(value, "departments.fields", DEPARTMENT_REQUIRED, DEPARTMENT_OTHERS)

    def table(self, document: dict[str, Any], name: str, required: Iterable[str], others: set[str]) -> Table:
        fields = document.get("fields")
        if not isinstance(fields, dict):
            self.stop(_("The table [%(name)s] is missing.") % {"name": name})
        self.known(fields, {*required, *others}, name)
        for key in required:
            if key not in fields:
                self.stop(_("[%(name)s] must say where “%(key)s” stands.") % {"name": name, "key": key})
        format_ = self.word(document, "format")
        if format_ not in {"", "csv", "json"}:
            self.stop(_("“format” is csv or json."), "format")
        delimiter = {"tab": "\t"}.get(self.word(document, "delimiter"), self.word(document, "delimiter"))
        if len(delimiter) > 1:
            self.stop(_("“delimiter” is one character, or tab."), "delimiter")
        steps = {key: self.step(value, key) for key, value in fields.items()}
        return Table(steps, format_, self.word(document, "records"), delimiter)

    def rule(self, item: dict[str, Any], name: str) -> Rule:
        extra = "section" if name == "links" else "kind"
        self.known(item, {*RULE_KEYS, extra}, name)
        choice = item.get(extra)
        allowed = set(TEXTS) if name == "links" else KINDS
        if choice not in allowed:
            text = _("Each [[%(name)s]] needs “%(key)s”: one of %(allowed)s.")
            self.stop(text % {"name": name, "key": extra, "allowed": ", ".join(sorted(allowed))}, extra)
        if "url" not in item:
            self.stop(_("Each [[%(name)s]] needs “url”.") % {"name": name})
        return Rule(
            url=self.step(item["url"], "url"),
            title=self.step(item["title"], "title") if "title" in item else None,
            source=self.word(item, "from") or ".",
            only=self.pattern(item, "only"),
            without=self.pattern(item, "without"),
            **{extra: choice},
        )

    def step(self, value: Any, key: str) -> Step:
        """A bare text is a place, a list is several places to try, a table holds the steps."""
        if isinstance(value, str | list):
            value = {"from": value}
        if not isinstance(value, dict):
            text = _('“%(key)s” must be the name of a column, or a table such as { from = "…" }.')
            self.stop(text % {"key": key}, key)
        self.known(value, set(STEP_KEYS), key)
        for name, kind in STEP_KEYS.items():
            if name in value and not isinstance(value[name], kind):  # type: ignore[arg-type]
                text = _("In “%(key)s” the value of “%(name)s” is of the wrong kind: %(value)s.")
                self.stop(text % {"key": key, "name": name, "value": repr(value[name])[:40]}, key)
        if not {"from", "value", "template"} & set(value):
            self.stop(_("“%(key)s” must say “from”, “value” or “template”.") % {"key": key}, key)
        places = value.get("from", ())
        paths = (places,) if isinstance(places, str) else tuple(str(place) for place in places)
        return Step(paths=paths, **{name: item for name, item in value.items() if name != "from"})

    def known(self, table: dict[str, Any], allowed: set[str], name: str) -> None:
        for key in table:
            if key not in allowed:
                text = _("“%(key)s” is not known in %(table)s. Possible are: %(allowed)s.")
                words = {
                    "key": key,
                    "table": f"[{name}]" if name else self.path.name,
                    "allowed": ", ".join(sorted(allowed)),
                }
                self.stop(text % words, key)

    def tables(self, document: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
        found = document.get(key, [])
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            self.stop(_("“%(key)s” is written with two brackets: [[%(key)s]].") % {"key": key}, key)
        yield from found

    def word(self, table: dict[str, Any], key: str) -> str:
        found = table.get(key, "")
        if not isinstance(found, str):
            self.stop(_("“%(key)s” must be a text in quotation marks.") % {"key": key}, key)
        return found

    def pattern(self, table: dict[str, Any], key: str) -> re.Pattern[str] | None:
        text = self.word(table, key)
        try:
            return re.compile(text, re.IGNORECASE) if text else None
        except re.error as error:
            self.stop(_("“%(key)s” is no regular expression (%(detail)s).") % {"key": key, "detail": error}, key)
