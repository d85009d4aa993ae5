"""Fira Sans, cut to what pages write: the letters of German and its neighbours first, all others in a second file.

The licence (SIL Open Font License 1.1) allows it. The version that comes with KERN reserves no name, its notices stay
inside, and `check_licence` stops at a version that does reserve one.
"""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

COPYRIGHT, LICENCE, LICENCE_ADDRESS = 0, 13, 14
# As in static/fonts.css: Latin, what Turkish adds to it, punctuation, the euro and arrows.
FIRST_RANGES: tuple[tuple[int, int], ...] = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x11E, 0x11F),
    (0x130, 0x131),
    (0x152, 0x153),
    (0x15E, 0x15F),
    (0x1E9E, 0x1E9E),
    (0x2010, 0x2027),
    (0x202F, 0x203A),
    (0x20AC, 0x20AC),
    (0x2122, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
)


def check_licence(font: TTFont) -> None:
    """Raises ValueError for a font that may not be changed under its name."""
    notices = " ".join(str(entry) for entry in font["name"].names if entry.nameID in {COPYRIGHT, LICENCE})
    if "open font license" not in notices.lower() or "reserved font name" in notices.lower():
        raise ValueError("The licence of this font does not let us cut it and keep its name.")


def letters_of(font: TTFont, is_first: bool) -> Sequence[int]:
    """The characters of the first file, or those of the second."""
    return [c for c in font.getBestCmap() if any(low <= c <= high for low, high in FIRST_RANGES) == is_first]


def cut(source: Path, is_first: bool) -> bytes:
    """The font with one half of its characters, as WOFF2. Hints for screens of the nineties are left out."""
    font = TTFont(source)
    check_licence(font)
    options = subset.Options(flavor="woff2", hinting=False, name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["gasp"]
    options.layout_features = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters_of(font, is_first))
    cutter.subset(font)
    result = BytesIO()
    font.flavor = "woff2"
    font.save(result)
    return result.getvalue()
