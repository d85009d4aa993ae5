"""What the export commands share: a file out, a line that says how much stands in it, a plain reason when it fails."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _


class FileExport(BaseCommand):
    """Writes one file. It appears under its name only when it is complete."""

    export: Callable[[Path], int]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def write(self, path: Path, options: dict[str, Any]) -> int:
        return self.export(path)

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        try:
            count = self.write(path, options)
        except OSError as error:
            text = _("%(file)s cannot be written: %(reason)s")
            raise CommandError(text % {"file": path, "reason": error.strerror or error}) from error
        self.stdout.write(_("%(count)d objects written to %(file)s.") % {"count": count, "file": path})
