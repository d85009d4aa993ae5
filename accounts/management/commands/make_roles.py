"""The roles and the workflows of a town."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Page

from accounts.roles import make_roles


def department_and_branch(text: str) -> tuple[str, int | None]:
    """“bauamt” or “bauamt:57”. Raises ArgumentTypeError for anything else."""
    slug, _colon, number = text.partition(":")
    if not slug or (number and not (number.isascii() and number.isdecimal())):
        raise ArgumentTypeError(f"“{text}” is neither like bauamt nor like bauamt:57.")
    return slug, int(number) if number else None


class Command(BaseCommand):
    """make_roles [--school-corner ID] [--department SLUG[:ID] …]: safe to run again."""

    help = "Make the roles and the workflows of the town, or set them right again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        text = "Number of the page below which the school newspaper writes (it stands in the page's edit address)."
        parser.add_argument("--school-corner", type=int, metavar="ID", help=text)
        text = (
            "A department whose people write for themselves: its name in addresses, and after a colon the number of the "
            "page below which they write. Can be given several times; those of an earlier run stay."
        )
        parser.add_argument(
            "--department", type=department_and_branch, action="append", default=[], metavar="SLUG[:ID]", help=text
        )

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["school_corner"]
        corner = Page.objects.filter(pk=number).first() if number else None
        if number and corner is None:
            raise CommandError(f"There is no page number {number}.")
        try:
            with transaction.atomic():
                make_roles(school_corner=corner, departments=dict(options["department"]))
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The roles are made. Give them to people under Settings → Users.")
