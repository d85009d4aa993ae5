"""Whether pages are still as they were read: who works on many at once reads them before anything is locked."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

# What changes when somebody publishes, unpublishes, renames or moves a page.
SIGNS = ("live", "last_published_at", "title", "url_path")


def overtaken(pages: Iterable[Any]) -> set[int]:
    """The primary keys of those that somebody has changed since."""
    read = {page.pk: tuple(getattr(page, sign) for sign in SIGNS) for page in pages}
    now = {row[0]: row[1:] for row in Page.objects.filter(pk__in=list(read)).values_list("pk", *SIGNS)}
    return {pk for pk, signs in read.items() if now.get(pk) != signs}
