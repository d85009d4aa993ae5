"""What is kept about a resident, for a request on paper or by telephone."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from residents import personal_data
from residents.models import Resident


class Command(BaseCommand):
    """personal_data EMAIL [--delete [--dry-run]]: print everything as JSON, and delete it."""

    help = "Print what is kept about the resident with this e-mail address, as JSON; with --delete, delete it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--delete", action="store_true", help="Delete it after it was printed.")
        parser.add_argument("--dry-run", action="store_true", help="Delete nothing, only say what would be deleted.")

    def handle(self, *args: Any, **options: Any) -> None:
        resident = Resident.objects.filter(email=options["email"].lower()).first()
        if resident is None:
            raise CommandError("There is no resident with this e-mail address.")
        data = personal_data.export(resident)
        self.stdout.write(json.dumps(data, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False))
        if options["delete"] and options["dry_run"]:
            self.stderr.write("Would be deleted. Nothing was changed.")
        elif options["delete"]:
            personal_data.forget(resident)
            self.stderr.write("Deleted.")
