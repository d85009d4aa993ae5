"""U: headings are the table of contents for all who do not see the page at a glance (WCAG 2.2, 1.3.1 and 2.4.6)."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cms.checks.findings import Problem
from cms.checks.pictures import shortened
from cms.checks.reading import Heading, Reading


def in_order(page: Any, reading: Reading) -> Iterator[Problem]:
    """U1: no level is left out on the way down."""
    levels = dict(reading.levels_above)
    for heading in reading.headings:
        field = heading.place.field
        if heading.level > levels.get(field, 1) + 1:
            text = _(
                "The heading “%(text)s” is of level %(level)d, but the one above it is of level %(above)d. Whoever finds the "
                "way by headings looks for what is missing between. Put a heading above it, or choose a higher level."
            )
            yield _at(heading, text % {**_named(heading), "level": heading.level, "above": levels.get(field, 1)})
        levels[field] = heading.level


def not_the_title_again(page: Any, reading: Reading) -> Iterator[Problem]:
    """U2: the title stands above the page already."""
    title = _compared(page.title)
    for heading in reading.headings:
        if title and _compared(heading.text) == title:
            text = _(
                "The heading “%(text)s” repeats the title of the page, which stands right above it. Remove the heading."
            )
            yield _at(heading, text % _named(heading))


def says_something(page: Any, reading: Reading) -> Iterator[Problem]:
    """U3: no heading is empty."""
    for heading in reading.headings:
        if not heading.text.strip():
            yield _at(heading, _("A heading is empty. Write it or remove it."))


def _compared(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())


def _named(heading: Heading) -> dict[str, Any]:
    return {"text": shortened(heading.text)}


def _at(heading: Heading, text: str) -> Problem:
    return Problem(text, heading.place.field, block=heading.place.block)
