from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.status import status


class Command(BaseCommand):
    help = "Says whether the search index holds exactly what is public; ends with an error if not."

    def handle(self, *args: Any, **options: Any) -> None:
        found = status()
        self.stdout.write(f"{found.health.engine}: {found.health.documents} documents, {found.public} are public")
        self.stdout.write(f"{len(found.missing)} missing, {len(found.surplus)} too many")
        for line in [*found.health.problems, *found.missing, *found.surplus]:
            self.stdout.write(f"  {line}")
        if not found.is_well:
            raise CommandError("The index differs from the site. `manage.py update_search_index` builds it anew.")
