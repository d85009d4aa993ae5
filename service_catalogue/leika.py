"""LeiKa keys: the 14 digits by which German authorities name a service.

Instance (2), group (3), object (3), act (3), detail of the act (3): 99 050 012 104 000 is "Gewerbe anmelden".
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

LENGTH = 14
FEDERAL_INSTANCE = "99"
OBJECT_DIGITS = 8  # the same Leistungsobjekt
ACT_DIGITS = 11  # the same Leistungsobjekt and the same act upon it
KINDS = ("LO", "LOV", "LOVD")

_SEPARATORS = re.compile(r"[,;|\n\r\t]+")
_DECORATION = re.compile(r"[\s.\u00a0\u202f]+")
_DEPRECATED = re.compile(r"^\s*(vorgesehen zum löschen|außer kraft)\b", re.IGNORECASE)


class LeikaError(Exception):
    """A list of LeiKa keys that cannot be read: the line and the reason in plain words."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        self.reason = reason
        super().__init__(_("Line %(line)d: %(reason)s") % {"line": line, "reason": reason})


@dataclass(frozen=True)
class LeikaRow:
    """One key of a delivered list with the names it goes by."""

    key: str
    name: str = ""
    citizen_name: str = ""
    other_names: list[str] = field(default_factory=list)
    source: str = ""


def normalise(text: str) -> str:
    """One key as machines write it: without blanks and dots."""
    return _DECORATION.sub("", text)


def split_keys(text: str) -> list[str]:
    """All keys in a text that may hold several, separated by comma, semicolon, bar or line; each once, in order."""
    parts = (normalise(part) for part in _SEPARATORS.split(text))
    return list(dict.fromkeys(part for part in parts if part))


def is_key(text: str) -> bool:
    return len(text) == LENGTH and text.isascii() and text.isdigit()


def errors(key: str) -> list[str]:
    """Why this cannot be a key; empty when it can."""
    if not is_key(key):
        return [_("“%(key)s” is not a LeiKa key: it needs exactly 14 digits.") % {"key": key[:40]}]
    if key[8:11] == "000" and key[11:] != "000":
        text = _("In the key %(key)s there is a detail (last three digits) without an act (the three digits before).")
        return [text % {"key": grouped(key)}]
    return []


def warnings(key: str) -> list[str]:
    """What is unusual about a key that is formally right."""
    if is_key(key) and key[:2] != FEDERAL_INSTANCE:
        text = _("The key %(key)s comes from a catalogue of its own (it begins with %(instance)s, not with 99).")
        return [text % {"key": grouped(key), "instance": key[:2]}]
    return []


def kind(key: str) -> str:
    """LO (an object), LOV (an act upon it) or LOVD (an act in detail): read from the zeros."""
    if key[8:11] == "000":
        return "LO"
    return "LOV" if key[11:] == "000" else "LOVD"


def parents(key: str) -> list[str]:
    """The keys above, nearest first. Lists often lack them: never require that they exist."""
    above = [key[:ACT_DIGITS] + "000", key[:OBJECT_DIGITS] + "000000"]
    return above[{"LO": 2, "LOV": 1, "LOVD": 0}[kind(key)] :]


def grouped(key: str) -> str:
    """A key as people read it: 99 050 012 104 000."""
    if not is_key(key):
        return key
    return " ".join((key[:2], key[2:5], key[5:8], key[8:11], key[11:]))


def is_deprecated(name: str) -> bool:
    """The catalogue says in a name's first words that the key is on its way out."""
    return bool(_DEPRECATED.match(name))


def read_list(source: Path | bytes) -> Iterator[LeikaRow]:
    """The keys of a CSV file with the columns schluessel, leistungsbezeichnung, leistungsbezeichnung_2 …

    Columns are found by their names in the first line; only schluessel is required.
    """
    reader = csv.reader(io.StringIO(_decode(source)), delimiter=";", strict=True)
    columns = _columns(next(_numbered(reader), (1, []))[1])
    seen: dict[str, int] = {}
    for line, cells in _numbered(reader):
        if any(cell.strip() for cell in cells):
            row = _row(line, dict(zip(columns, cells, strict=False)), len(columns), len(cells))
            if row.key in seen:
                raise LeikaError(line, _twice(row.key, seen[row.key]))
            seen[row.key] = line
            yield row


def _decode(source: Path | bytes) -> str:
    data = source if isinstance(source, bytes) else source.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LeikaError(line, _("The file is not written in UTF-8.")) from error


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    while True:
        line = reader.line_num + 1  # a quoted cell may run over several lines: name the first
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise LeikaError(line, _("The quotation marks in this line do not fit together.")) from error
        yield line, cells


def _columns(cells: list[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    if "schluessel" not in columns:
        raise LeikaError(1, _("The first line must name the columns; the column “schluessel” is missing."))
    return columns


def _row(line: int, cells: dict[str, str], expected: int, found: int) -> LeikaRow:
    if found != expected:
        text = _("This line has %(found)d cells, the first line names %(expected)d columns.")
        raise LeikaError(line, text % {"found": found, "expected": expected})
    key = normalise(cells["schluessel"])
    for reason in errors(key):
        raise LeikaError(line, reason)
    others = [name.strip() for name in cells.get("bezeichnungen_im_umlauf", "").split("|") if name.strip()]
    return LeikaRow(
        key=key,
        name=cells.get("leistungsbezeichnung", "").strip(),
        citizen_name=cells.get("leistungsbezeichnung_2", "").strip() or next(iter(others), ""),
        other_names=others,
        source=cells.get("quellen", "").strip(),
    )


def _twice(key: str, first_line: int) -> str:
    text = _("The key %(key)s stands here for the second time; the first time in line %(line)d.")
    return text % {"key": grouped(key), "line": first_line}
