"""Vehicles: fire engine, bus, digger, tractor; they stand on the ground line `y` and look to the right."""

from demo.pictures.pen import (
    ASPHALT,
    BRICK,
    CREAM,
    GLASS,
    INK,
    OCHRE,
    WHITE,
    circle,
    group,
    line,
    path,
    polygon,
    rect,
    shadow,
    stroke,
)


def wheel(x: float, y: float, r: float = 34) -> str:
    return circle(x, y - r, r, INK) + circle(x, y - r, r * 0.55, "#aab2bf") + circle(x, y - r, r * 0.2, INK)


def fire_engine(x: float, y: float, scale: float = 1, flip: bool = False) -> str:
    red, dark = "#c93f36", "#a2302b"
    body = rect(0, -190, 300, 150, red, 10) + path(
        "M300 -40 V-200 Q300 -210 312 -210 H384 Q398 -210 404 -196 L428 -120 V-40 Z", red
    )
    stripe = rect(0, -92, 428, 22, WHITE) + "".join(
        polygon([(i * 44, -70), (i * 44 + 22, -70), (i * 44 + 40, -92), (i * 44 + 18, -92)], OCHRE) for i in range(9)
    )
    shutters = "".join(
        rect(18 + i * 94, -176, 80, 74, "#d9dee4", 4)
        + "".join(line([(22 + i * 94, at), (94 + i * 94, at)], "#b3bac4", 2) for at in range(-166, -104, 12))
        for i in range(3)
    )
    cab = (
        path("M348 -196 H382 L404 -128 H348 Z", GLASS) + rect(312, -196, 28, 68, GLASS, 3) + rect(0, -50, 428, 14, dark)
    )
    ladder = (
        line([(10, -208), (300, -208)], "#aab2bf", 5)
        + line([(10, -226), (300, -226)], "#aab2bf", 5)
        + "".join(line([(at, -208), (at, -226)], "#aab2bf", 4) for at in range(20, 300, 24))
    )
    light = rect(330, -228, 40, 18, "#3f7fd0", 6) + rect(416, -64, 14, 12, LAMP, 3)
    return group(
        shadow(214, 2, 236, 14),
        ladder,
        body,
        stripe,
        shutters,
        cab,
        light,
        wheel(76, 0, 38),
        wheel(350, 0, 38),
        x=x,
        y=y,
        scale=scale,
        flip=flip,
    )


LAMP = "#ffe9a8"


def bus(x: float, y: float, scale: float = 1, color: str = "#4b8f8c", flip: bool = False) -> str:
    """The small citizens' bus."""
    body = path("M0 -30 V-170 Q0 -190 20 -190 H300 Q326 -190 338 -166 L366 -96 V-30 Z", color)
    lower = path("M0 -30 V-84 H366 V-30 Z", CREAM) + rect(0, -92, 364, 8, OCHRE)
    panes = "".join(rect(16 + i * 72, -170, 62, 66, GLASS, 6) for i in range(3)) + path(
        "M300 -170 H314 Q320 -168 324 -160 L346 -104 H300 Z", GLASS
    )
    entrance = (
        rect(232, -172, 58, 136, "#386e6c", 4) + rect(238, -166, 21, 120, GLASS, 3) + rect(263, -166, 21, 120, GLASS, 3)
    )
    lights = rect(354, -62, 14, 14, LAMP, 4) + rect(0, -62, 8, 18, BRICK, 3)
    return group(
        shadow(184, 2, 200, 13),
        body,
        lower,
        panes,
        entrance,
        lights,
        wheel(78, 0, 34),
        wheel(320, 0, 34),
        x=x,
        y=y,
        scale=scale,
        flip=flip,
    )


def digger(x: float, y: float, scale: float = 1, flip: bool = False) -> str:
    tracks = rect(-110, -56, 220, 56, INK, 28) + "".join(circle(at, -28, 15, "#8d95a3") for at in (-78, -26, 26, 78))
    cabin = path("M-96 -70 V-124 H-16 V-198 Q-16 -208 -4 -208 H58 Q68 -208 72 -198 L92 -118 V-70 Z", OCHRE) + path(
        "M-2 -194 H54 L72 -124 H-2 Z", GLASS
    )
    vents = "".join(line([(-84, at), (-34, at)], "#b98526", 4) for at in (-108, -96, -84))
    boom = (
        stroke("M84 -104 L190 -250 L286 -190", "#d49a35", 24)
        + stroke("M286 -190 L300 -84", "#d49a35", 18)
        + stroke("M110 -120 L196 -216", "#8d95a3", 8)
    )
    bucket = path("M282 -92 H326 L334 -40 Q300 -18 268 -44 Z", ASPHALT)
    return group(shadow(10, 2, 150, 13), boom, bucket, tracks, cabin, vents, x=x, y=y, scale=scale, flip=flip)


def tractor(x: float, y: float, scale: float = 1, color: str = "#4f8a4b", flip: bool = False) -> str:
    body = path("M40 -60 V-118 H150 Q166 -118 168 -104 L172 -54 Z", color) + rect(150, -104, 10, 34, "#2f5a36", 2)
    cab = (
        path("M-52 -78 L-40 -206 H44 L56 -78 Z", color)
        + path("M-34 -98 L-26 -192 H32 L40 -98 Z", GLASS)
        + rect(-52, -216, 110, 14, INK, 5)
    )
    return group(
        shadow(50, 2, 150, 13),
        line([(120, -118), (120, -166)], INK, 8),
        body,
        cab,
        wheel(-14, 0, 66),
        wheel(140, 0, 40),
        x=x,
        y=y,
        scale=scale,
        flip=flip,
    )


def snow_plough(x: float, y: float, scale: float = 1) -> str:
    blade = path("M214 -70 Q190 -30 216 4 L232 4 Q214 -30 234 -66 Z", BRICK)
    beacon = circle(0, -226, 12, OCHRE) + circle(0, -226, 40, OCHRE, opacity=0.25)
    return group(
        beacon, tractor(0, 0, 1, "#d98a3f"), line([(170, -40), (208, -36)], INK, 10), blade, x=x, y=y, scale=scale
    )


def cone(x: float, y: float, scale: float = 1) -> str:
    return group(
        shadow(0, 1, 24, 4),
        polygon([(-17, -6), (-5, -62), (5, -62), (17, -6)], "#e07a3c"),
        polygon([(-12.5, -26), (-8.5, -44), (8.5, -44), (12.5, -26)], WHITE),
        rect(-24, -8, 48, 9, "#c9642b", 3),
        x=x,
        y=y,
        scale=scale,
    )


def barrier(x: float, y: float, w: float = 240) -> str:
    stripes = "".join(
        polygon([(i * 40, -52), (i * 40 + 20, -52), (i * 40 + 8, -84), (i * 40 - 12 if i else 0, -84)], "#d2453b")
        for i in range(int(w // 40))
    )
    feet = "".join(
        line([(at, 0), (at, -84)], ASPHALT, 7) + line([(at - 18, 0), (at + 18, 0)], ASPHALT, 7) for at in (24, w - 24)
    )
    lights = "".join(circle(at, -98, 11, OCHRE) for at in (24, w - 24))
    return group(feet, rect(0, -84, w, 32, WHITE, 3), stripes, lights, x=x, y=y)


def container(x: float, y: float, color: str, w: float = 190) -> str:
    """An open skip at the recycling yard."""
    ribs = "".join(
        line([(24 + i * (w - 30) / 5, -112), (28 + i * (w - 40) / 5, -18)], INK, 4, opacity=0.18) for i in range(6)
    )
    return group(
        shadow(w / 2, 2, w * 0.54, 9),
        path(f"M0 -130 H{w} L{w - 14} -6 H14 Z", color),
        rect(-6, -140, w + 12, 18, color, 4),
        rect(-6, -128, w + 12, 8, INK, opacity=0.16),
        ribs,
        x=x,
        y=y,
    )
