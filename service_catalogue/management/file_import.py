"""What the import commands share: files in, a readable report out, and an end that a script can see."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from service_catalogue.importer import CannotImportError
from service_catalogue.importer.runs import report
from service_catalogue.models import ImportRun
from service_catalogue.xzufi.objects import DeliveryError


class FileImport(BaseCommand):
    """Imports one file after the other and stops at the first that cannot be read."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def import_file(self, path: Path, options: dict[str, Any]) -> ImportRun:
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        for path in options["files"]:
            try:
                run = self.import_file(path, options)
            except DeliveryError as error:
                text = _("%(file)s: %(reason)s Nothing of this file was imported.")
                raise CommandError(text % {"file": path, "reason": error}) from error
            except OSError as error:
                text = _("%(file)s cannot be read: %(reason)s")
                raise CommandError(text % {"file": path, "reason": error.strerror or error}) from error
            except CannotImportError as error:
                raise CommandError(str(error)) from error
            for line in report(run):
                self.stdout.write(line)
