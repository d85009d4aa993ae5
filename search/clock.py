"""What the search does again and again."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from jobs.schedule import job
from search import documents


@job(name="search.rebuild", title=_("Rebuild the search index"), at=time(2, 40))
def rebuild_index() -> None:
    """Every night, so that words which titles have learned meanwhile take older compounds apart as well."""
    documents.rebuild()
