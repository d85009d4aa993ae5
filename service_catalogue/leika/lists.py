"""Delivered lists of LeiKa keys: a file in, rows with keys and names out, and remarks on what made no sense."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from service_catalogue.encodings import decode
from service_catalogue.leika import keys, names, typings
from service_catalogue.leika.records import Record, records
from service_catalogue.xzufi.objects import DeliveryError, Remark

MAX_BYTES = 50 * 1024 * 1024  # the whole catalogue has about 5 MB
_DATES = ("%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y")
_NO_TEXT = re.compile("[\0\ud800-\udfff]")  # neither a database nor a file can hold them
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1b\x7f]")
_MADE_A_NUMBER = re.compile(r"\d(?:[.,]\d+)?E\+?\d\d", re.IGNORECASE)


class RowError(Exception):
    """Why a row of a list makes no sense, in plain words."""


@dataclass(frozen=True)
class LeikaRow:
    """One key of a list with what the list says about it; empty where it says nothing."""

    line: int
    key: str
    name: str = ""
    citizen_name: str = ""
    synonyms: tuple[str, ...] = ()
    typing: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    legal_basis: str = ""
    portal_topics: tuple[str, ...] = ()
    published_at: datetime | None = None
    source: str = ""

    @property
    def all_names(self) -> list[str]:
        return [name for name in dict.fromkeys((self.name, self.citizen_name, *self.synonyms)) if name]


@dataclass
class KeyList:
    """The rows of a list by key, and what a person should know about the rest."""

    rows: dict[str, LeikaRow] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # keys of rows that make no sense, as they were written

    def add(self, row: LeikaRow) -> None:
        """A key that stands twice keeps the names of both lines; where they differ, people are told."""
        first = self.rows.setdefault(row.key, row)
        if first is row or set(row.all_names) <= set(first.all_names):
            return
        text = _("The key %(key)s stands here again with another name; the first time in line %(line)d, which counts.")
        values = {"key": keys.grouped(row.key), "line": first.line}
        self.remarks.append(Remark("twice", row.line, text % values, row.key))
        more = tuple(name for name in row.all_names if name not in first.all_names)
        self.rows[row.key] = replace(first, synonyms=(*first.synonyms, *more))

    def leave_out(self, line: int, key: str, reason: str) -> None:
        self.left_out.append(key)
        self.remarks.append(Remark("left-out", line, reason, key[:40]))


def read_list(source: Path | bytes) -> KeyList:
    """All keys of a list. A row that makes no sense is left out with a remark.

    Raises DeliveryError for a file that is no such list, is damaged, is larger than MAX_BYTES, or holds no key at all.
    """
    found = KeyList()
    for record in records(decode(_bytes(source))):
        try:
            found.add(_row(record, found))
        except RowError as error:
            found.leave_out(record.line, keys.normalise(record.cells.get("key", "")), str(error))
    if not found.rows:
        first = next((remark for remark in found.remarks if remark.code == "left-out"), None)
        raise DeliveryError(first.line if first else 1, first.text if first else _("There is no key in the file."))
    return found


def _bytes(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    with source.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        reason = _("The file is larger than the allowed %(size)d megabytes.")
        raise DeliveryError(0, reason % {"size": MAX_BYTES // 1024**2})
    return data


def _row(record: Record, found: KeyList) -> LeikaRow:
    line, cells = record.line, record.cells
    if record.problem:
        raise RowError(record.problem)
    if any(_NO_TEXT.search(text) for text in cells.values()):
        raise RowError(_("There is a character here that is none (NUL or half of one)."))
    key = _key(cells.get("key", ""))
    for text in (*keys.warnings(key), *names.unknown_codes(key)):
        found.remarks.append(Remark("key", line, text, key))
    name, citizen_name = _one(cells.get("name", "")), _one(cells.get("citizen_name", ""))
    others = _several(cells.get("synonyms", ""))
    citizen_name = citizen_name or ("" if name else _one(cells.get("synonyms", "")))
    return LeikaRow(
        line=line,
        key=key,
        name=name,
        citizen_name=citizen_name,
        synonyms=tuple(word for word in others if word not in (name, citizen_name)),
        typing=_typing(line, key, cells.get("typing", ""), found),
        marks=_several(cells.get("marks", "")),
        legal_basis=_line(cells.get("legal_basis", "")),
        portal_topics=_several(cells.get("portal_topics", "")),
        published_at=_published(line, key, cells.get("published", ""), found),
        source=_line(cells.get("source", "")),
    )


def _key(text: str) -> str:
    key = keys.normalise(text)
    if _MADE_A_NUMBER.fullmatch(text.strip()):
        reason = _("A spreadsheet has turned the key into the number %(text)s; its digits are lost.")
        raise RowError(reason % {"text": text.strip()})
    for reason in keys.errors(key):
        raise RowError(reason)
    return key


def _line(text: str) -> str:
    """One line in the form that databases compare: composed letters, single blanks, no control characters."""
    return unicodedata.normalize("NFC", " ".join(_CONTROL.sub("", text).split()))


def _one(text: str) -> str:
    """The first of several: a few lists have two columns for the same name."""
    return next(iter(_several(text)), "")


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in map(_line, text.split("|")) if part))


def _typing(line: int, key: str, text: str, found: KeyList) -> tuple[str, ...]:
    """Some lists name the typing in this column, others the kind, which the key itself tells better."""
    codes = tuple(typings.split_typings(text))
    if text.strip() and not codes and text.strip().upper() not in keys.KINDS:
        remark = _("The typing “%(text)s” is not known and was left out.") % {"text": _line(text)[:40]}
        found.remarks.append(Remark("typing", line, remark, key))
    return codes


def _published(line: int, key: str, text: str, found: KeyList) -> datetime | None:
    if not text.strip():
        return None
    moment = _moment(text.strip())
    if moment is None or not 1900 <= moment.year <= 2200:
        remark = _("“%(text)s” is no date that can be read, and was left out.") % {"text": _line(text)[:40]}
        found.remarks.append(Remark("date", line, remark, key))
        return None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _moment(text: str) -> datetime | None:
    for form in _DATES:
        try:
            return datetime.strptime(text, form)  # made aware by `_published`
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
