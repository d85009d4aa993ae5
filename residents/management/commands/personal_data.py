"""What is kept about a person, with or without an account, for a request on paper or by telephone."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from residents import personal_data


class Command(BaseCommand):
    """personal_data EMAIL [--delete [--dry-run]]: print everything as JSON, and delete it."""

    help = "Print what all rooms keep about this e-mail address, as JSON; with --delete, delete it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--delete", action="store_true", help="Delete it after it was printed.")
        parser.add_argument("--dry-run", action="store_true", help="Delete nothing, only say what would be deleted.")

    def handle(self, *args: Any, **options: Any) -> None:
        person = personal_data.Person.with_address(options["email"])
        data = personal_data.export_all(person)
        if not data:
            raise CommandError("Nothing is kept about this e-mail address.")
        self.stdout.write(json.dumps(data, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False))
        if options["delete"]:
            self.delete(person, data, is_earnest=not options["dry_run"])

    def delete(self, person: personal_data.Person, data: dict[str, Any], *, is_earnest: bool) -> None:
        if is_earnest:
            personal_data.forget_all(person)
        self.stderr.write("Deleted." if is_earnest else "Would be deleted. Nothing was changed.")
        for sentence in personal_data.what_stays(data):
            self.stderr.write(sentence)
