"""Master texts (Stammtexte) as the FIM-Portal lists them: /api/v0/leistung-stammtexte, API 0.24.0.

An item holds names, keys, short and full text and legal bases, nothing on fees, deadlines or offices: it is a partial
view and never takes away what another delivery has brought. The whole text is what `…/xzufi` gives for each item.
"""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from service_catalogue import documents, parts
from service_catalogue.documents import Record, Watch, nobody
from service_catalogue.xzufi import texts as cleaning
from service_catalogue.xzufi.objects import (
    GERMAN,
    Category,
    Code,
    ContentError,
    Delivered,
    DeliveryError,
    Service,
    Skipped,
)

REQUIRED = ("redaktion_id", "leistung_id")
TITLES = {"02": "leistungsbezeichnung", "03": "leistungsbezeichnung_2"}
TEXTS = {"05": "kurztext", "06": "volltext", "07": "rechtsgrundlagen"}
TYPING_LIST = "urn:de:fim:leika:typisierung"
LIFE_SITUATIONS = "pvlagen"
VOLATILE = {"erstellt_datum_zeit", "geaendert_datum_zeit", "fts_match", "ozg", "sources"}


def read_master_texts(path: Path, watch: Watch = nobody) -> Iterator[Delivered]:
    """The items of one page, of a list, of one object on each line, or a single one."""
    for line, record in documents.json_records(path, "items", watch=watch):
        if not isinstance(record, dict) or any(name not in record for name in REQUIRED):
            text = _("Record %(number)d is no master text of the FIM-Portal: it lacks %(names)s.")
            raise DeliveryError(0, text % {"number": line, "names": ", ".join(REQUIRED)})
        try:
            yield _service(record, line)
        except ContentError as error:
            yield Skipped(line, error.reason, "service", parts.word(record["leistung_id"])[:60])


def _service(record: Record, line: int) -> Service:
    agency, value = (parts.word(record[name]) for name in REQUIRED)
    source = parts.word(record.get("source"))[:20]
    service = Service(id=parts.identifier(agency, value, line), line=line, layer=f"fim-{source or 'portal'}")
    keys = parts.listed(record.get("leistungsschluessel"))
    # A single master text names its keys as pairs of key and name.
    keys += [pair[0] for pair in parts.listed(record.get("steckbriefe")) if isinstance(pair, list) and pair]
    service.keys = parts.keys(service, keys)
    service.modules = [module for code, name in TITLES.items() for module in _title(code, record.get(name))]
    if not service.modules:
        service.modules = list(_title("03", record.get("title")))
    for code, name in TEXTS.items():
        service.modules += parts.module(code, GERMAN, parts.html(service, parts.word(record.get(name))))
    service.audience = _codes(record.get("leistungsadressat"), "")
    service.typing = _codes(record.get("typisierung"), TYPING_LIST)
    service.categories = list(_categories(record))
    service.changed_at = parts.moment(record.get("geaendert_datum_zeit"), line)
    said = {name: value for name, value in record.items() if name not in VOLATILE}
    service.raw, service.content_hash = documents.as_json(record), documents.fingerprint(said)
    return service


def _title(code: str, value: object) -> Iterator:
    return parts.module(code, GERMAN, cleaning.clean_line(parts.word(value)))


def _codes(value: object, list_uri: str) -> list[Code]:
    return [Code(text, "", list_uri) for item in parts.listed(value) if (text := parts.word(item))]


def _categories(record: Record) -> Iterator[Category]:
    for item in parts.records(record.get("klassifizierung")):
        uri, value = parts.word(item.get("list_uri")), parts.word(item.get("value"))
        if LIFE_SITUATIONS in uri and value:
            yield Category(value, scheme=uri)
