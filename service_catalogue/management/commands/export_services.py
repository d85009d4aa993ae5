"""manage.py export_services FILE --format pvog|csv: all live services as JSON lines or as a table."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from service_catalogue.exports import FORMATS
from service_catalogue.management.file_export import FileExport


class Command(FileExport):
    help = "Write all live services as JSON lines in the shape of the PVOG, or as a CSV table."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--format", choices=list(FORMATS), default="pvog")

    def write(self, path: Path, options: dict[str, Any]) -> int:
        return FORMATS[options["format"]](path)
