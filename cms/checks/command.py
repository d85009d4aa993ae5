"""What commands that check pages share: they list what was found, for people and for scripts."""

import csv
import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db.utils import DatabaseError
from django.utils.translation import gettext as _

from cms.checks.findings import GRAVEST_FIRST, Finding, Severity
from cms.checks.rules import Rule
from cms.spreadsheets import harmless

COLUMNS = ("severity", "rule", "page", "title", "field", "text")
FOUND, CANNOT_RUN = 1, 2
Row = dict[str, Any]


class ChecksCommand(BaseCommand):
    """Ends with 0 when nothing stops a page, with 1 when something does, and with 2 when it cannot run."""

    counted = "pages"  # what the JSON calls the pages that were checked

    def rules(self) -> list[Rule]:
        raise NotImplementedError

    def pages(self, options: dict[str, Any]) -> Any:
        """The pages to check, as a queryset. Raises CommandError for senseless options."""
        raise NotImplementedError

    def checked(self, pages: Any) -> Iterator[tuple[Any, list[Finding]]]:
        raise NotImplementedError

    def sum(self) -> str:
        raise NotImplementedError

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--severity", choices=Severity.values, help="only this and what is graver")
        parser.add_argument("--rule", choices=[rule.id for rule in self.rules()], help="only this rule")
        parser.add_argument("--drafts", action="store_true", help="pages that are not published, too")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the findings as JSON")
        parser.add_argument("--csv", type=Path, metavar="FILE", help="write the findings as a table")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            pages = self.pages(options)
            total = pages.count()
            rows = list(self._rows(pages, options))
            self._write(rows, total, options)
        except (DatabaseError, OSError) as error:
            raise CommandError(
                _("The check cannot run: %(reason)s") % {"reason": error}, returncode=CANNOT_RUN
            ) from error
        if not (options["json"] or options["csv"]):
            self._list(rows)
        self._sum_up(rows, total)
        if any(row["severity"] == Severity.ERROR for row in rows):
            raise SystemExit(FOUND)

    def _rows(self, pages: Any, options: dict[str, Any]) -> Iterator[Row]:
        least = GRAVEST_FIRST.index(Severity(options["severity"] or Severity.INFO))
        for page, findings in self.checked(pages):
            for finding in findings:
                if GRAVEST_FIRST.index(finding.severity) <= least and options["rule"] in {None, finding.rule}:
                    yield self._row(page, finding)

    def _row(self, page: Any, finding: Finding) -> Row:
        values = (finding.severity.value, finding.rule, page.pk, page.title, finding.field, finding.text)
        return dict(zip(COLUMNS, values, strict=True))

    def _write(self, rows: list[Row], total: int, options: dict[str, Any]) -> None:
        if options["json"]:
            counts = Counter(row["severity"] for row in rows)
            content = {self.counted: total, **{name: counts[name] for name in Severity.values}, "findings": rows}
            options["json"].write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        if options["csv"]:
            with options["csv"].open("w", encoding="utf-8", newline="") as file:
                table = csv.writer(file, delimiter=";")
                table.writerow(COLUMNS)
                table.writerows([harmless(str(value)) for value in row.values()] for row in rows)

    def _list(self, rows: list[Row]) -> None:
        for row in rows:
            self.stdout.write(f"{row['severity']:8}{row['rule']}  {row['title']} ({row['page']}): {row['text']}")

    def _sum_up(self, rows: list[Row], total: int) -> None:
        by_rule = Counter(row["rule"] for row in rows)
        for rule in self.rules():
            if count := by_rule[rule.id]:
                self.stdout.write(f"{count:6}  {rule}")
        counts = Counter(row["severity"] for row in rows)
        self.stdout.write(self.sum() % {self.counted: total, **{name: counts[name] for name in Severity.values}})
