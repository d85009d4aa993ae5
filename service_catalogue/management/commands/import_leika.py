"""manage.py import_leika FILE…: LeiKa keys with their names into the reference table."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from service_catalogue import leika
from service_catalogue.importer import Progress, import_leika
from service_catalogue.importer.leika import CATALOGUE
from service_catalogue.management.file_import import FileImport
from service_catalogue.models import ImportRun

MOST_NAMED = 20


class Command(FileImport):
    help = "Import lists of LeiKa keys (CSV or JSON, in all layouts in circulation)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--complete", action="store_true", help="This is the full list: mark what it lacks as gone."
        )
        parser.add_argument(
            "--confirm-deletions", action="store_true", help="Mark even more than a fifth of the list's keys as gone."
        )
        parser.add_argument(
            "--list", default=CATALOGUE, metavar="NAME", help="The list's name, %(default)s without it."
        )

    def import_file(self, path: Path, options: dict[str, Any], progress: Progress) -> ImportRun:
        chosen = {name: options[name] for name in ("dry_run", "complete", "confirm_deletions")}
        return import_leika(path, list_name=options["list"][:60], progress=progress, **chosen)

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        for run in self.runs:
            for line in named(run):
                self.stdout.write(line)


def named(run: ImportRun) -> Iterator[str]:
    """The first keys that are new or changed; those that are gone stand among the remarks."""
    headings = {"new": _("New keys:"), "changed": _("Changed keys:")}
    for what, heading in headings.items():
        keys = run.details["keys"][what]
        if keys:
            yield heading
        for key in keys[:MOST_NAMED]:
            yield f"  {leika.grouped(key['key'])} {key['name']}".rstrip()
        if len(keys) > MOST_NAMED:
            yield "  " + _("… and %(n)d more; --report names them all") % {"n": len(keys) - MOST_NAMED}
