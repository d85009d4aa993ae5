from typing import Any

from django.core.management.base import BaseCommand

from search import documents


class Command(BaseCommand):
    help = "Builds the search index anew from everything that is public; searching goes on meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{documents.rebuild()} documents in the search index.")
