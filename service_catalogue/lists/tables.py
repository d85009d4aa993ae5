"""The records of a list with the place where each stands: rows of a CSV file, objects of a JSON file."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from service_catalogue import documents, encodings
from service_catalogue.lists import steps
from service_catalogue.lists.mapping import MappingError, Table
from service_catalogue.xzufi.objects import DeliveryError, Skipped

DELIMITERS = (";", ",", "\t", "|")

Numbered = tuple[int, Any]


def read_table(path: Path, table: Table) -> list[Numbered]:
    """Rows by their lines, JSON objects by their numbers; a row that is broken comes as Skipped."""
    documents.check_size(path, documents.MAX_JSON_BYTES)
    if (table.format or _format(path)) == "json":
        return list(_objects(documents.json_document(path), table))
    return list(_rows(encodings.decode(path.read_bytes()), table))


def _format(path: Path) -> str:
    return "json" if documents.beginning(path).startswith((b"{", b"[")) else "csv"


def _objects(document: Any, table: Table) -> Iterator[Numbered]:
    places = [document] if not table.records else _at(document, table.records)
    for place in places:
        if not isinstance(place, list):
            reason = _('There is no list of services at “%(path)s” in this document. Say in the mapping: records = "…"')
            raise DeliveryError(0, reason % {"path": table.records or _("the top")})
        for number, item in enumerate(place, 1):
            reason = _("Record %(number)d is no object.") % {"number": number}
            yield number, item if isinstance(item, dict) else Skipped(number, reason, "service")


def _at(document: Any, path: str) -> list[Any]:
    for key in path.split("."):
        document = document.get(key) if isinstance(document, dict) else None
    return [document]


def _rows(text: str, table: Table) -> Iterator[Numbered]:
    if not text.strip():
        raise DeliveryError(1, _("The file is empty."))
    delimiter = table.delimiter or _delimiter(text)
    numbered = _numbered(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    columns = [cell.strip() for cell in next(numbered)[1]]
    for line, cells in numbered:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            reason = _("This row has %(found)d cells, the first line names %(expected)d columns.")
            counts = {"found": len(cells), "expected": len(columns)}
            yield line, Skipped(line, reason % counts, "service", cells[0][:60])
        else:
            yield line, dict(zip(columns, (cell.strip() for cell in cells), strict=True))


def _delimiter(text: str) -> str:
    """The sign that stands most often in the first line."""
    first = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    while True:
        line = reader.line_num + 1  # a quoted cell may run over several lines: name the first
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise DeliveryError(line, _("The quotation marks in this line do not fit together.")) from error
        yield line, cells


def check_places(records: list[Any], places: dict[str, list[str]], of: str) -> None:
    """Refuses a mapping that reads a place which not one record knows: probably a slip, or another list."""
    for field, wanted in places.items():
        for place in wanted:
            if records and not any(steps.has(record, place) for record in records):
                text = _(
                    "%(mapping)s: “%(field)s” reads “%(place)s”, but no record of this list has that. It has: %(known)s."
                )
                known = ", ".join(str(key) for key in list(records[0])[:30])
                raise MappingError(text % {"mapping": of, "field": field, "place": place, "known": known})
