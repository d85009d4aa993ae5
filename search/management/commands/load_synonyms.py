"""Bring shipped synonyms and proposals from FIM into the editors' table."""

from typing import Any

from django.core.management.base import BaseCommand

from search import fim_synonyms, shipped_synonyms


class Command(BaseCommand):
    """load_synonyms: safe to run again; what editors changed stays."""

    help = "Load the synonyms of the software and propose those that come with references. What editors changed stays."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = shipped_synonyms.load()
        proposed = fim_synonyms.propose()
        self.stdout.write(f"{loaded.added} added, {loaded.removed} removed, {proposed} proposed from FIM.")
