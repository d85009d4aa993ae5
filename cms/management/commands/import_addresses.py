"""Import redirects from the old site."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.old_addresses import MOST_ROWS, check, rows_of, write


class Command(BaseCommand):
    """import_addresses <file.csv>: old and new addresses become redirects; what makes no sense is named."""

    help = "Import old and new addresses from a CSV file with two columns."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--old-host", default="", help="name of the old site, if it had another one")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *args: Any, file: Path, old_host: str, dry_run: bool, **options: Any) -> None:
        try:
            rows = rows_of(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        if len(rows) > MOST_ROWS:
            raise CommandError(f"{file} has more than {MOST_ROWS} rows.")
        found = check(rows, old_host)
        if not dry_run:
            write(found.ways)
        for fault in found.faults:
            self.stdout.write(f"row {fault.row}: {fault.old}  {fault.text}")
        said = f"{len(found.ways)} addresses lead on, {found.shortened} of them straight to the end of a chain."
        self.stdout.write(said + (" Nothing was written." if dry_run else ""))
        if found.faults:
            raise CommandError(f"{len(found.faults)} rows were left out.")
