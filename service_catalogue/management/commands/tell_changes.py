"""manage.py tell_changes: what imports have changed and search and lists do not know yet.

Large imports start it as a helper, and the clock does the same every few minutes; by hand it is hardly needed.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils.translation import gettext as _

from service_catalogue.importer import telling


class Command(BaseCommand):
    help = "Bring search and lists up to date with what imports have changed."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            told = telling.tell("-pk")
        except OperationalError as error:
            # SQLite has one writer, and somebody else was it for too long. The notes are kept for the next try.
            raise CommandError(
                _("The database is busy: %(error)s. What is left will be told later.") % {"error": error}
            ) from error
        self.stdout.write(_("%(n)d changes told.") % {"n": told})
