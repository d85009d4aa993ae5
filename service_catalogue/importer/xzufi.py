"""XZuFi files into the catalogue."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from lxml import etree

from service_catalogue.importer import engine
from service_catalogue.importer.reading import Read
from service_catalogue.importer.runs import CannotImportError
from service_catalogue.models import ImportRun
from service_catalogue.xzufi import read
from service_catalogue.xzufi.reader import MAX_BYTES


def import_xzufi(path: Path, *, progress: engine.Progress | None = None, **options: Any) -> ImportRun:
    """Takes a transfer message, a directory or a single object; options as those of `engine.run`."""
    return engine.run("xzufi", reader(path, progress), file_name=path.name, progress=progress, **options)


def reader(path: Path, progress: engine.Progress | None = None) -> Read:
    """Reads the file; checks it against the operator's XML schema if one is named."""

    def read_file(is_known):  # type: ignore[no-untyped-def]
        size = path.stat().st_size
        watch = (lambda position: progress("read", position, size)) if progress else None
        return read(path, settings.XZUFI_MAX_BYTES or MAX_BYTES, is_known, schema=_schema(), watch=watch)

    return read_file


def _schema() -> etree.XMLSchema | None:
    if not settings.XZUFI_XSD:
        return None
    try:
        return etree.XMLSchema(etree.parse(settings.XZUFI_XSD, etree.XMLParser(no_network=True)))
    except (OSError, etree.LxmlError) as error:
        text = _("The XML schema that XZUFI_XSD names cannot be used: %(reason)s")
        raise CannotImportError(text % {"reason": error}) from error
