import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import DatabaseError
from django.utils.translation import gettext as _

from dashboard.site_check.checking import check_site
from dashboard.site_check.demands import GROUP_TITLES, Result

FAILS, CANNOT_RUN = 1, 2


class Command(BaseCommand):
    """check_site [--json] [--strict]: what the law, the readers and the operation demand of the whole site."""

    help = (
        "Holds the whole site against every demand. Ends with 0 when it passes, 1 when it fails, 2 when it cannot run."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print everything as one JSON object")
        parser.add_argument("--strict", action="store_true", help="fail for warnings, too")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            results = check_site()
        except DatabaseError as error:
            text = _("The check cannot run: %(reason)s") % {"reason": error}
            raise CommandError(text, returncode=CANNOT_RUN) from error
        failed = [result for result in results if result.fails or (options["strict"] and not result.is_met)]
        if options["json"]:
            content = {"passed": not failed, "demands": [result.as_json() for result in results]}
            self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(lines(results)))
        if failed:
            raise SystemExit(FAILS)


def lines(results: list[Result]) -> list[str]:
    """One line for each demand, below it what is not as demanded."""
    found, group = [], None
    for result in results:
        if result.group != group:
            group = result.group
            found.append(f"\n{GROUP_TITLES[group]}")
        found.append(f"  {mark(result):8}{result.id:4}{result.title}" + (f" ({result.count})" if result.count else ""))
        found += [f"              {flaw.text}" for flaw in result.flaws]
        if result.more:
            found.append("              " + _("and %(more)d more") % {"more": result.more})
    met = sum(result.is_met for result in results)
    summed = _("%(met)d of %(all)d demands are met.") % {"met": met, "all": len(results)}
    return [*found, "", summed]


def mark(result: Result) -> str:
    if result.is_met:
        return _("met")
    return _("FAILS") if result.fails else _("warning")
