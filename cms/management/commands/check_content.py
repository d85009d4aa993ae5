"""manage.py check_content: holds the texts and pictures of the whole site against all rules, for people and for scripts."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management import CommandError
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.checks.checking import all_rules, check_many
from cms.checks.command import CANNOT_RUN, ChecksCommand
from cms.checks.findings import Finding
from cms.checks.rules import Rule


class Command(ChecksCommand):
    help = "Checks the content of published pages. Ends with 0 without errors, 1 with errors, 2 when it cannot run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--below", type=int, metavar="NUMBER", help="only this page and those below it")

    def rules(self) -> list[Rule]:
        return all_rules()

    def pages(self, options: dict[str, Any]) -> Any:
        pages = Page.objects.filter(depth__gt=1)
        if options["below"] is not None:
            top = Page.objects.filter(pk=options["below"]).first()
            if top is None:
                text = _("There is no page with the number %(number)d.") % {"number": options["below"]}
                raise CommandError(text, returncode=CANNOT_RUN)
            pages = pages.descendant_of(top, inclusive=True)
        return pages if options["drafts"] else pages.live()

    def checked(self, pages: Any) -> Iterator[tuple[Any, list[Finding]]]:
        return check_many(pages)

    def sum(self) -> str:
        return _("%(pages)d pages: %(error)d errors, %(warning)d warnings, %(info)d hints")
