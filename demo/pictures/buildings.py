"""Houses and other things that were built: they stand on the ground line `y`."""

from demo.pictures.nature import hazel_leaf
from demo.pictures.pen import (
    CREAM,
    DARK_LEAF,
    GLASS,
    INK,
    LIGHT_LEAF,
    LIT,
    OCHRE,
    PETROL,
    ROOF,
    STONE,
    TIMBER,
    WHITE,
    circle,
    ellipse,
    group,
    line,
    path,
    polygon,
    rect,
    shadow,
    stroke,
    words,
)


def window(
    x: float, y: float, w: float, h: float, glass: str = GLASS, shutter: str | None = None, box: bool = False
) -> str:
    """A window by its upper left corner; with shutters and a box of flowers if wished."""
    parts = [rect(x - 4, y - 4, w + 8, h + 8, WHITE, 3), rect(x, y, w, h, glass, 1)]
    parts.append(polygon([(x, y + h * 0.55), (x + w * 0.6, y), (x + w, y), (x, y + h)], WHITE, opacity=0.22))
    parts.append(rect(x + w / 2 - 2, y, 4, h, WHITE) + rect(x, y + h * 0.38, w, 4, WHITE))
    if shutter:
        parts += [rect(side, y - 4, w * 0.36, h + 8, shutter, 2) for side in (x - 6 - w * 0.36, x + w + 6)]
    if box:
        parts.append(flower_box(x - 6, y + h + 4, w + 12))
    return "".join(parts)


def flower_box(x: float, y: float, w: float) -> str:
    blooms = int(w // 11)
    colors = ("#d95f5f", "#f0a8a0", "#d95f5f", "#f6d27a")
    green = "".join(circle(x + 6 + i * 11, y - 1, 7, DARK_LEAF) for i in range(blooms))
    heads = "".join(circle(x + 6 + i * 11, y - 6 - 3 * (i % 2), 4.6, colors[i % 4]) for i in range(blooms))
    return green + heads + rect(x, y + 2, w, 10, "#8a5a3c", 2)


def door(x: float, y: float, w: float, h: float, color: str = PETROL) -> str:
    """A door by the middle of its threshold."""
    left = x - w / 2
    return (
        rect(left - 6, y - h - 6, w + 12, h + 6, WHITE, 4)
        + rect(left, y - h, w, h, color, 3)
        + rect(left + w * 0.18, y - h * 0.9, w * 0.64, h * 0.28, GLASS, 3)
        + rect(left + w * 0.18, y - h * 0.52, w * 0.64, h * 0.38, INK, 3, opacity=0.14)
        + circle(left + w * 0.84, y - h * 0.46, 3.4, OCHRE)
        + rect(left - 12, y - 4, w + 24, 8, STONE, 2)
    )


def timber_frame(x: float, y: float, w: float, h: float, bays: int, color: str = TIMBER) -> str:
    """The beams of one half-timbered storey; y is its lower edge."""
    step = w / bays
    beams = [rect(x, y - h, w, 9, color), rect(x, y - 9, w, 9, color), rect(x, y - h * 0.42, w, 7, color)]
    beams += [rect(x + i * step - 4.5, y - h, 9, h, color) for i in range(bays + 1)]
    for left, right in ((x, x + step), (x + w, x + w - step)):
        beams.append(line([(left, y - 6), (right, y - h * 0.42)], color, 8))
    return "".join(beams)


def tiles(x: float, y: float, w: float, h: float, slope: float, color: str, rows: int = 5) -> str:
    """A roof seen from its long side: narrower at the ridge, with soft rows of tiles."""
    d = f"M{x} {y} L{x + slope} {y - h} L{x + w - slope} {y - h} L{x + w} {y} Z"
    lines = []
    for i in range(1, rows):
        inset, top = slope * i / rows, y - h * i / rows
        lines.append(line([(x + inset + 6, top), (x + w - inset - 6, top)], INK, 2, opacity=0.16))
    return path(d, color) + "".join(lines) + rect(x - 4, y - 5, w + 8, 9, "#8d3f32", 3)


def chimney(x: float, y: float, h: float = 60) -> str:
    return rect(x, y - h, 26, h, "#a35a47") + rect(x - 4, y - h - 8, 34, 12, "#84473a", 2)


def house(
    x: float,
    y: float,
    w: float = 200,
    h: float = 150,
    wall: str = CREAM,
    roof: str = ROOF,
    glass: str = GLASS,
    shutter: str | None = None,
    timber: bool = False,
    entrance: str = PETROL,
) -> str:
    """A house with its long side to us."""
    rise = h * 0.72
    parts = [
        shadow(x + w / 2, y + 2, w * 0.58, 11),
        chimney(x + w * 0.7, y - h - rise * 0.55),
        rect(x, y - h, w, h, wall),
    ]
    if timber:
        parts.append(timber_frame(x, y, w, h, 4))
    parts.append(rect(x, y - h, w, 16, INK, opacity=0.13))
    parts.append(tiles(x - 16, y - h, w + 32, rise, w * 0.13, roof))
    wide, tall = w * 0.15, h * 0.3
    parts += [window(x + w * at - wide / 2, y - h * 0.74, wide, tall, glass, shutter, True) for at in (0.2, 0.8)]
    parts.append(door(x + w / 2, y, w * 0.18, h * 0.56, entrance))
    return "".join(parts)


def gable_house(
    x: float,
    y: float,
    w: float = 170,
    h: float = 190,
    wall: str = CREAM,
    roof: str = ROOF,
    glass: str = GLASS,
    shutter: str | None = None,
    timber: bool = False,
    entrance: str = PETROL,
) -> str:
    """A house with its gable to us, two storeys and a loft."""
    peak = y - h - w * 0.62
    parts = [shadow(x + w / 2, y + 2, w * 0.6, 11), rect(x, y - h, w, h, wall)]
    parts.append(polygon([(x, y - h + 1), (x + w / 2, peak), (x + w, y - h + 1)], wall))
    if timber:
        parts += [timber_frame(x, y, w, h / 2, 4), timber_frame(x, y - h / 2, w, h / 2, 4), gable_beams(x, y - h, w)]
    parts.append(roof_edges(x, y - h, w, peak, roof))
    wide, tall = w * 0.17, h * 0.22
    lower = (0.2, 0.8)
    parts += [window(x + w * at - wide / 2, y - h * 0.41, wide, tall, glass, shutter, True) for at in lower]
    parts += [window(x + w * at - wide / 2, y - h * 0.88, wide, tall, glass, shutter) for at in (0.27, 0.73)]
    parts.append(window(x + w / 2 - wide / 2, y - h - w * 0.24, wide, tall * 0.8, glass))
    parts.append(door(x + w / 2, y, w * 0.2, h * 0.36, entrance))
    return "".join(parts)


def gable_beams(x: float, y: float, w: float) -> str:
    return (
        rect(x + w * 0.2, y - w * 0.36, w * 0.6, 7, TIMBER)
        + rect(x + w / 2 - 4, y - w * 0.6, 8, w * 0.25, TIMBER)
        + line([(x + w * 0.28, y - 4), (x + w * 0.36, y - w * 0.34)], TIMBER, 7)
        + line([(x + w * 0.72, y - 4), (x + w * 0.64, y - w * 0.34)], TIMBER, 7)
    )


def roof_edges(x: float, y: float, w: float, peak: float, roof: str) -> str:
    outer, drop = 20, 12
    middle = x + w / 2
    left = [(x - outer, y + drop), (middle, peak - 20), (middle, peak + 6), (x - 4, y + drop + 6)]
    right = [(2 * middle - px, py) for px, py in left]
    return polygon(left, roof) + polygon(right, "#96443a")


def arch(x: float, y: float, w: float, h: float, fill: str, **more: object) -> str:
    """An opening with a round top, by its lower left corner."""
    return path(f"M{x} {y} v{-(h - w / 2)} a{w / 2} {w / 2} 0 0 1 {w} 0 v{h - w / 2} z", fill, **more)


def clock(x: float, y: float, r: float) -> str:
    return (
        circle(x, y, r, INK)
        + circle(x, y, r * 0.84, CREAM)
        + line([(x, y), (x, y - r * 0.6)], INK, r * 0.12)
        + line([(x, y), (x + r * 0.42, y + r * 0.2)], INK, r * 0.12)
    )


def flag(x: float, y: float, tall: float = 200) -> str:
    """The town's flag: green and white with the hazel leaf."""
    cloth = path(f"M0 {-tall} q34 -14 66 0 t66 0 v62 q-32 14 -66 0 t-66 0 z", "#3f7556")
    stripe = path(f"M0 {-tall + 20} q34 -14 66 0 t66 0 v22 q-32 14 -66 0 t-66 0 z", WHITE)
    leaf = hazel_leaf(44, -tall + 28, 0.34, 0, LIGHT_LEAF, DARK_LEAF)
    return group(
        line([(0, 0), (0, -tall - 10)], "#8d95a3", 6), circle(0, -tall - 14, 7, OCHRE), cloth, stripe, leaf, x=x, y=y
    )


def ground_floor(w: float, h: float) -> str:
    """The town hall's stone floor with its arcade and the wide door."""
    stone = rect(0, -h, w, h, "#e4d7c1") + "".join(
        line([(8, at), (w - 8, at)], "#c8b89e", 2, opacity=0.6) for at in range(-int(h) + 22, -10, 24)
    )
    arches = []
    for i, at in enumerate((0.12, 0.31, 0.5, 0.69, 0.88)):
        wide = w * 0.125
        left = w * at - wide / 2
        arches.append(arch(left - 8, 0, wide + 16, h * 0.84, "#c8b89e") + arch(left, 0, wide, h * 0.78, "#4a5a6b"))
        if i == 2:
            arches.append(
                arch(left + 6, 0, wide - 12, h * 0.72, "#7b4a35") + line([(w / 2, 0), (w / 2, -h * 0.7)], "#5a3526", 3)
            )
        else:
            arches.append(
                arch(left + 6, -20, wide - 12, h * 0.7, GLASS)
                + rect(left + wide / 2 - 2, -h * 0.72, 4, h * 0.6, "#4a5a6b")
            )
    return stone + "".join(arches)


def upper_floor(w: float, y: float, h: float, glass: str) -> str:
    """One half-timbered storey of the town hall, standing out a little over the one below."""
    left, wide = -14, w + 28
    parts = [
        rect(left, y - h, wide, h, CREAM),
        timber_frame(left, y, wide, h, 10),
        rect(left, y - 4, wide, 10, INK, opacity=0.18),
    ]
    step = wide / 10
    parts += [
        window(left + step * (i + 0.5) - 19, y - h * 0.8, 38, h * 0.44, glass, None, True) for i in (1, 2, 3, 6, 7, 8)
    ]
    return "".join(parts)


def town_hall(x: float, y: float, scale: float = 1, glass: str = GLASS) -> str:
    """The half-timbered town hall: 620 wide, about 640 high with its turret."""
    w = 620
    base = shadow(w / 2, 4, w * 0.6, 16) + ground_floor(w, 150)
    floor = upper_floor(w, -150, 120, glass)
    roof = tiles(-40, -270, w + 80, 170, 70, ROOF, 7)
    dormers = "".join(dormer(at, -316, glass) for at in (90, 460))
    return group(
        base, floor, turret(w / 2, -430), roof, dormers, front_gable(w / 2, -268, glass), x=x, y=y, scale=scale
    )


def dormer(x: float, y: float, glass: str) -> str:
    return (
        rect(x, y - 52, 70, 56, CREAM)
        + window(x + 17, y - 40, 36, 34, glass)
        + polygon([(x - 14, y - 48), (x + 35, y - 92), (x + 84, y - 48)], "#96443a")
    )


def front_gable(x: float, y: float, glass: str) -> str:
    """The gable over the town hall's door, with the clock."""
    w, left = 210, x - 105
    wall = rect(left, y - 62, w, 62, CREAM) + polygon([(left, y - 60), (x, y - 200), (left + w, y - 60)], CREAM)
    beams = (
        timber_frame(left, y, w, 66, 4)
        + rect(left + 32, y - 108, w - 64, 8, TIMBER)
        + rect(x - 4, y - 190, 8, 40, TIMBER)
    )
    panes = "".join(window(x + at, y - 54, 32, 34, glass) for at in (-74, -16, 42))
    return wall + beams + panes + clock(x, y - 122, 31) + roof_edges(left, y - 60, w, y - 206, ROOF)


def turret(x: float, y: float) -> str:
    return (
        rect(x - 34, y - 74, 68, 84, CREAM)
        + rect(x - 34, y - 74, 8, 84, TIMBER)
        + rect(x + 26, y - 74, 8, 84, TIMBER)
        + arch(x - 14, y - 12, 28, 50, "#4a5a6b")
        + path(f"M{x - 46} {y - 72} Q{x - 10} {y - 96} {x} {y - 168} Q{x + 10} {y - 96} {x + 46} {y - 72} Z", "#4f8577")
        + path(f"M{x} {y - 168} Q{x + 10} {y - 96} {x + 46} {y - 72} L{x} {y - 72} Z", "#3c6c62")
        + line([(x, y - 168), (x, y - 206)], "#8d95a3", 4)
        + hazel_leaf(x, y - 214, 0.3, 0, OCHRE, "#b98526")
    )


def church(x: float, y: float, scale: float = 1, wall: str = "#eadfcb", glass: str = "#6f8fa8") -> str:
    """A village church: tower with a slim copper spire, nave to its right."""
    nave = rect(70, -130, 200, 130, wall) + tiles(60, -128, 224, 96, 26, "#a5594a", 4)
    panes = "".join(arch(100 + i * 56, -34, 28, 72, glass) for i in range(3))
    tower = rect(-10, -250, 92, 250, "#e0d3bb") + rect(62, -250, 20, 250, INK, opacity=0.08)
    spire = path("M-20 -248 L36 -440 L92 -248 Z", "#5b9484") + path("M36 -440 L92 -248 L36 -248 Z", "#447769")
    details = clock(36, -206, 20) + arch(24, -120, 24, 46, glass) + arch(16, 0, 40, 66, "#6b4a38")
    cross = line([(36, -440), (36, -474)], INK, 4) + line([(26, -462), (46, -462)], INK, 4)
    return group(shadow(120, 4, 180, 12), nave, panes, tower, spire, details, cross, x=x, y=y, scale=scale)


def arch_bridge(x: float, y: float, w: float, spans: int = 3, h: float = 110, color: str = "#cdbfa8") -> str:
    """The old stone bridge; y is the water line, the road rises in the middle."""
    step = w / spans
    top = f"M{x} {y - h * 0.72} Q{x + w / 2} {y - h * 1.35} {x + w} {y - h * 0.72}"
    holes = "".join(
        f" h{-step * 0.14:.1f} a{step * 0.36:.1f} {h * 0.66:.1f} 0 0 0 {-step * 0.72:.1f} 0 h{-step * 0.14:.1f}"
        for _ in range(spans)
    )
    body = path(f"{top} L{x + w} {y}{holes} Z", color)
    joints = "".join(
        line([(x + step * (i + 0.5) - 9, y - h * 0.74), (x + step * (i + 0.5) + 9, y - h * 0.74)], "#b3a58c", 10)
        for i in range(spans)
    )
    return body + joints + stroke(top, "#a99a81", 14) + stroke(top, "#e6dcc8", 6)


def turbine(x: float, y: float, scale: float = 1, turn: float = 10, color: str = WHITE) -> str:
    blades = "".join(
        f'<path d="M-3 0 C-9 -50 -6 -90 0 -128 C5 -90 6 -40 3 0 Z" fill="{color}" transform="rotate({turn + i * 120})"/>'
        for i in range(3)
    )
    mast = path("M-6 0 L-3 -300 L3 -300 L6 0 Z", color)
    return group(mast, group(blades, circle(0, 0, 8, "#d5dbe2"), y=-300), x=x, y=y, scale=scale)


def stall(
    x: float,
    y: float,
    color: str = "#c4634a",
    goods: tuple[str, ...] = ("#d95f5f", "#e9b552", "#6f9e57"),
    w: float = 280,
) -> str:
    """A market stall with a striped awning and boxes of fruit."""
    posts = "".join(rect(at, -310, 9, 310, "#8a6a4f") for at in (14, w - 23))
    stripes = "".join(
        path(
            f"M{i * w / 8:.1f} -322 h{w / 8:.1f} v46 a{w / 16:.1f} 18 0 0 1 {-w / 8:.1f} 0 z",
            color if i % 2 == 0 else CREAM,
        )
        for i in range(8)
    )
    top = polygon([(16, -360), (w - 16, -360), (w, -322), (0, -322)], color)
    table = (
        rect(6, -104, w - 12, 14, "#a9825f", 3)
        + rect(14, -90, w - 28, 90, "#c39b74")
        + rect(14, -90, w - 28, 12, INK, opacity=0.12)
    )
    return group(shadow(w / 2, 3, w * 0.56, 12), posts, table, crates(w, goods), top, stripes, x=x, y=y)


def crates(w: float, goods: tuple[str, ...]) -> str:
    parts = []
    wide = (w - 40) / len(goods)
    for i, color in enumerate(goods):
        left = 20 + i * wide
        for row, lift in ((0, 138), (1, 126)):
            parts += [
                circle(
                    left + 13 + k * 19 + row * 8, -lift, 11, color, stroke=WHITE, stroke_width=1.4, stroke_opacity=0.5
                )
                for k in range(int((wide - 20) // 19))
            ]
        parts.append(rect(left, -128, wide - 8, 26, "#b98f63", 2) + rect(left, -117, wide - 8, 3, "#8a6a4f"))
    return "".join(parts)


def lamp(x: float, y: float, tall: float = 210, lit: bool = False) -> str:
    glow = circle(0, -tall, 64, LIT, opacity=0.28) + circle(0, -tall, 110, LIT, opacity=0.12) if lit else ""
    return group(
        glow,
        shadow(0, 2, 18, 4),
        rect(-4, -tall, 8, tall, INK, 3),
        rect(-9, -12, 18, 12, INK, 3),
        path(f"M-16 {-tall} h32 l-5 -34 h-22 z", LIT if lit else CREAM),
        path(f"M-18 {-tall - 32} h36 l-18 -16 z", INK),
        x=x,
        y=y,
    )


def bench(x: float, y: float, scale: float = 1) -> str:
    slats = "".join(rect(-70, at, 140, 9, "#a9734a", 3) for at in (-74, -61, -48, -34))
    legs = "".join(line([(at, 0), (at, -72)], INK, 6) for at in (-56, 56))
    return group(shadow(0, 2, 82, 7), legs, slats, x=x, y=y, scale=scale)


def sign(x: float, y: float, text: str, w: float = 150, color: str = DARK_LEAF) -> str:
    """A sign on two posts."""
    posts = "".join(rect(at, -120, 8, 120, "#8d95a3") for at in (-w / 2 + 14, w / 2 - 22))
    label = words(0, -112, text, 30)
    return group(posts, rect(-w / 2, -152, w, 58, color, 8), label, x=x, y=y)


def fence(x: float, y: float, w: float, color: str = WHITE) -> str:
    count = int(w // 26)
    pales = "".join(path(f"M{x + i * 26} {y} v-50 l7 -9 l7 9 v50 z", color) for i in range(count))
    return rect(x - 4, y - 42, w, 7, color, 2) + rect(x - 4, y - 20, w, 7, color, 2) + pales


def pool_ladder(x: float, y: float) -> str:
    return stroke(
        f"M{x} {y + 70} V{y - 20} q0 -28 24 -28 M{x + 40} {y + 70} V{y - 20} q0 -28 24 -28", "#dfe6ec", 7
    ) + "".join(line([(x, y + at), (x + 40, y + at)], "#dfe6ec", 6) for at in (8, 34, 60))


def solar(x: float, y: float, w: float, h: float, columns: int = 4) -> str:
    """Panels on a roof, leaning like it."""
    cells = "".join(
        line([(x + w * i / columns + h * 0.15, y - h), (x + w * i / columns - 2, y)], "#7fa6c9", 1.6)
        for i in range(1, columns)
    )
    return (
        polygon([(x, y), (x + h * 0.15, y - h), (x + w + h * 0.15, y - h), (x + w, y)], "#2f4b73")
        + cells
        + line([(x + h * 0.08, y - h / 2), (x + w + h * 0.08, y - h / 2)], "#7fa6c9", 1.6)
    )


def puddle(x: float, y: float, rx: float) -> str:
    return ellipse(x, y, rx, rx * 0.18, GLASS, opacity=0.6)
