"""Tables for spreadsheets: what visitors or sources wrote must not become a formula (OWASP ASVS 5.0.0, 1.2.10)."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

FORMULA_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 31  # of a sheet, in Excel
NOT_IN_NAMES = str.maketrans("", "", "[]:*?/\\'")


def harmless(cell: str) -> str:
    """The text itself, with an apostrophe before it where a spreadsheet would calculate instead of show."""
    return f"'{cell}" if cell.startswith(FORMULA_BEGINNINGS) else cell


@dataclass(frozen=True)
class Table:
    """Rows below headings; they are asked for once and need not all be in memory."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]

    @property
    def lines(self) -> Iterator[Sequence[Any]]:
        yield self.headings
        yield from self.rows


def csv_file(table: Table, name: str) -> FileResponse:
    """A download that programs for tables open with umlauts and columns in their places (RFC 4180, semicolons)."""
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";")
    for line in table.lines:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in line])
    text.flush()
    text.detach()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.csv", content_type="text/csv; charset=utf-8")


def xlsx_file(tables: Iterable[Table], name: str) -> FileResponse:
    """The same for Excel, each table on a sheet of its own; numbers and days stay numbers and days."""
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.name.translate(NOT_IN_NAMES)[:LONGEST_NAME])
        for line in table.lines:
            sheet.append([for_excel(cell) for cell in line])
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def for_excel(cell: Any) -> Any:
    """Text without what the format cannot hold; anything else as it is."""
    return harmless(ILLEGAL_CHARACTERS_RE.sub("", cell)) if isinstance(cell, str) else cell
