"""Sky, land, water and everything that grows in our illustrations."""

from math import cos, pi, sin

from demo.pictures.pen import (
    DARK_LEAF,
    HEIGHT,
    LEAF,
    LIGHT_LEAF,
    WHITE,
    WIDTH,
    Point,
    circle,
    dice,
    ellipse,
    faded_path,
    faded_rect,
    group,
    line,
    path,
    polygon,
    shadow,
    smooth,
    stroke,
    tag,
)

SKIES = {
    "day": ("#a9d3ea", "#d8ecf2", "#f6f6ea"),
    "morning": ("#b9d9e6", "#f6e6cf", "#fcd9b4"),
    "evening": ("#6f86b3", "#eab5a0", "#fbd9a8"),
    "night": ("#1d2a4d", "#33457a", "#6d78a8"),
    "grey": ("#b7c7d3", "#d7e0e4", "#eef0ec"),
    "summer": ("#7fc2e6", "#bfe2f0", "#f2f6e6"),
}

CROWNS = {
    "green": (DARK_LEAF, LEAF, LIGHT_LEAF),
    "fresh": ("#5f9a55", "#8dbb63", "#b9d585"),
    "autumn": ("#b5662f", "#d98f3f", "#efbd63"),
    "winter": ("#8fa9a6", "#b9ccc8", "#e6efec"),
    "night": ("#20424d", "#2d5a5c", "#42736a"),
    "blossom": ("#c98fa0", "#e3b0bc", "#f5d3d8"),
}


def sky(time: str = "day", horizon: float = HEIGHT) -> str:
    return faded_rect(0, 0, WIDTH, horizon, *SKIES[time])


def sun(x: float, y: float, r: float = 52, color: str = "#fff3c9") -> str:
    name = "sun" + color.strip("#")
    stops = tag("stop", offset=0.2, stop_color=color, stop_opacity=0.85) + tag(
        "stop", offset=1, stop_color=color, stop_opacity=0
    )
    glow = tag("radialGradient", stops, id=name)
    return glow + circle(x, y, r * 4.6, f"url(#{name})") + circle(x, y, r, color)


def cloud(x: float, y: float, scale: float = 1, opacity: float = 0.85, color: str = WHITE) -> str:
    d = "M-120 0 a34 34 0 0 1 14 -64 a58 58 0 0 1 104 -24 a46 46 0 0 1 78 28 a32 32 0 0 1 40 60 z"
    return group(path(d, color), x=x, y=y, scale=scale, opacity=opacity)


def birds(x: float, y: float, scale: float = 1, color: str = "#5b6b82") -> str:
    spots = ((0, 0, 1.0), (52, -22, 0.8), (96, 12, 0.7))
    return group(
        *(
            stroke(
                f"M{bx - 16 * s} {by - 7 * s} q{9 * s} {-8 * s} {16 * s} {4 * s} q{7 * s} {-12 * s} {17 * s} {-5 * s}",
                color,
                3.2,
            )
            for bx, by, s in spots
        ),
        x=x,
        y=y,
        scale=scale,
    )


def stars(seed: int, count: int = 70, below: float = 420) -> str:
    chance = dice(seed)
    return "".join(
        circle(
            chance.uniform(0, WIDTH),
            chance.uniform(0, below),
            chance.uniform(0.8, 2.4),
            "#fdf6d8",
            opacity=chance.uniform(0.4, 0.95),
        )
        for _ in range(count)
    )


def land(points: list[Point], *colors: str) -> str:
    """A hill or field: the soft line through the points, filled down to the lower edge."""
    return faded_path(f"{smooth(points)} L{WIDTH + 20} {HEIGHT} L-20 {HEIGHT} Z", *colors)


def band(upper: list[Point], lower: list[Point], *colors: str) -> str:
    """A river or a road: the area between two soft lines."""
    back = smooth(list(reversed(lower)))
    return faded_path(f"{smooth(upper)} L{back[1:]} Z", *colors)


def ripples(x: float, y: float, w: float, h: float, seed: int, count: int = 26, color: str = WHITE) -> str:
    chance = dice(seed)
    marks = []
    for _ in range(count):
        depth = chance.random()
        length = 20 + 70 * depth
        left, top = x + chance.uniform(0, w), y + h * depth
        marks.append(
            stroke(
                f"M{left:.0f} {top:.0f} q{length / 4:.0f} -5 {length / 2:.0f} 0 t{length / 2:.0f} 0",
                color,
                2 + 2 * depth,
                opacity=0.45,
            )
        )
    return "".join(marks)


def grass(x: float, y: float, w: float, h: float, seed: int, count: int = 60, color: str = DARK_LEAF) -> str:
    chance = dice(seed)
    tufts = []
    for _ in range(count):
        left, depth = x + chance.uniform(0, w), chance.random()
        top, s = y + h * depth, 0.6 + depth
        tufts.append(
            stroke(
                f"M{left:.0f} {top:.0f} q{-2 * s:.1f} {-9 * s:.1f} {-7 * s:.1f} {-13 * s:.1f} "
                f"M{left:.0f} {top:.0f} q{1 * s:.1f} {-10 * s:.1f} {5 * s:.1f} {-16 * s:.1f}",
                color,
                2 * s,
                opacity=0.4,
            )
        )
    return "".join(tufts)


def flowers(
    x: float,
    y: float,
    w: float,
    h: float,
    seed: int,
    count: int = 30,
    colors: tuple[str, ...] = ("#ffffff", "#f3c14b", "#e58f8f", "#b9a3d6"),
) -> str:
    chance = dice(seed)
    spots = sorted((y + chance.uniform(0, h), x + chance.uniform(0, w)) for _ in range(count))
    parts = []
    for top, left in spots:
        s = 0.6 + 0.8 * (top - y) / max(h, 1)
        parts.append(line([(left, top), (left, top + 14 * s)], DARK_LEAF, 2 * s, opacity=0.6))
        parts.append(circle(left, top, 5.2 * s, chance.choice(colors)) + circle(left, top, 1.8 * s, "#c98b2b"))
    return "".join(parts)


def tree(x: float, y: float, scale: float = 1, crown: str = "green", seed: int = 1) -> str:
    """A broad tree about 260 units high."""
    dark, middle, light = CROWNS[crown]
    chance = dice(seed)
    puffs = [(0, -175, 78), (-58, -140, 56), (60, -142, 58), (-28, -218, 50), (34, -222, 52)]
    puffs = [(px + chance.uniform(-8, 8), py + chance.uniform(-8, 8), pr) for px, py, pr in puffs]
    trunk = path("M-13 0 C-8 -40 -8 -70 -6 -120 L8 -120 C8 -70 9 -40 15 0 Z", "#6b5140")
    boughs = line([(0, -95), (-34, -138)], "#6b5140", 8) + line([(2, -85), (36, -132)], "#6b5140", 8)
    low = "".join(circle(px, py, pr, dark) for px, py, pr in puffs)
    mid = "".join(circle(px - 9, py - 11, pr * 0.86, middle) for px, py, pr in puffs)
    high = "".join(circle(px - 20, py - 24, pr * 0.42, light, opacity=0.75) for px, py, pr in puffs)
    return group(shadow(6, 2, 84, 10), trunk, low, boughs, mid, high, x=x, y=y, scale=scale)


def poplar(x: float, y: float, scale: float = 1, crown: str = "green") -> str:
    dark, middle, light = CROWNS[crown]
    return group(
        shadow(0, 2, 34, 6),
        path("M-6 0 L-4 -60 L4 -60 L6 0 Z", "#6b5140"),
        path("M0 -300 C44 -230 46 -90 22 -36 C8 -24 -8 -24 -22 -36 C-46 -90 -44 -230 0 -300 Z", dark),
        path("M-4 -284 C26 -220 26 -110 8 -52 C-4 -42 -16 -46 -22 -56 C-40 -110 -36 -220 -4 -284 Z", middle),
        path("M-10 -240 C2 -200 0 -140 -8 -110 C-20 -120 -24 -190 -10 -240 Z", light, opacity=0.6),
        x=x,
        y=y,
        scale=scale,
    )


def conifer(x: float, y: float, scale: float = 1, crown: str = "green") -> str:
    dark, middle, _ = CROWNS[crown]
    tiers = "".join(
        path(f"M0 {top} L{half} {foot} Q0 {foot + 16} {-half} {foot} Z", dark)
        + path(f"M0 {top} L{half * 0.15:.0f} {foot + 6} Q{-half / 2:.0f} {foot + 10} {-half} {foot} Z", middle)
        for top, foot, half in ((-150, -20, 62), (-190, -72, 50), (-230, -124, 36))
    )
    return group(
        shadow(0, 2, 46, 7), polygon([(-7, 0), (-7, -30), (7, -30), (7, 0)], "#6b5140"), tiers, x=x, y=y, scale=scale
    )


def bush(x: float, y: float, scale: float = 1, crown: str = "green", seed: int = 1) -> str:
    dark, middle, light = CROWNS[crown]
    chance = dice(seed)
    puffs = [(dx, -34 + chance.uniform(-10, 10), 40 + chance.uniform(-4, 8)) for dx in (-62, -20, 24, 64)]
    low = "".join(circle(px, py + 8, pr, dark) for px, py, pr in puffs)
    mid = "".join(circle(px - 5, py - 4, pr * 0.8, middle) for px, py, pr in puffs)
    high = "".join(circle(px - 12, py - 16, pr * 0.34, light, opacity=0.8) for px, py, pr in puffs)
    return group(shadow(0, 6, 112, 10), low, mid, high, x=x, y=y, scale=scale)


def hedge(x: float, y: float, w: float, h: float = 46, crown: str = "green") -> str:
    dark, middle, light = CROWNS[crown]
    bumps = int(w // 40)
    step = w / bumps
    top = "".join(f" q{step / 2:.1f} -20 {step:.1f} 0" for _ in range(bumps))
    return (
        path(f"M{x} {y} v{-h}{top} v{h} z", dark)
        + path(f"M{x} {y - h * 0.35} v{-h * 0.65}{top} v{h * 0.65} z", middle)
        + "".join(ellipse(x + step * (i + 0.4), y - h * 0.85, step * 0.22, 6, light, opacity=0.7) for i in range(bumps))
    )


def hazel_leaf(x: float, y: float, scale: float = 1, turn: float = 0, color: str = LEAF, vein: str = "#dbe8b8") -> str:
    """The town's leaf: round, with a toothed edge and a small tip."""
    edge: list[Point] = []
    for i in range(37):
        angle = -pi / 2 + 2 * pi * i / 36
        reach = 50 * (1 + (0.045 if i % 2 else -0.03))
        lift = 18 if i in (0, 36) else 0
        edge.append((cos(angle) * reach * 0.86, sin(angle) * reach - lift))
    veins = "".join(
        line([(0, at), (side * 26, at - 18)], vein, 2.4, opacity=0.8) for at in (-14, 4, 22) for side in (-1, 1)
    )
    parts = polygon(edge, color) + line([(0, 66), (0, -48)], vein, 3.2, opacity=0.9) + veins
    return f'<g transform="translate({x} {y}) rotate({turn}) scale({scale})">{parts}</g>'


def hazelnut(x: float, y: float, scale: float = 1, turn: float = 0) -> str:
    nut = (
        path("M-24 0 C-26 30 -10 46 0 52 C10 46 26 30 24 0 Z", "#b9773f")
        + path("M-14 4 C-15 24 -8 36 -2 42 C-12 34 -22 22 -20 2 Z", "#d79a5f")
        + path("M-30 6 C-32 -14 -14 -24 0 -24 C14 -24 32 -14 30 6 L20 -2 L12 10 L2 0 L-8 11 L-18 -1 Z", "#8fb05c")
    )
    return f'<g transform="translate({x} {y}) rotate({turn}) scale({scale})">{nut}</g>'


def hazel_branch(x: float, y: float, scale: float = 1, flip: bool = False) -> str:
    """A branch that hangs into the picture from an upper corner and frames it."""
    wood = stroke("M-40 -60 C80 10 200 40 380 50", "#6b5140", 10) + stroke(
        "M150 32 C200 70 230 110 250 150", "#6b5140", 6
    )
    places = [
        (60, 30, 150, "#4d8355"),
        (120, -14, 40, LEAF),
        (170, 92, 190, LEAF),
        (235, 20, 30, "#4d8355"),
        (290, 96, 160, "#7fae62"),
        (345, 22, 60, LEAF),
        (405, 66, 110, "#4d8355"),
        (225, 180, 170, "#7fae62"),
        (10, 60, 200, "#7fae62"),
    ]
    leaves = "".join(hazel_leaf(px, py, 1.05, turn, color) for px, py, turn, color in places)
    nuts = hazelnut(262, 162, 0.8, -8) + hazelnut(300, 154, 0.8, 14) + hazelnut(118, 74, 0.7, 6)
    return group(wood, leaves, nuts, x=x, y=y, scale=scale, flip=flip)


def reeds(x: float, y: float, count: int, seed: int, scale: float = 1) -> str:
    chance = dice(seed)
    parts = []
    for i in range(count):
        left, tall, lean = i * 16 + chance.uniform(-6, 6), chance.uniform(70, 140), chance.uniform(-14, 14)
        parts.append(stroke(f"M{left:.0f} 0 q{lean / 3:.0f} {-tall / 2:.0f} {lean:.0f} {-tall:.0f}", DARK_LEAF, 4))
        if i % 3 == 0:
            parts.append(ellipse(left + lean, -tall, 6, 20, "#7a5234"))
    return group(*parts, x=x, y=y, scale=scale)
