"""manage.py import_leika FILE…: LeiKa keys with their names into the reference table."""

from pathlib import Path
from typing import Any

from service_catalogue.importer import Progress, import_leika
from service_catalogue.management.file_import import FileImport
from service_catalogue.models import ImportRun


class Command(FileImport):
    help = "Import LeiKa keys from CSV files (columns schluessel, leistungsbezeichnung, leistungsbezeichnung_2 …)."

    def import_file(self, path: Path, options: dict[str, Any], progress: Progress) -> ImportRun:
        return import_leika(path, dry_run=options["dry_run"], progress=progress)
