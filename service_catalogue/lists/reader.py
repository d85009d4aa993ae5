"""A town's own list becomes services, online services and departments, as its mapping says."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from service_catalogue import documents, parts
from service_catalogue.documents import Watch, nobody
from service_catalogue.lists import steps
from service_catalogue.lists.mapping import TEXTS, Mapping, Rule, Step, Table
from service_catalogue.lists.tables import Numbered, check_places, read_table
from service_catalogue.xzufi import texts as cleaning
from service_catalogue.xzufi.objects import (
    IN_SERVICE_ONLINE,
    IN_SERVICE_UNIT,
    Address,
    Code,
    ContentError,
    Delivered,
    Described,
    Identifier,
    Key,
    Link,
    OnlineService,
    Responsibility,
    Service,
    Skipped,
    Unit,
    hash_of,
)

NOT_SAID = {"line", "raw", "content_hash", "remarks", "changed_at", "responsibilities"}


def read_list(
    path: Path, mapping: Mapping, departments: Path | None = None, watch: Watch = nobody
) -> Iterator[Delivered]:
    """All records of a list; of a second file, when the mapping has one, the departments.

    Raises DeliveryError for a file that cannot be read, MappingError when mapping and list do not fit.
    """
    hidden: set[str] = set()
    if departments is not None and mapping.departments is not None:
        yield from _departments(departments, mapping.departments, mapping, hidden)
    rows = read_table(path, mapping.services)
    places = {name: step.places for name, step in mapping.services.fields.items()}
    for name, rules in (("links", mapping.links), ("online_services", mapping.online_services)):
        places |= {f"{name} {number}": rule.places for number, rule in enumerate(rules, 1)}
    check_places([row for _line, row in rows if isinstance(row, dict)], places, mapping.name)
    yield from _List(mapping, hidden).read(rows, watch)


def _id(step: Step, record: Any, source: str, line: int, seen: dict[str, int]) -> Identifier:
    """The id of a record. Raises ContentError when it is missing or stood there before."""
    found = parts.identifier(source, steps.text(step, record), line)
    first = seen.setdefault(found.value, line)
    if first != line:
        text = _("The id “%(id)s” stands here for the second time; the first time in row %(line)d.")
        raise ContentError(line, text % {"id": found.value[:60], "line": first})
    return found


def fingerprint(item: Described) -> str:
    """What a record says after mapping: so a changed mapping counts as a change, a new place or time stamp does not."""
    said = [(field.name, getattr(item, field.name)) for field in dataclasses.fields(item) if field.name not in NOT_SAID]
    ties = [tie.id for tie in getattr(item, "responsibilities", [])]
    return hash_of(repr((said, ties)))


class _List:
    """Reads one list; remembers which online services and departments it has already handed out."""

    def __init__(self, mapping: Mapping, hidden: set[str]) -> None:
        self.mapping = mapping
        self.hidden = hidden  # ids of departments that are not public
        self.fields = mapping.services.fields
        self.language = mapping.language
        self.ids: dict[str, int] = {}
        self.handed_out: set[Key] = set()

    def read(self, rows: list[Numbered], watch: Watch) -> Iterator[Delivered]:
        for number, (line, row) in enumerate(rows, 1):
            watch(number, len(rows))
            if isinstance(row, Skipped):
                yield row
                continue
            try:
                yield from self.record(row, line)
            except ContentError as error:
                yield Skipped(line, error.reason, "service", steps.text(self.fields["id"], row)[:60])

    def record(self, row: dict[str, Any], line: int) -> Iterator[Delivered]:
        service = Service(id=_id(self.fields["id"], row, self.mapping.source, line, self.ids), line=line)
        self.read_titles(service, row)
        self.read_texts(service, row)
        self.read_facts(service, row)
        online_services = self.online_services(row, service)
        units = list(self.units(row, line))
        holders = dict.fromkeys((*(unit.id for unit in units), *self.named_units(row)))
        service.responsibilities = [self.tie(holder, service, IN_SERVICE_UNIT) for holder in holders]
        service.responsibilities += [self.tie(online.id, service, IN_SERVICE_ONLINE) for online in online_services]
        service.raw, service.content_hash = documents.as_json(row), fingerprint(service)
        found: list[Unit | OnlineService] = [*units, *online_services]
        for item in found:
            if item.key not in self.handed_out:
                self.handed_out.add(item.key)
                yield item
        yield service

    def read_titles(self, service: Service, row: Any) -> None:
        title = cleaning.clean_line(steps.text(self.fields["title"], row))
        if not title:
            raise ContentError(service.line, _("The record has no title."))
        service.modules += parts.module("03", self.language, title)
        official = cleaning.clean_line(steps.text(self.fields.get("official_name"), row))
        service.modules += parts.module("02", self.language, official)

    def read_texts(self, service: Service, row: Any) -> None:
        links: dict[str, dict[str, Link]] = {}
        for rule in self.mapping.links:
            for link in self.links(rule, row, service):
                links.setdefault(rule.section, {}).setdefault(link.url, link)
        own = parts.link(service, steps.text(self.fields.get("url"), row), service.text("03", language=self.language))
        if own is not None:
            links.setdefault("further_information", {}).setdefault(own.url, own)
        for name, code in TEXTS.items():
            step = self.fields.get(name)
            text = parts.html(service, steps.rich_text(step, row)) if step else ""
            service.modules += parts.module(code, self.language, text, links.get(name, {}).values())

    def read_facts(self, service: Service, row: Any) -> None:
        line, fields = service.line, self.fields
        service.keys = parts.keys(service, steps.texts(fields.get("keys"), row))
        synonyms = [text for word in steps.texts(fields.get("synonyms"), row) if (text := cleaning.clean_line(word))]
        service.synonyms = {self.language: list(dict.fromkeys(synonyms))} if synonyms else {}
        service.audience = [Code(text) for text in steps.texts(fields.get("audience"), row)]
        service.typing = [Code(text) for text in steps.texts(fields.get("typing"), row)]
        service.areas = list(steps.texts(fields.get("areas"), row))
        service.changed_at = parts.moment(steps.text(fields.get("changed_at"), row), line)
        service.valid_from = parts.day(steps.text(fields.get("valid_from"), row), line)
        service.valid_until = parts.day(steps.text(fields.get("valid_until"), row), line)
        service.languages = [self.language]
        public = steps.truth(fields.get("public"), row)
        if public is None:
            text = _("“public” is neither yes nor no: %(value)s.")
            raise ContentError(line, text % {"value": steps.text(fields["public"], row)[:40]})
        service.public = public

    def links(self, rule: Rule, row: Any, service: Service) -> Iterator[Link]:
        """The links of a rule that a browser can follow; each with its address as the name where it has none."""
        for item in steps.find(row, rule.source):
            url = steps.text(rule.url, item, row)
            if url and rule.takes(url):
                link = parts.link(service, url, steps.text(rule.title, item, row), self.language)
                if link is not None:
                    yield link

    def online_services(self, row: Any, service: Service) -> list[OnlineService]:
        """Those of all rules; the first rule that takes an address says what it is."""
        found: dict[Identifier, OnlineService] = {}
        for rule in self.mapping.online_services:
            for online in self.online(rule, row, service):
                found.setdefault(online.id, online)
        return list(found.values())

    def online(self, rule: Rule, row: Any, service: Service) -> Iterator[OnlineService]:
        """One online service for each address: several services of the list may use the same."""
        for link in self.links(rule, row, service):
            if not link.url.lower().startswith(("http://", "https://")):
                parts.note_link(service, link.url)
                continue
            online = OnlineService(id=Identifier(self.mapping.source, hash_of(link.url)), line=service.line)
            online.names = {self.language: link.title} if link.title else {}
            online.links, online.kind_of_use = [link], rule.kind
            online.raw, online.content_hash = documents.as_json(dataclasses.asdict(link)), fingerprint(online)
            yield online

    def units(self, row: Any, line: int) -> Iterator[Unit]:
        """Departments that the list names by their names only."""
        for name in steps.texts(self.fields.get("department"), row):
            unit = Unit(id=Identifier(self.mapping.source, name[:200]), line=line)
            unit.names = {self.language: cleaning.clean_line(name)}
            unit.raw, unit.content_hash = name, hash_of(name)
            if unit.names[self.language]:
                yield unit

    def named_units(self, row: Any) -> Iterator[Identifier]:
        """Departments that the list names by the ids of a second list."""
        for value in steps.texts(self.fields.get("department_ids"), row):
            if value not in self.hidden:
                yield Identifier(self.mapping.source, value[:200])

    def tie(self, holder: Identifier, service: Service, scheme: str) -> Responsibility:
        return parts.responsibility(holder, service.id, scheme, service.line, [])


def _departments(path: Path, table: Table, mapping: Mapping, hidden: set[str]) -> Iterator[Delivered]:
    """All that are public; the ids of the others go into `hidden`."""
    rows = read_table(path, table)
    places = {name: step.places for name, step in table.fields.items()}
    check_places([row for _line, row in rows if isinstance(row, dict)], places, mapping.name)
    seen: dict[str, int] = {}
    for line, row in rows:
        if isinstance(row, Skipped):
            yield row
            continue
        try:
            if steps.truth(table.fields.get("public"), row):
                yield _department(row, table.fields, mapping, line, seen)
            else:
                hidden.add(steps.text(table.fields["id"], row))
        except ContentError as error:
            yield Skipped(line, error.reason, "unit", steps.text(table.fields["id"], row)[:60])


def _department(row: Any, fields: dict[str, Step], mapping: Mapping, line: int, seen: dict[str, int]) -> Unit:
    unit = Unit(id=_id(fields["id"], row, mapping.source, line, seen), line=line)
    found = {name: cleaning.clean_line(steps.text(step, row)) for name, step in fields.items()}
    if not found["name"]:
        raise ContentError(line, _("The department has no name."))
    unit.names = {mapping.language: found["name"]}
    unit.short_names = {mapping.language: found["short_name"]} if found.get("short_name") else {}
    for name, texts in (("description", unit.descriptions), ("opening_hours", unit.opening_hours)):
        if name in fields and (text := parts.html(unit, steps.rich_text(fields[name], row))):
            texts[mapping.language] = text
    address = {name: found[name] for name in ("street", "postcode", "town") if found.get(name)}
    unit.addresses = [Address(**address)] if address else []
    unit.phone, unit.email = found.get("phone", ""), found.get("email", "")
    unit.raw, unit.content_hash = documents.as_json(row), fingerprint(unit)
    return unit
