"""A plain sketch of where things are: dots in a frame, without tiles and without a script.

North is up, and a kilometre is as long to the east as to the north (equirectangular projection around the middle).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, floor, hypot, radians

from cms.maps.known_places import KnownPlace
from cms.maps.points import DECIMALS, Point, Position

# In units of the drawing: about one and a half pixels on a desktop, two thirds of one on a phone.
WIDTH, HEIGHT, EDGE = 480, 320, 32
RADIUS = 15
LONGEST_SCALE = 120
LETTER, LINE = 8, 18
MOST_LANDMARKS = 6

DEGREE_KILOMETRES = 111.195
SMALLEST_KILOMETRES = 0.4
SCALES = [number * 10**power for power in range(-2, 4) for number in (1, 2, 5)]


@dataclass(frozen=True)
class Dot:
    """A numbered dot; things too close to be told apart share one."""

    number: int
    x: int
    y: int


@dataclass(frozen=True)
class Landmark:
    """The name of a place of the town, for orientation."""

    name: str
    x: int
    y: int


@dataclass(frozen=True)
class Entry:
    """A line of the list beside the sketch, with its dot; without one it has no place."""

    point: Point
    dot: Dot | None = None

    @property
    def latitude(self) -> str:
        return f"{self.point.latitude:.{DECIMALS}f}"

    @property
    def longitude(self) -> str:
        return f"{self.point.longitude:.{DECIMALS}f}"


class Frame:
    """The part of the earth that is drawn: it holds all positions with some room around them."""

    def __init__(self, positions: Sequence[Position]) -> None:
        """Raises ValueError where there is no position at all."""
        norths, easts = zip(*positions, strict=True)
        self.middle = Position((min(norths) + max(norths)) / 2, (min(easts) + max(easts)) / 2)
        self.east_kilometres = DEGREE_KILOMETRES * cos(radians(self.middle.latitude))
        height = max((max(norths) - min(norths)) * DEGREE_KILOMETRES, SMALLEST_KILOMETRES)
        width = max((max(easts) - min(easts)) * self.east_kilometres, SMALLEST_KILOMETRES)
        self.units_per_kilometre = min((WIDTH - 2 * EDGE) / width, (HEIGHT - 2 * EDGE) / height)

    def spot(self, position: Position) -> tuple[int, int]:
        """Where a position is drawn, from the upper left corner."""
        east = (position.longitude - self.middle.longitude) * self.east_kilometres
        north = (position.latitude - self.middle.latitude) * DEGREE_KILOMETRES
        unit = self.units_per_kilometre
        return round(WIDTH / 2 + east * unit), round(HEIGHT / 2 - north * unit)

    @property
    def scale_kilometres(self) -> float:
        """The longest round number of kilometres that the bar of the scale can show."""
        longest = LONGEST_SCALE / self.units_per_kilometre
        return max((length for length in SCALES if length <= longest), default=SCALES[0])


class Sketch:
    """Points as a drawing and as a list, with the same numbers in both."""

    width, height, radius = WIDTH, HEIGHT, RADIUS

    def __init__(self, points: Iterable[Point]) -> None:
        points = list(points)
        located = [point.position for point in points if point.position]
        self.frame = Frame(located) if located else None
        self.dots: list[Dot] = []
        self._near: dict[tuple[int, int], list[Dot]] = defaultdict(list)
        self.entries = [Entry(point, self._dot(point)) for point in points]

    def _dot(self, point: Point) -> Dot | None:
        if self.frame is None or point.position is None:
            return None
        x, y = self.frame.spot(point.position)
        return self._dot_at(x, y) or self._new_dot(x, y)

    def _dot_at(self, x: int, y: int) -> Dot | None:
        """The dot that a new one would touch; only the squares around are looked at, for there may be thousands."""
        column, row = x // (2 * RADIUS), y // (2 * RADIUS)
        squares = [(column + right, row + down) for right in (-1, 0, 1) for down in (-1, 0, 1)]
        near = [dot for square in squares if square in self._near for dot in self._near[square]]
        return min(
            (dot for dot in near if hypot(dot.x - x, dot.y - y) < 2 * RADIUS), key=lambda dot: dot.number, default=None
        )

    def _new_dot(self, x: int, y: int) -> Dot:
        dot = Dot(len(self.dots) + 1, x, y)
        self.dots.append(dot)
        self._near[x // (2 * RADIUS), y // (2 * RADIUS)].append(dot)
        return dot

    def landmarks(self, known: Iterable[KnownPlace]) -> list[Landmark]:
        """Names for orientation that fit into the frame and cover neither a dot nor each other."""
        found: list[Landmark] = []
        for place in known if self.frame else ():
            landmark = Landmark(place.name, *self.frame.spot(place.position))  # type: ignore[union-attr]
            if len(found) < MOST_LANDMARKS and _is_inside(landmark) and not self._covers(landmark, found):
                found.append(landmark)
        return found

    def _covers(self, landmark: Landmark, others: list[Landmark]) -> bool:
        right, reach = landmark.x + _length(landmark), LINE / 2 + RADIUS
        dots = any(landmark.x - reach < dot.x < right + RADIUS and abs(dot.y - landmark.y) < reach for dot in self.dots)
        return dots or any(
            abs(other.y - landmark.y) < LINE and landmark.x < other.x + _length(other) and other.x < right
            for other in others
        )

    @property
    def scale_units(self) -> int:
        return floor(self.frame.scale_kilometres * self.frame.units_per_kilometre) if self.frame else 0

    @property
    def scale_text(self) -> str:
        kilometres = self.frame.scale_kilometres if self.frame else 0
        return f"{kilometres:.0f} km" if kilometres >= 1 else f"{kilometres * 1000:.0f} m"


def _length(landmark: Landmark) -> int:
    """How wide a name is with the square before it; measured with the widest letters in mind."""
    return 14 + LETTER * len(landmark.name)


def _is_inside(landmark: Landmark) -> bool:
    return LINE <= landmark.x <= WIDTH - _length(landmark) and LINE <= landmark.y <= HEIGHT - LINE
