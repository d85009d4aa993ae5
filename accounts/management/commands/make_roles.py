"""The roles and the workflow of a town."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page

from accounts.roles import make_roles


class Command(BaseCommand):
    """make_roles [--school-corner ID]: safe to run again."""

    help = "Make the roles Redaktion and Schülerzeitung and the workflow Freigabe, or set them right again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        text = "Number of the page below which the school newspaper writes (it stands in the page's edit address)."
        parser.add_argument("--school-corner", type=int, metavar="ID", help=text)

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["school_corner"]
        corner = Page.objects.filter(pk=number).first() if number else None
        if number and corner is None:
            raise CommandError(f"There is no page number {number}.")
        make_roles(school_corner=corner)
        self.stdout.write("The roles are made. Give them to people under Settings → Users.")
