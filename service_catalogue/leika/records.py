"""The records of a delivered list of keys, whether CSV or JSON: what each column says, and the line it stands in.

The layouts in circulation differ in the names of their columns only, so columns are found by name: the former CSV of the FIM-Portal
(Typ, Schluessel, Bezeichnung, Besondere Merkmale, Synonyme, Veröffentlichungsdatum), its JSON variant (schluessel, bezeichnung,
bezeichnung2, typ, datum …), the list in Windows-1252 (Schluessel;Bezeichnung;Bezeichnung2;Handlungsgrundlage;Portalverbund Lagen) and
collections with schluessel, leistungsbezeichnung, leistungsbezeichnung_2, bezeichnungen_im_umlauf, quellen. Only the key is required.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from service_catalogue.xzufi.objects import DeliveryError

# Column of a list (as `_heading` writes it) → what it says.
COLUMNS = {
    "schluessel": "key",
    "leistungsschluessel": "key",
    "bezeichnung": "name",
    "leistungsbezeichnung": "name",
    "bezeichnung2": "citizen_name",
    "leistungsbezeichnung2": "citizen_name",
    "synonyme": "synonyms",
    "bezeichnungenimumlauf": "synonyms",
    "typ": "typing",
    "typisierung": "typing",
    "besonderemerkmale": "marks",
    "handlungsgrundlage": "legal_basis",
    "handlungsgrundlagen": "legal_basis",
    "rechtsgrundlagen": "legal_basis",
    "portalverbundlagen": "portal_topics",
    "portalverbundlagencodes": "portal_topics",
    "veroeffentlichungsdatum": "published",
    "datum": "published",
    "quellen": "source",
}
_DELIMITERS = ";,\t"
_ARRAY = re.compile(r"\s*(?:\{[^\[{]*)?\[")
_SPACE = re.compile(r"\s*")

Cells = dict[str, str]


class Record(NamedTuple):
    """What stands in one line of a list (a record may run over several: the first), and why it makes no sense."""

    line: int
    cells: Cells
    problem: str = ""


def records(text: str) -> Iterator[Record]:
    """All records, each with the line in which it begins.

    Raises DeliveryError where the file as a whole stops making sense.
    """
    return _json_records(text) if text.lstrip()[:1] in ("[", "{") else _csv_records(text)


def _heading(text: str) -> str:
    """The name of a column without what differs from list to list: case, blanks, underscores, umlauts."""
    folded = text.strip().lower().replace("ü", "ue").replace("ö", "oe").replace("ä", "ae")
    return re.sub(r"[\s_-]+", "", folded)


def _csv_records(text: str) -> Iterator[Record]:
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    columns: list[str] = []
    for line, cells in _numbered(reader):
        if not any(cell.strip() for cell in cells):
            continue
        if not columns:
            columns = _columns(line, cells)
        else:
            yield Record(line, _by_meaning(zip(columns, cells, strict=False)), _wrong_number(cells, columns))
    if not columns:
        raise DeliveryError(1, _("The file is empty."))


def _wrong_number(cells: list[str], columns: list[str]) -> str:
    """A line with other cells than the first is cut off or has shifted; empty cells at its end do no harm."""
    if len(cells) >= len(columns) and not any(cell.strip() for cell in cells[len(columns) :]):
        return ""
    reason = _("This line has %(found)d cells, the first line names %(expected)d columns.")
    return reason % {"found": len(cells), "expected": len(columns)}


def _delimiter(text: str) -> str:
    """The character between cells: the one that finds the most columns that we know in the first line."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def known(delimiter: str) -> int:
        return sum(_heading(cell.strip(' "')) in COLUMNS for cell in first.split(delimiter))

    return max(_DELIMITERS, key=known)


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    while True:
        line = reader.line_num + 1  # a quoted cell may run over several lines: name the first
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = _("The quotation marks in this line do not fit together, or a cell is far too long.")
            raise DeliveryError(line, reason) from error
        yield line, cells


def _columns(line: int, cells: list[str]) -> list[str]:
    columns = [COLUMNS.get(_heading(cell), "") for cell in cells]
    if "key" not in columns:
        raise DeliveryError(line, _("The first line must name the columns; the column “Schluessel” is missing."))
    return columns


def _json_records(text: str) -> Iterator[Record]:
    array = _ARRAY.match(text)
    if array is None:
        raise DeliveryError(1, _("The file is JSON, but it holds no list of keys."))
    position = array.end()
    line = 1 + text.count("\n", 0, position)
    while True:
        begin = _after_space(text, position)
        line += text.count("\n", position, begin)
        if text[begin : begin + 1] == "]":
            return
        entry, end = _json_entry(text, begin, line)
        is_object = isinstance(entry, dict)
        yield Record(line, _by_meaning(_json_cells(entry if is_object else {})), "" if is_object else _("No object."))
        position = _after_space(text, end)
        line += text.count("\n", begin, position)
        if text[position : position + 1] not in (",", "]"):
            raise DeliveryError(line, _("Here the list stops being proper JSON. It was probably cut off on its way."))
        position += text[position] == ","


def _after_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _json_entry(text: str, begin: int, line: int) -> tuple[Any, int]:
    try:
        return json.JSONDecoder().raw_decode(text, begin)
    except (ValueError, RecursionError) as error:
        position = getattr(error, "pos", begin)
        reason = _("Here the list stops being proper JSON. It was probably cut off on its way.")
        raise DeliveryError(line + text.count("\n", begin, position), reason) from error


def _json_cells(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in entry.items():
        values = value if isinstance(value, list) else [value]
        texts = [str(item) for item in values if isinstance(item, str | int) and not isinstance(item, bool)]
        yield COLUMNS.get(_heading(name), ""), "|".join(texts)


def _by_meaning(cells: Iterable[tuple[str, str]]) -> Cells:
    """What each column says; two columns that say the same are joined."""
    found: Cells = {}
    for meaning, text in cells:
        if meaning and text.strip():
            found[meaning] = f"{found[meaning]}|{text}" if meaning in found else text
    return found
