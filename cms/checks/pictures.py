"""B: pictures and what stands for them where they cannot be seen (WCAG 2.2, 1.1.1)."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cms.checks.findings import Problem
from cms.checks.reading import Image, Reading

LONG_FOR_A_DECORATION = 40
LONG_FOR_A_LISTENER = 200
_FILE_NAME = re.compile(
    r"\.(?:avif|gif|jpe?g|png|svg|webp|heic|tiff?)$|^(?:img|dsc|dscn|p|pict?)[-_ ]?\d{3,}|^\S*_\S*$", re.I
)
_SAYS_THAT_IT_IS_ONE = re.compile(
    r"^(?:ein )?(?:bild|foto|fotografie|photo|grafik|abbildung|image|picture)\b(?: von| of|:)?", re.I
)


def is_described(page: Any, reading: Reading) -> Iterator[Problem]:
    """B1: every picture has an alternative text or is ticked as decorative."""
    for image in reading.images:
        if image.is_lead and not reading.described(image):
            text = _(
                "The picture has no description in the library. People who cannot see it learn nothing of it: "
                "say at the picture, under “Description”, what it shows."
            )
            yield Problem(text, image.place.field)
        elif not image.is_lead and not image.is_decorative and not reading.described(image):
            text = _(
                "A picture has no alternative text. Say what it shows, or tick that it is decorative "
                "if nobody misses anything without it."
            )
            yield _at(image, text)


def decoration_says_nothing(page: Any, reading: Reading) -> Iterator[Problem]:
    """B2: what takes many words to describe is hardly decoration."""
    for image in reading.images:
        description = image.alternative or reading.descriptions.get(image.picture, "")
        if image.is_decorative and len(description) > LONG_FOR_A_DECORATION:
            text = _(
                "A picture is ticked as decorative, but its description is long: “%(text)s”. People who cannot see it "
                "are not told of it. If it says something, take the tick away."
            )
            yield _at(image, text % {"text": shortened(description)})


def is_described_well(page: Any, reading: Reading) -> Iterator[Problem]:
    """B3: an alternative text says what there is to see, briefly, and not what the caption says anyway."""
    for image in reading.images:
        description = reading.described(image)
        if image.is_decorative or not description:
            continue
        for reason in _poor(description, image.caption):
            yield _at(image, reason % {"text": shortened(description)})


def _poor(description: str, caption: str) -> Iterator[str]:
    if _FILE_NAME.search(description):
        yield _("The alternative text “%(text)s” is the name of a file. Say what the picture shows.")
    elif _SAYS_THAT_IT_IS_ONE.search(description):
        yield _(
            "The alternative text “%(text)s” says that it is a picture; screen readers say that anyway. Begin with what it shows."
        )
    if len(description) > LONG_FOR_A_LISTENER:
        yield _(
            "The alternative text “%(text)s” is long: nobody can skip through it. Put the details into the text beside it."
        )
    if caption and description.casefold() == caption.strip().casefold():
        yield _(
            "Alternative text and caption both say “%(text)s”: screen readers read it twice. Let the alternative text say what is to be seen."
        )


def _at(image: Image, text: str) -> Problem:
    return Problem(text, image.place.field, block=image.place.block)


def shortened(text: str, most: int = 80) -> str:
    """The beginning of a text, for a message."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else one_line[:most].rsplit(" ", 1)[0] + " …"
