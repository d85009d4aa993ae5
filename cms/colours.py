"""The town's two colours: read, checked, and the stylesheet made from them.

The measure is that of WCAG 2.2 (1.4.3): the contrast of two colours is (lighter + 0.05) / (darker + 0.05) of their relative
luminance, and text needs 4.5.
"""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

ENOUGH = 4.5
WHITE, BLACK = "#ffffff", "#000000"
KEPT_FOR_SECONDS = 24 * 60 * 60

_COLOUR = re.compile(r"#[0-9a-f]{6}")


def parts(colour: str) -> tuple[int, int, int]:
    """Red, green and blue from 0 to 255."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def mixed(colour: str, other: str, share: float) -> str:
    """The colour with so much of another one in it (0 to 1)."""
    both = zip(parts(colour), parts(other), strict=True)
    return "#" + "".join(f"{round(own * (1 - share) + foreign * share):02x}" for own, foreign in both)


def luminance(colour: str) -> float:
    """How bright a colour is to the eye, from 0 to 1."""
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (p / 255 for p in parts(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str, other: str) -> float:
    """From 1, the same, to 21, black on white."""
    darker, lighter = sorted([luminance(colour), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def tint(colour: str) -> str:
    """The pale shade behind boxes."""
    return mixed(colour, WHITE, 0.93)


def is_readable(colour: str) -> bool:
    """White text can be read on the colour, and the colour as text on white and on its own pale shade."""
    return contrast(colour, tint(colour)) >= ENOUGH


def readable(colour: str) -> str:
    """The colour itself, or the next darker one that can be read."""
    shades = (mixed(colour, BLACK, step / 50) for step in range(51))
    return next(shade for shade in shades if is_readable(shade))


def check_colour(value: str) -> None:
    """Raises ValidationError for what is no colour, and for one on which nobody could read white text."""
    if not _COLOUR.fullmatch(value.lower()):
        raise ValidationError(_("Write the colour as a # and six digits or letters from a to f, for example #1f4d3a."))
    if not is_readable(value):
        text = _(
            "White text on this colour is hard to read: the contrast is %(found)s, %(needed)s is needed. Try %(other)s."
        )
        found, needed = (number_format(number, 1) for number in (contrast(value, tint(value)), ENOUGH))
        raise ValidationError(text % {"found": found, "needed": needed, "other": readable(value)})


def shades(colour: str, accent: str) -> Iterator[tuple[str, str]]:
    """The variables of `site.css` that the town's own colours set, with their values."""
    if colour:
        yield "brand", colour
        yield "brand-strong", mixed(colour, BLACK, 0.3)
        yield "brand-tint", tint(colour)
        yield "brand-light", mixed(colour, WHITE, 0.7)
    if accent:
        yield "accent", accent


def read_colours(name: str) -> tuple[str, str]:
    """Main and second colour from the name of a stylesheet; raises Http404 where it holds what nobody could have chosen."""
    main, _dash, second = name.partition("-")
    chosen = ["#" + digits if digits else "" for digits in (main, second)]
    if not any(chosen) or not all(_COLOUR.fullmatch(colour) and is_readable(colour) for colour in chosen if colour):
        raise Http404
    return chosen[0], chosen[1]


@require_safe
def stylesheet(request: HttpRequest, name: str) -> HttpResponse:
    """/farben/<six digits>-<six digits>.css: the site in these colours, of which one may be missing.

    It stands beside `site.css` and not inside pages, whose policy allows no styles.
    """
    lines = "".join(f"  --site-{variable}: {shade};\n" for variable, shade in shades(*read_colours(name)))
    cached = {"Cache-Control": f"public, max-age={KEPT_FOR_SECONDS}"}
    return HttpResponse(f":root {{\n{lines}}}\n", content_type="text/css; charset=utf-8", headers=cached)
