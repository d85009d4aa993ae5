"""Parts that many pictures share: horizon, square, room and window."""

from demo.pictures.nature import hazel_leaf, hazelnut, land
from demo.pictures.pen import (
    DARK_LEAF,
    INK,
    LEAF,
    LIT,
    PETROL,
    SKY_BLUE,
    WHITE,
    WIDTH,
    Point,
    circle,
    ellipse,
    faded_rect,
    group,
    line,
    path,
    rect,
    shadow,
    stroke,
)


def level(*heights: float) -> list[Point]:
    """Points from the left edge to the right one at the given heights."""
    step = (WIDTH + 40) / (len(heights) - 1)
    return [(-20 + i * step, height) for i, height in enumerate(heights)]


def far_hills(first: str = "#b4cfc6", second: str = "#93bb9c", base: float = 520) -> str:
    return land(level(base, base - 60, base - 20, base - 90, base - 40, base - 70), first, first) + land(
        level(base + 40, base + 10, base + 50, base - 10, base + 40, base + 20), second, second
    )


def pavement(y: float, seed: int = 3, top: str = "#e3d8c6", bottom: str = "#cdbfa9") -> str:
    """A paved square with soft rows of stones."""
    rows = "".join(
        line([(0, at), (WIDTH, at)], "#b8a98f", 2, opacity=0.35) for at in (y + 26, y + 62, y + 112, y + 178)
    )
    return faded_rect(0, y, WIDTH, 1000 - y, top, bottom) + rows


def room(wall: tuple[str, str], floor: tuple[str, str], y: float = 700) -> str:
    """A back wall with a skirting board and a wooden floor."""
    boards = "".join(line([(800 + i * 90, y), (800 + i * 190, 1000)], INK, 2, opacity=0.1) for i in range(-9, 10))
    return (
        faded_rect(0, 0, WIDTH, y, *wall)
        + faded_rect(0, y, WIDTH, 1000 - y, *floor)
        + boards
        + rect(0, y - 16, WIDTH, 16, WHITE, opacity=0.7)
    )


def big_window(x: float, y: float, w: float, h: float, sky: str = "#bfe2f0") -> str:
    """A window with a view of the hills."""
    view = rect(x, y, w, h, sky) + path(
        f"M{x} {y + h * 0.7} Q{x + w * 0.3} {y + h * 0.5} {x + w * 0.6} {y + h * 0.68} T{x + w} {y + h * 0.6} V{y + h} H{x} Z",
        "#a3c4a0",
    )
    bars = rect(x + w / 2 - 5, y, 10, h, WHITE) + rect(x, y + h * 0.36, w, 8, WHITE)
    return (
        rect(x - 14, y - 14, w + 28, h + 28, WHITE, 6)
        + view
        + bars
        + rect(x - 26, y + h + 10, w + 52, 16, "#efe6d6", 4)
    )


def plant(x: float, y: float, scale: float = 1) -> str:
    leaves = "".join(
        hazel_leaf(dx, dy, 0.8, turn, color)
        for dx, dy, turn, color in (
            (0, -170, 0, LEAF),
            (-46, -130, -45, DARK_LEAF),
            (46, -134, 45, "#7fae62"),
            (-34, -92, -80, LEAF),
            (36, -92, 80, DARK_LEAF),
        )
    )
    return group(
        shadow(0, 0, 50, 8),
        line([(0, -50), (0, -130)], "#6b5140", 7),
        leaves,
        path("M-38 -64 H38 L28 0 H-28 Z", "#c98f72"),
        rect(-42, -72, 84, 16, "#b5795c", 4),
        x=x,
        y=y,
        scale=scale,
    )


def pendant(x: float, y: float = 170) -> str:
    return (
        line([(x, 0), (x, y - 50)], INK, 4)
        + circle(x, y + 6, 90, LIT, opacity=0.16)
        + path(f"M{x - 60} {y} Q{x - 50} {y - 54} {x} {y - 56} Q{x + 50} {y - 54} {x + 60} {y} Z", PETROL)
        + ellipse(x, y, 58, 10, LIT)
    )


def coat_of_arms() -> str:
    """The town's arms: a green leaf over a bridge and waves."""
    shield = path("M-84 -110 H84 V10 Q84 84 0 118 Q-84 84 -84 10 Z", WHITE, stroke=DARK_LEAF, stroke_width=7)
    bridge = path("M-80 30 Q0 -10 80 30 V52 H64 a24 22 0 0 0 -48 0 H-16 a24 22 0 0 0 -48 0 H-80 Z", DARK_LEAF)
    waves = "".join(
        stroke(f"M{-half} {at} q{half / 4} -12 {half / 2} 0 t{half / 2} 0 t{half / 2} 0 t{half / 2} 0", SKY_BLUE, 7)
        for at, half in ((68, 58), (86, 40))
    )
    return shield + hazel_leaf(-8, -48, 0.86, 0, DARK_LEAF) + hazelnut(36, -30, 0.62, 14) + bridge + waves
