"""manage.py export_xzufi FILE: all live services as an XZuFi message."""

from service_catalogue.exports import export_xzufi
from service_catalogue.management.file_export import FileExport


class Command(FileExport):
    help = "Write all live services, with offices and online services, as an XZuFi message of version 2.2.0."
    export = staticmethod(export_xzufi)
