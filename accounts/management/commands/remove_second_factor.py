"""When phone and recovery codes of the last technician are lost."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from accounts.access import remove_factors


class Command(BaseCommand):
    """remove_second_factor NAME: everybody else is helped in the editors' interface."""

    help = "Remove all second factors of a person and sign them out everywhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="NAME", help="The user name.")

    def handle(self, *args: Any, **options: Any) -> None:
        user = get_user_model().objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no account {options['username']}.")
        self.stdout.write(f"{remove_factors(user)} removed. The next sign-in of {user} asks for a new second factor.")
