"""Where a result stands in the site, in the words of the pages above it."""

from collections.abc import Iterable
from dataclasses import replace

from wagtail.models import Page

from cms.visibility import for_everybody
from search.documents import PAGES
from search.finding import Hit

STEP = Page.steplen
START_PAGE = 2 * STEP
CATALOGUE = "service"
"""All services stand below the catalogue: to say so of each would only be noise."""


def with_trails(hits: list[Hit]) -> list[Hit]:
    """The same results, each with the titles of the pages above it. Two questions to the database at most."""
    numbers = {hit.key: hit.key.removeprefix(f"{PAGES}:") for hit in hits if hit.kind != CATALOGUE}
    wanted = [number for key, number in numbers.items() if key != number]
    paths = {str(pk): path for pk, path in Page.objects.filter(pk__in=wanted).values_list("pk", "path")}
    titles = titles_of(step for path in paths.values() for step in above(path))
    return [replace(hit, trail=trail(hit, paths.get(numbers.get(hit.key, ""), ""), titles)) for hit in hits]


def above(path: str) -> list[str]:
    """The pages between the start page and this one, as places in the tree."""
    return [path[:end] for end in range(START_PAGE + STEP, len(path), STEP)]


def titles_of(paths: Iterable[str]) -> dict[str, str]:
    wanted = set(paths)
    return dict(for_everybody(Page.objects.filter(path__in=wanted)).values_list("path", "title")) if wanted else {}


def trail(hit: Hit, path: str, titles: dict[str, str]) -> list[str]:
    found = [titles[step] for step in above(path) if step in titles]
    return [title for title in found if title != hit.kind_label]
