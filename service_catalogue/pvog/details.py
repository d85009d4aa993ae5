"""Services as the PVOG Suchdienst describes them in JSON: /v5 and /v6/servicedescriptions/…/detail.

Modules carry the numbers of the standard texts; deadlines (97), processing times (95) and fees (98) have numbers and
sub-items of their own, whose values are told in words only: what can be read as an amount or a duration becomes data,
the rest stays text.
"""

import html
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from service_catalogue import documents, parts
from service_catalogue.documents import Record, Watch, nobody
from service_catalogue.pvog import ids, values
from service_catalogue.pvog.online import read_online_services, words
from service_catalogue.xzufi import texts as cleaning
from service_catalogue.xzufi.objects import (
    GERMAN,
    IN_SERVICE_ONLINE,
    IN_SERVICE_UNIT,
    Category,
    Code,
    ContentError,
    Delivered,
    DeliveryError,
    Fee,
    Link,
    OnlineService,
    Period,
    Responsibility,
    Service,
    Skipped,
)

TITLES = {"02", "03"}
FEES, PROCESSING, DEADLINES = "98", "95", "97"
STANDARD_NUMBERS = {FEES: "10", PROCESSING: "12", DEADLINES: "13"}
RELEASE, SOURCE_PORTAL = "93", "94"
AUDIENCE = {"bürger": "001", "bürgerinnen und bürger": "001", "unternehmen": "002", "verwaltung": "003"}
LIFE_SITUATIONS = "urn:xoev-de:fim:codeliste:pvlagen"
# Change every night, or follow from the rest: no change of the service.
VOLATILE = {"timestamp", "lastUpdate", "externalLastUpdate", "suggest", "onlineServiceLinks"}


def read_details(path: Path, watch: Watch = nobody) -> Iterator[Delivered]:
    """The services of a file that holds one detail, a list of them, or one on each line."""
    for line, record in documents.json_records(path, "items", "content", watch=watch):
        if not isinstance(record, dict) or not ("details" in record or "leikakeys" in record):
            text = _("Record %(number)d is no service of the Portalverbund: it has neither details nor keys.")
            raise DeliveryError(0, text % {"number": line})
        yield from read_detail(record, line)


def read_detail(record: Record, line: int) -> Iterator[Delivered]:
    """A service with its online services, or why it was left out."""
    language = parts.word(record.get("languageCode"))[:2].lower() or GERMAN
    try:
        service = _service(record, language, line)
        found = list(read_online_services(record, language, line))
        service.responsibilities = list(_responsibilities(service, record, found))
    except ContentError as error:
        yield Skipped(line, error.reason, "service", parts.word(record.get("id"))[:60])
        return
    said = {name: value for name, value in record.items() if name not in VOLATILE}
    service.raw = documents.as_json(record)
    service.content_hash = documents.fingerprint([said, [item.id.value for item in service.responsibilities]])
    yield from found
    yield service


def _service(record: Record, language: str, line: int) -> Service:
    service = Service(id=ids.parse(record.get("id"), ids.SERVICE, line), line=line)
    # A translation alone must not take the German away.
    service.layer = "" if language == GERMAN else language
    service.keys = parts.keys(service, parts.listed(record.get("leikakeys")))
    for item in parts.records(record.get("details")):
        _read_module(service, item, language)
    _read_fallbacks(service, record, language)
    synonyms = words(record.get("synonyms"))
    service.synonyms = {language: synonyms} if synonyms else {}
    service.audience = list(_audience(service, record))
    service.typing = [_code(item) for item in parts.records(record.get("typing")) if item.get("code")]
    service.categories = list(_categories(record.get("personalMatters"), ""))
    service.areas = list(dict.fromkeys(text for item in parts.listed(record.get("ars")) if (text := parts.word(item))))
    service.valid_from, service.valid_until = values.validity(record, line)
    service.changed_at = parts.moment(record.get("externalLastUpdate"), line)
    service.languages = [text[:2].lower() for text in words(record.get("availableLanguages"))]
    return service


def _read_fallbacks(service: Service, record: Record, language: str) -> None:
    """Name and description stand beside the modules, too; they count where the modules are missing."""
    codes = {module.code for module in service.modules}
    name = cleaning.clean_line(parts.word(record.get("name")))
    if "03" not in codes and name != service.text("02", language=language):
        service.modules += parts.module("03", language, name)
    if "24" not in codes:
        service.modules += parts.module("24", language, parts.html(service, parts.word(record.get("description"))))
    forms = [_link(service, item, language) for item in parts.records(record.get("forms"))]
    service.modules += parts.module("14", language, "", forms)
    if SOURCE_PORTAL not in codes:
        portals = [_link(service, item, language) for item in parts.records(record.get("sourcePortals"))]
        service.modules += parts.module(SOURCE_PORTAL, language, "", portals)


def _read_module(service: Service, item: Record, language: str) -> None:
    code, text = parts.word(item.get("code")), parts.word(item.get("text"))
    if item.get("placeholder") or item.get("filled") is False:
        return
    if code in TITLES:
        service.modules += parts.module(code, language, cleaning.clean_line(text))
    elif code == RELEASE:
        service.release_date = parts.day(item.get("date"), service.line)
        by = cleaning.clean_line(text)
        service.released_by = {language: by} if by else {}
    elif code.isdigit():
        left = list(_read_items(service, code, item, language))
        cleaned = parts.html(service, text) + "".join(left)
        links = [_link(service, link, language) for link in parts.records(item.get("links"))]
        service.modules += parts.module(STANDARD_NUMBERS.get(code, code), language, cleaned, links)


def _read_items(service: Service, code: str, item: Record, language: str) -> Iterator[str]:
    """The sub-items of a module into the service; what is no amount and no duration comes back as a paragraph."""
    for inner in parts.records(item.get("details")):
        label = cleaning.clean_line(parts.word(inner.get("title")))
        text = cleaning.clean_line(parts.word(inner.get("text")))
        type_code = parts.word(inner.get("code"))
        type_ = Code(type_code, label) if type_code not in STANDARD_NUMBERS else Code("")
        found = _value(code, text, type_, label, language)
        if isinstance(found, Fee):
            service.fees.append(found)
        elif isinstance(found, Period):
            (service.deadlines if code == DEADLINES else service.processing_times).append(found)
        elif label or text:
            yield f"<p>{html.escape(': '.join(part for part in (label, text) if part))}</p>"


def _value(code: str, text: str, type_: Code, label: str, language: str) -> Fee | Period | None:
    if code == FEES:
        return values.fee(text, type_, label, language)
    return values.period(text, type_, label, language) if code in STANDARD_NUMBERS else None


def _link(service: Service, item: Record, language: str) -> Link | None:
    url = parts.word(item.get("uri") or item.get("url") or item.get("link"))
    if item.get("replace"):
        text = _("The link “%(url)s” was left out: it still holds a placeholder that the source has to replace.")
        parts.note(service, "link", text % {"url": url[:100]})
        return None
    return parts.link(service, url, parts.word(item.get("title") or item.get("name")), language)


def _audience(service: Service, record: Record) -> Iterator[Code]:
    for name in words(record.get("addressees")):
        code = AUDIENCE.get(name.lower(), name if name in AUDIENCE.values() else "")
        if code:
            yield Code(code, name)
        else:
            parts.note(service, "audience", _("The audience “%(name)s” is not known here.") % {"name": name[:60]})


def _code(item: Record) -> Code:
    return Code(*(parts.word(item.get(name)) for name in ("code", "name", "listURI")))


def _categories(value: object, parent: str) -> Iterator[Category]:
    """The ends of the tree of life situations; what lies above is named by them as their parent."""
    for item in parts.records(value):
        code = parts.word(item.get("code"))
        below = parts.records(item.get("children"))
        if below:
            yield from _categories(below, code)
        elif code:
            yield Category(code, cleaning.clean_line(parts.word(item.get("name"))), parent, LIFE_SITUATIONS)


def _responsibilities(
    service: Service, record: Record, online_services: list[OnlineService | Skipped]
) -> Iterator[Responsibility]:
    """The offices are only named by their ids here; they are looked for among those that other deliveries bring."""
    for holder in ids.parse_holders(service, parts.listed(record.get("organisationIds")), ids.UNIT):
        yield parts.responsibility(holder, service.id, IN_SERVICE_UNIT, service.line, service.areas)
    for online in online_services:
        if isinstance(online, OnlineService):
            yield parts.responsibility(online.id, service.id, IN_SERVICE_ONLINE, service.line, service.areas)
