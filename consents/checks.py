"""What the editors' form says about pictures of people: without consent nothing is handed in and nothing goes live."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from modelcluster.models import get_all_child_relations

from cms.checks.checking import finds
from cms.checks.findings import Finding, Problem, Severity
from cms.checks.rules import Rule, found_by
from cms.models import BasePage, Picture
from cms.used_media import media_in
from consents.withholding import lacking


@dataclass(frozen=True)
class Use:
    """A picture with the field and block of its first use on a page, and how many people in it have not agreed."""

    picture: Picture
    lacking: int
    field: str
    block: str


def have_agreed(page: Any, uses: list[Use]) -> Iterator[Problem]:
    """P1: a picture of people is shown with the consent of each."""
    for use in uses:
        if use.picture.is_withheld:
            text = ngettext(
                "The picture “%(title)s” is not shown: the consent of one person is missing or has ended.",
                "The picture “%(title)s” is not shown: the consents of %(n)d people are missing or have ended.",
                use.lacking,
            )
            yield Problem(text % {"title": use.picture.title, "n": use.lacking}, use.field, block=use.block)


def are_counted(page: Any, uses: list[Use]) -> Iterator[Problem]:
    """P2: somebody has looked whether people can be recognised."""
    for use in uses:
        if use.picture.recognisable is None and not use.picture.is_withheld:
            text = _("Nobody has said yet how many people can be recognised in the picture “%(title)s”.")
            yield Problem(text % {"title": use.picture.title}, use.field, block=use.block)


RULES = [
    Rule("P1", Severity.ERROR, gettext_lazy("People in pictures have agreed"), have_agreed, before_approval=True),
    Rule("P2", Severity.WARNING, gettext_lazy("It is known how many people are in a picture"), are_counted),
]


def with_what_lies_below(pages: Any) -> Any:
    """A gallery or photographs for the press are records of their own, which pictures are looked for in as well."""
    return pages.prefetch_related(*(relation.get_accessor_name() for relation in get_all_child_relations(pages.model)))


@finds(BasePage, rules=RULES, needs=with_what_lies_below)
def people_in_pictures(pages: list[Any]) -> Iterator[list[Finding]]:
    """Two queries for all pages together."""
    places = [pictures_of(page) for page in pages]
    pictures = Picture.objects.in_bulk({pk for used in places for pk in used})
    lack = lacking([picture for picture in pictures.values() if picture.is_withheld])
    for page, used in zip(pages, places, strict=True):
        uses = [Use(pictures[pk], lack.get(pk, 0), *place) for pk, place in used.items() if pk in pictures]
        yield found_by(RULES, page, uses)


def pictures_of(page: Any) -> dict[int, tuple[str, str]]:
    """The pictures in a page as it stands in memory, with the field and block of their first use."""
    places: dict[int, tuple[str, str]] = {}
    for model, key, path in media_in(page):
        if model is Picture:
            steps = path.split(".")
            places.setdefault(key, (steps[0], steps[1] if len(steps) > 1 else ""))
    return places
