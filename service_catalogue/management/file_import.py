"""What the import commands share: the same options, a readable report and one for machines, an end that a script can see."""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from service_catalogue import importer
from service_catalogue.importer import CannotImportError, Progress
from service_catalogue.management.progress_bar import ProgressBar
from service_catalogue.models import ImportRun
from service_catalogue.xzufi.objects import Delivered, DeliveryError, IsKnown

ImportSource = Callable[[Progress], ImportRun]


class ReportedImport(BaseCommand):
    """Imports one source after the other and stops at the first that cannot be read.

    Ends with 0 when everything was taken, remarks or not, and with 1 when something was refused or failed.
    """

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")
        parser.add_argument("--report", type=Path, metavar="FILE", help="Write the result into a JSON file as well.")

    def sources(self, options: dict[str, Any]) -> Iterable[tuple[str, ImportSource]]:
        """Names of sources, and what imports them."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        self.runs: list[ImportRun] = []
        self.report_to = options.get("report")
        self._write_report(_("The import has not ended."))  # a path that cannot be written is told before the work
        try:
            for name, import_source in self.sources(options):
                self._import(name, import_source)
        except CommandError as error:
            self._write_report(str(error))
            raise
        self._write_report()

    def _import(self, name: str, import_source: ImportSource) -> None:
        bar = ProgressBar(self.stderr._out)  # type: ignore[attr-defined]
        try:
            run = import_source(bar.show)
        except DeliveryError as error:
            text = _("%(file)s: %(reason)s Nothing of this file was imported.")
            raise CommandError(text % {"file": name, "reason": error}) from error
        except OSError as error:
            text = _("%(file)s cannot be read: %(reason)s")
            raise CommandError(text % {"file": name, "reason": error.strerror or error}) from error
        except CannotImportError as error:
            raise CommandError(str(error)) from error
        finally:
            bar.clear()
        self.runs.append(run)
        for line in importer.summary(run):
            self.stdout.write(line)

    def _write_report(self, error: str = "") -> None:
        if self.report_to is None:
            return
        content = json.dumps(importer.report(self.runs, error), ensure_ascii=False, indent=2)
        try:
            self.report_to.write_text(content + "\n", encoding="utf-8")
        except OSError as problem:
            text = _("The report cannot be written to %(file)s: %(reason)s")
            raise CommandError(text % {"file": self.report_to, "reason": problem.strerror or problem}) from problem


class FileImport(ReportedImport):
    """Imports files."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def sources(self, options: dict[str, Any]) -> Iterable[tuple[str, ImportSource]]:
        for path in options["files"]:
            yield str(path), partial(self.import_file, path, options)

    def import_file(self, path: Path, options: dict[str, Any], progress: Progress) -> ImportRun:
        raise NotImplementedError


class EngineOptions(ReportedImport):
    """The options of whatever goes through the import engine."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--draft", action="store_true", help="New services wait as drafts for an editor.")
        parser.add_argument("--complete", action="store_true", help="This is the full list: remove what it lacks.")
        parser.add_argument(
            "--confirm-deletions", action="store_true", help="Remove even more than a fifth of a source's objects."
        )

    @staticmethod
    def chosen(options: dict[str, Any]) -> dict[str, bool]:
        return {name: options[name] for name in ("draft", "dry_run", "complete", "confirm_deletions")}


class Import(EngineOptions):
    """Imports through the engine from sources that are no files."""


class ServiceImport(EngineOptions, FileImport):
    """Imports files through the engine."""

    kind: str

    def reader(
        self, path: Path, options: dict[str, Any], progress: Progress
    ) -> Callable[[IsKnown], Iterable[Delivered]]:
        raise NotImplementedError

    def import_file(self, path: Path, options: dict[str, Any], progress: Progress) -> ImportRun:
        path.open("rb").close()  # what cannot be read shall not stand among the runs
        read = self.reader(path, options, progress)
        return importer.run(self.kind, read, file_name=path.name, progress=progress, **self.chosen(options))
