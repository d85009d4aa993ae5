"""A plain sketch of where things are: dots in a frame, without tiles and without a script.

North is up, and a kilometre is as long to the east as to the north (equirectangular projection around the middle).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, floor, hypot, radians

from cms.maps.known_places import KnownPlace
from cms.maps.points import DECIMALS, DEGREE_KILOMETRES, Point, Position, kilometres

# In units of the drawing: about one and a half pixels on a desktop, two thirds of one on a phone.
WIDTH, HEIGHT, EDGE = 480, 320, 32
RADIUS = 15
LONGEST_SCALE = 120
LETTER, LINE = 10, 22
MOST_LANDMARKS = 6
# So many positions make a picture; where there are fewer, the nearest known places join in, if they are near enough.
FEWEST, NEAR_KILOMETRES = 4, 3.0

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
    """The name of a place of the town, for orientation, to the right of its square or to the left."""

    name: str
    x: int
    y: int
    is_left: bool = False

    @property
    def text_x(self) -> int:
        return self.x - 9 if self.is_left else self.x + 9

    @property
    def edges(self) -> tuple[int, int]:
        """From where to where it reaches; as on a phone, where letters are largest (static/map.css)."""
        length = 14 + LETTER * len(self.name)
        return (self.x - length, self.x + 5) if self.is_left else (self.x - 5, self.x + length)

    @property
    def is_inside(self) -> bool:
        left, right = self.edges
        return left >= 0 and right <= WIDTH and LINE <= self.y <= HEIGHT - LINE

    def covers_dot(self, dot: Dot) -> bool:
        left, right = self.edges
        return left - RADIUS < dot.x < right + RADIUS and abs(dot.y - self.y) < LINE / 2 + RADIUS

    def covers(self, other: "Landmark") -> bool:
        left, right = self.edges
        other_left, other_right = other.edges
        return abs(other.y - self.y) < LINE and left < other_right and other_left < right


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

    def __init__(self, points: Iterable[Point], known: Sequence[KnownPlace] = ()) -> None:
        points = list(points)
        located = [point.position for point in points if point.position]
        self.frame = Frame([*located, *_neighbours(located, known)]) if located else None
        self.dots: list[Dot] = []
        self._near: dict[tuple[int, int], list[Dot]] = defaultdict(list)
        self.entries = [Entry(point, self._dot(point)) for point in points]
        self.landmarks = self._landmarks(self.frame, known) if self.frame else []

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

    def _landmarks(self, frame: Frame, known: Sequence[KnownPlace]) -> list[Landmark]:
        """Names that fit into the frame and cover neither a dot nor each other."""
        found: list[Landmark] = []
        for place in known:
            x, y = frame.spot(place.position)
            sides = [Landmark(place.name, x, y, is_left) for is_left in (False, True)]
            found += [side for side in sides if side.is_inside and self._is_free(side, found)][:1]
        return found[:MOST_LANDMARKS]

    def _is_free(self, landmark: Landmark, others: list[Landmark]) -> bool:
        return not (any(map(landmark.covers_dot, self.dots)) or any(map(landmark.covers, others)))

    @property
    def scale_units(self) -> int:
        return floor(self.frame.scale_kilometres * self.frame.units_per_kilometre) if self.frame else 0

    @property
    def scale_text(self) -> str:
        kilometres = self.frame.scale_kilometres if self.frame else 0
        return f"{kilometres:.0f} km" if kilometres >= 1 else f"{kilometres * 1000:.0f} m"


def _neighbours(located: Sequence[Position], known: Sequence[KnownPlace]) -> list[Position]:
    """The known places that join a few positions, so that these do not stand in an empty frame."""
    missing = FEWEST - len(set(located))
    if missing <= 0:
        return []
    near = sorted((kilometres(located[0], place.position), place.position) for place in known)
    return [position for distance, position in near if distance < NEAR_KILOMETRES][:missing]
