"""The catalogue of an area as the PVOG Suchdienst exports it: /v5/servicedescriptions/csv?ars=…

One row for each pair of service and online service. Cells are parted by bars; quotation marks are doubled as in CSV,
but cells are not quoted, so no CSV reader fits. The file knows names, keys and links only: its records are a partial
view and never take a text away that another delivery has brought.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from service_catalogue import documents, parts
from service_catalogue.documents import Watch, nobody
from service_catalogue.pvog import ids
from service_catalogue.xzufi import texts as cleaning
from service_catalogue.xzufi.objects import (
    GERMAN,
    IN_SERVICE_ONLINE,
    ContentError,
    Delivered,
    DeliveryError,
    OnlineService,
    Service,
    Skipped,
)

LAYER = "pvog-csv"
COLUMNS = ["ID-LB", "Leikaschlüssel", "Name", "Name2", "Updatedatum", "ID-OD", "Bezeichnung OD", "Links"]
_BETWEEN_LINKS = re.compile(r"[\s,;]+(?=https?://)")

Row = dict[str, str]


def read_catalogue(path: Path, watch: Watch = nobody) -> Iterator[Delivered]:
    """Every service once with all its online services, whether or not its rows stand together.

    Reads the file twice, so that only ids are held in memory.
    """
    left = Counter(row["ID-LB"] for line, row in _rows(path) if isinstance(row, dict))
    begun: dict[str, list[tuple[int, Row]]] = {}
    seen: set[str] = set()
    for line, row in _rows(path, watch):
        if isinstance(row, Skipped):
            yield row
            continue
        yield from _online_service(line, row, seen)
        key = row["ID-LB"]
        begun.setdefault(key, []).append((line, row))
        left[key] -= 1
        if not left[key]:
            yield _service(begun.pop(key))


def _rows(path: Path, watch: Watch = nobody) -> Iterator[tuple[int, Row | Skipped]]:
    numbered = documents.lines(path, watch=watch)
    columns = _columns(next(numbered, (1, ""))[1])
    for line, text in numbered:
        if not text.strip():
            continue
        cells = [documents.safe_text(cell).replace('""', '"').strip() for cell in text.split("|")]
        if len(cells) != len(columns):
            reason = _("This row has %(found)d cells, the first line names %(expected)d columns.")
            counts = {"found": len(cells), "expected": len(columns)}
            yield line, Skipped(line, reason % counts, "service", cells[0][:60])
        else:
            yield line, dict(zip(columns, cells, strict=True))


def _columns(first: str) -> list[str]:
    columns = [cell.strip().strip('"') for cell in first.split("|")]
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        reason = _("This is no catalogue of the Portalverbund: the first line must name the columns %(names)s.")
        raise DeliveryError(1, reason % {"names": " | ".join(missing)})
    return columns


def _service(rows: list[tuple[int, Row]]) -> Service | Skipped:
    line, first = rows[0]
    try:
        service = Service(id=ids.parse(first["ID-LB"], ids.SERVICE, line), line=line, layer=LAYER)
        service.changed_at = parts.moment(first["Updatedatum"], line)
        service.keys = parts.keys(service, dict.fromkeys(row["Leikaschlüssel"] for _line, row in rows))
        for code, column in (("02", "Name"), ("03", "Name2")):
            service.modules += parts.module(code, GERMAN, cleaning.clean_line(first[column]))
        holders = [row["ID-OD"] for _line, row in rows if row["ID-OD"]]
        service.responsibilities = [
            parts.responsibility(holder, service.id, IN_SERVICE_ONLINE, line, [])
            for holder in ids.parse_holders(service, holders, ids.ONLINE_SERVICE)
        ]
    except ContentError as error:
        return Skipped(line, error.reason, "service", first["ID-LB"][:60])
    _note_differences(service, rows)
    # The date is that of the export's night, not of a change: it does not make a service a changed one.
    service.raw = "\n".join("|".join(row.values()) for _line, row in rows)
    service.content_hash = documents.fingerprint([service.keys, first["Name"], first["Name2"], holders])
    return service


def _note_differences(service: Service, rows: list[tuple[int, Row]]) -> None:
    first = rows[0][1]
    for line, row in rows[1:]:
        if any(row[name] != first[name] for name in ("Name", "Name2")):
            text = _("Line %(line)d calls the service otherwise; the first of its rows counts.")
            parts.note(service, "twice", text % {"line": line})


def _online_service(line: int, row: Row, seen: set[str]) -> Iterator[OnlineService | Skipped]:
    if not row["ID-OD"] or row["ID-OD"] in seen:
        return
    seen.add(row["ID-OD"])
    try:
        online = OnlineService(id=ids.parse(row["ID-OD"], ids.ONLINE_SERVICE, line), line=line, layer=LAYER)
    except ContentError as error:
        yield Skipped(line, error.reason, "online_service", row["ID-OD"][:60])
        return
    name = cleaning.clean_line(row["Bezeichnung OD"])
    online.names = {GERMAN: name} if name else {}
    found = (parts.link(online, url, name) for url in _BETWEEN_LINKS.split(row["Links"]))
    online.links = [link for link in found if link is not None]
    online.raw = "|".join((row["ID-OD"], row["Bezeichnung OD"], row["Links"]))
    online.content_hash = documents.fingerprint(online.raw)
    if online.links:
        yield online
    else:
        reason = _("The online service has no address that a browser can follow.")
        yield Skipped(line, reason, "online_service", row["ID-OD"])
