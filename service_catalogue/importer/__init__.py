"""Deliveries become records and pages; safe to run twice, and a broken one changes nothing.

`engine.run` tells the story: a source is read to its end into a spool (`reading`, `preparing`, `spool`), compared with
what is stored (`comparing`), written in one transaction (`writing`), and what changed is told afterwards (`telling`).
"""

from service_catalogue.importer.engine import Progress, finish_interrupted, run
from service_catalogue.importer.leika import import_leika
from service_catalogue.importer.runs import CannotImportError, report, summary
from service_catalogue.importer.xzufi import import_xzufi

__all__ = [
    "CannotImportError",
    "Progress",
    "finish_interrupted",
    "import_leika",
    "import_xzufi",
    "report",
    "run",
    "summary",
]
