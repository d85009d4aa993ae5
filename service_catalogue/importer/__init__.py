"""Deliveries become records and pages; safe to run twice, and a broken file changes nothing."""

from service_catalogue.importer.leika import import_leika
from service_catalogue.importer.runs import CannotImportError
from service_catalogue.importer.xzufi import import_xzufi

__all__ = ["CannotImportError", "import_leika", "import_xzufi"]
