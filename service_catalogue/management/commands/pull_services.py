"""manage.py pull_services [pvog|fim …]: services fetched from the servers that the environment names."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.core.management.base import CommandError

from service_catalogue import importer, pulling
from service_catalogue.importer import Progress
from service_catalogue.management.file_import import Import
from service_catalogue.models import ImportRun
from service_catalogue.pulling import Source


class Command(Import):
    help = "Fetch services from the Portalverbund (pvog) and the FIM-Portal (fim), as far as they are configured."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("sources", nargs="*", metavar="SOURCE", help="pvog or fim")
        parser.add_argument(
            "--everything", action="store_true", help="Fetch also what has not changed since last time."
        )

    def sources(self, options: dict[str, Any]) -> Iterable[tuple[str, Callable[[Progress], ImportRun]]]:
        try:
            found = pulling.configured(options["sources"])
        except pulling.NotConfiguredError as error:
            raise CommandError(str(error)) from error
        for source in found:
            yield source.label(), partial(self.pull, source, options)

    def pull(self, source: Source, options: dict[str, Any], progress: Progress) -> ImportRun:
        return importer.run(
            source.name,
            lambda is_known: source.read(partial(progress, "read"), options["everything"]),
            file_name=source.label(),
            progress=progress,
            **self.chosen(options),
        )
