"""Areas by their keys: the regional key (ARS, twelve digits) and the municipal key (AGS, eight digits) in it.

An ARS is Land (2), government district (1), Kreis (2), association (4) and municipality (3). It has no check digit: whether
an area exists is told by a list alone. Facts: Destatis, code list urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs;
`data/municipalities.csv` holds its keys as of 31 October 2024 (dl-de/by-2-0).
"""

from functools import cache
from pathlib import Path

LENGTH = 12
FEDERATION = "0" * LENGTH  # the whole of Germany
_LANDS = range(1, 17)
_LEVELS = (9, 5, 3, 2)  # digits that name the association, the Kreis, the government district, the Land
_MEMBER = "5"  # the association block of a municipality that belongs to one begins so


def is_ars(text: str) -> bool:
    """A regional key by its form: twelve digits, and a Land that there is (or the federation)."""
    if not (len(text) == LENGTH and text.isascii() and text.isdigit()):
        return False
    return text == FEDERATION or int(text[:2]) in _LANDS


def ags_of(ars: str) -> str:
    """The municipal key in a regional key: without the association between Kreis and municipality."""
    return ars[:5] + ars[9:]


def ancestors(ars: str) -> list[str]:
    """The areas that an area lies in, nearest first, up to the federation; empty for what is no regional key."""
    if not is_ars(ars):
        return []
    levels = _LEVELS if ars[5] == _MEMBER else _LEVELS[1:]
    above = [ars[:digits].ljust(LENGTH, "0") for digits in levels]
    return [key for key in dict.fromkeys([*above, FEDERATION]) if key != ars]


@cache
def official() -> frozenset[str]:
    """All municipalities of the official list and the areas they lie in."""
    path = Path(__file__).parent / "data" / "municipalities.csv"
    keys = path.read_text(encoding="ascii").split()[1:]
    return frozenset(keys).union(*map(ancestors, keys))
