"""Where something is: points on a map, and places that people name in words and may mark."""

import re
from dataclasses import dataclass
from decimal import Decimal
from math import cos, hypot, radians
from typing import NamedTuple

# In degrees. Five decimals are about one metre (1.1 m to the north, 0.7 m to the east in Germany): nobody means it closer.
DECIMALS = 5
MOST_LATITUDE, MOST_LONGITUDE = 90, 180
DEGREE_KILOMETRES = 111.195
NUMBER = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{0,30})?")

Degrees = float | Decimal | None


class Position(NamedTuple):
    """A spot on the earth, in degrees north and east (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Point:
    """One entry of a map and of the list beside it; without coordinates it stands in the list only."""

    latitude: Degrees
    longitude: Degrees
    title: str
    url: str = ""
    note: str = ""
    state: str = ""

    @property
    def position(self) -> Position | None:
        return position(self.latitude, self.longitude)


@dataclass(frozen=True)
class Place:
    """What somebody said about where: words, a mark on the map, or both. Empty, it is false."""

    words: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None

    def __bool__(self) -> bool:
        return bool(self.words) or self.position is not None

    @property
    def position(self) -> Position | None:
        return position(self.latitude, self.longitude)


def position(latitude: Degrees, longitude: Degrees) -> Position | None:
    """None where one of the two numbers is missing."""
    if latitude is None or longitude is None:
        return None
    return Position(float(latitude), float(longitude))


def rounded(text: str) -> str:
    """A typed number with five decimals and a point, whether the comma was German or not; other text as it is."""
    typed = text.strip().replace(",", ".")
    return f"{Decimal(typed):.{DECIMALS}f}" if NUMBER.fullmatch(typed) else text


def kilometres(one: Position, other: Position) -> float:
    """How far two positions are from each other, good enough within a region."""
    east = (other.longitude - one.longitude) * cos(radians(one.latitude))
    return DEGREE_KILOMETRES * hypot(other.latitude - one.latitude, east)
