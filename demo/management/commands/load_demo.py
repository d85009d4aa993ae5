"""Fill an empty site with the demo town."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo import town


class Command(BaseCommand):
    """load_demo: safe to run twice; what editors changed stays."""

    help = "Load the demo town Haselbrück with its pages, records, pictures and logins."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            logins = town.load()
        except town.ForeignTownError as error:
            raise CommandError(str(error)) from error
        password = logins.password or "as printed when they were made (DEMO_PASSWORD=… sets a new one)"
        self.stdout.write("The demo town is loaded. Logins for /admin/:")
        self.stdout.write(f"  {', '.join(logins.names)}")
        self.stdout.write(f"  password: {password}")
