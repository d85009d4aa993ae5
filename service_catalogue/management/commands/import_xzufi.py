"""manage.py import_xzufi FILE… [--draft]: services, offices and online services from XZuFi files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from service_catalogue.importer import import_xzufi
from service_catalogue.management.file_import import FileImport
from service_catalogue.models import ImportRun


class Command(FileImport):
    help = "Import XZuFi transfer messages, directories and single objects (2.1, 2.2, 2.3.1)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--draft", action="store_true", help="New services wait as drafts for an editor.")

    def import_file(self, path: Path, options: dict[str, Any]) -> ImportRun:
        return import_xzufi(path, draft=options["draft"])
