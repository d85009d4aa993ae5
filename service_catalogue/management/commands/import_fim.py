"""manage.py import_fim FILE…: master texts of the FIM-Portal, as JSON list or as XZuFi of a single text."""

from functools import partial
from pathlib import Path
from typing import Any

from service_catalogue import fim_portal
from service_catalogue.importer import Progress
from service_catalogue.importer.reading import Read
from service_catalogue.management.file_import import ServiceImport


class Command(ServiceImport):
    help = "Import master texts of the FIM-Portal: lists in JSON, or single texts in XZuFi."
    kind = "fim"

    def reader(self, path: Path, options: dict[str, Any], progress: Progress) -> Read:
        return lambda is_known: fim_portal.read(path, partial(progress, "read"))
