"""manage.py import_pvog FILE…: what the Portalverbund (PVOG) hands out, as CSV catalogue or as JSON."""

from functools import partial
from pathlib import Path
from typing import Any

from service_catalogue import pvog
from service_catalogue.importer import Progress
from service_catalogue.importer.reading import Read
from service_catalogue.management.file_import import ServiceImport


class Command(ServiceImport):
    help = "Import the catalogue (CSV) or services (JSON) of the Portalverbund; the content tells which it is."
    kind = "pvog"

    def reader(self, path: Path, options: dict[str, Any], progress: Progress) -> Read:
        return lambda is_known: pvog.read(path, partial(progress, "read"))
