from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import documents, mirror
from search.engines.bindings import ClusterError


class Command(BaseCommand):
    help = "Builds the search index anew from everything that is public; searching goes on meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{documents.rebuild()} documents in the search index.")
        try:
            mirrored = mirror.rebuild()
        except ClusterError as error:
            raise CommandError(f"The search cluster has no new index, the old one stays: {error}") from None
        if mirrored is not None:
            self.stdout.write(f"{mirrored} documents in the cluster's new index.")
