"""manage.py import_list FILE --mapping NAME: a list of services that the town keeps itself, CSV or JSON."""

from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from service_catalogue import lists
from service_catalogue.importer import Progress
from service_catalogue.importer.reading import Read
from service_catalogue.management.file_import import ServiceImport


class Command(ServiceImport):
    help = "Import any list of services (CSV or JSON) through a mapping file; see docs/how-to/import-a-list.md."
    kind = "list"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--mapping", required=True, metavar="NAME", help="A mapping of ours, or a .toml file.")
        parser.add_argument(
            "--departments", type=Path, metavar="FILE", help="The departments, if a second file has them."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            options["mapping"] = lists.read_mapping(lists.find_mapping(options["mapping"]))
        except lists.MappingError as error:
            raise CommandError(str(error)) from error
        departments = options["departments"]
        if departments is not None and not departments.is_file():
            raise CommandError(_("There is no file %(file)s.") % {"file": departments})
        super().handle(*args, **options)

    def reader(self, path: Path, options: dict[str, Any], progress: Progress) -> Read:
        watch = partial(progress, "read")
        return lambda is_known: lists.read_list(path, options["mapping"], options["departments"], watch)
