"""manage.py import_list FILE --mapping NAME: a list of services that the town keeps itself, CSV or JSON."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from service_catalogue import lists
from service_catalogue.importer import Progress
from service_catalogue.management.file_import import ServiceImport
from service_catalogue.xzufi.objects import Delivered, IsKnown


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
        super().handle(*args, **options)

    def reader(
        self, path: Path, options: dict[str, Any], progress: Progress
    ) -> Callable[[IsKnown], Iterable[Delivered]]:
        return lambda is_known: lists.read_list(path, options["mapping"], options["departments"])
