"""manage.py import_xzufi FILE…: services, offices and online services from XZuFi files."""

from pathlib import Path
from typing import Any

from service_catalogue.importer import Progress
from service_catalogue.importer.reading import Read
from service_catalogue.importer.xzufi import reader
from service_catalogue.management.file_import import ServiceImport


class Command(ServiceImport):
    help = "Import XZuFi transfer messages, directories and single objects (2.1, 2.2, 2.3.1)."
    kind = "xzufi"

    def reader(self, path: Path, options: dict[str, Any], progress: Progress) -> Read:
        return reader(path, progress)
