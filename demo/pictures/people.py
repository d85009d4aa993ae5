"""People and animals: calm figures without faces, in many skins, clothes and ages."""

from demo.pictures.pen import (
    BRICK,
    CREAM,
    INK,
    OCHRE,
    PETROL,
    Point,
    circle,
    ellipse,
    group,
    line,
    path,
    rect,
    shadow,
    stroke,
)

SKIN = ("#f2cdb0", "#e0ac84", "#b97f57", "#8a5a3c")
HAIR = ("#4a362b", "#2a2430", "#b5793f", "#d9c7a0", "#9a9a9c", "#7a3f2c")


def hair(style: str, color: str) -> str:
    """Hair or head cover around a head of radius 20 at the origin."""
    cap = "M-21 2 C-25 -30 25 -30 21 2 C14 -10 -6 -14 -21 2 Z"
    shapes = {
        "short": path(cap, color),
        "bob": path(
            "M-22 14 C-32 -34 32 -34 22 14 C20 18 15 16 15 10 C18 -8 0 -12 -8 -12 C-14 -8 -16 2 -15 12 C-16 18 -21 18 -22 14 Z",
            color,
        ),
        "long": path(
            "M-22 34 C-34 -38 34 -38 23 34 C20 40 14 38 14 30 C20 -8 0 -12 -8 -12 C-15 -6 -16 10 -14 32 C-15 40 -21 40 -22 34 Z",
            color,
        ),
        "bun": path(cap, color) + circle(6, -25, 10, color),
        "curly": "".join(circle(x, y, 10, color) for x, y in ((-17, -6), (-12, -17), (0, -21), (12, -17), (18, -5))),
        "scarf": path("M-22 30 C-32 -36 32 -36 22 30 C12 40 -12 40 -22 30 Z", color) + ellipse(3, 2, 13, 16, SKIN[1]),
        "cap": path(cap, color) + path("M10 -10 h26 q4 8 -8 8 h-18 z", color),
        "helmet": path("M-24 -2 C-24 -34 24 -34 25 -2 Z", color),
        "bald": "",
    }
    return shapes[style]


def person(
    x: float,
    y: float,
    scale: float = 1,
    top: str = PETROL,
    bottom: str = INK,
    skin: int = 0,
    hair_style: str = "short",
    hair_color: str = HAIR[0],
    hands: tuple[Point, Point] = ((-34, -92), (34, -92)),
    dress: bool = False,
    stride: float = 10,
    flip: bool = False,
    shoes: str = "#3a3340",
) -> str:
    """A standing or walking figure, 200 units high; `hands` says where the hands are."""
    tone = SKIN[skin]
    legs = "".join(
        line(
            [(side * 9, -82), (side * (9 + stride * 0.4), -42), (side * (9 + stride), -5)],
            tone if dress else bottom,
            15,
        )
        + line([(side * (9 + stride), -4), (side * (9 + stride) + 9, -4)], shoes, 10)
        for side in (-1, 1)
    )
    trunk = path("M-25 -136 Q-25 -152 -8 -152 H8 Q25 -152 25 -136 L23 -76 Q0 -70 -23 -76 Z", top)
    skirt = path("M-22 -96 L22 -96 L36 -36 Q0 -28 -36 -36 Z", bottom) if dress else ""
    arms = arm(-1, hands[0], top, tone) + arm(1, hands[1], top, tone)
    head = rect(-7, -164, 14, 20, tone, 6) + circle(0, -178, 20, tone)
    hood = group(hair(hair_style, hair_color), y=-178)
    return group(shadow(0, 0, 34, 6), legs, skirt, trunk, skirt, arms, head, hood, x=x, y=y, scale=scale, flip=flip)


def arm(side: int, hand: Point, sleeve: str, skin: str) -> str:
    """From shoulder to hand with a soft elbow."""
    sx, sy = side * 21, -139
    hx, hy = hand
    ex, ey = (sx + hx) / 2 + side * 7, (sy + hy) / 2 + 6
    return line([(sx, sy), (ex, ey), (hx, hy)], sleeve, 13) + circle(hx, hy, 7.5, skin)


def child(x: float, y: float, scale: float = 1, **look: object) -> str:
    """A child: the same figure smaller, its head a little bigger."""
    return person(x, y, scale * 0.64, **look)  # type: ignore[arg-type]


def sitting(
    x: float,
    y: float,
    scale: float = 1,
    top: str = BRICK,
    bottom: str = INK,
    skin: int = 0,
    hair_style: str = "short",
    hair_color: str = HAIR[0],
    hands: tuple[Point, Point] = ((30, -44), (40, -44)),
    flip: bool = False,
) -> str:
    """A figure seen from the side, sitting at seat height y."""
    tone = SKIN[skin]
    legs = line([(0, -8), (48, -8), (50, 56)], bottom, 17) + line([(50, 58), (62, 58)], "#3a3340", 10)
    trunk = path("M-20 4 L-18 -66 Q-16 -80 0 -80 Q18 -80 19 -66 L20 4 Z", top)
    arms = "".join(line([(2, -64), (16, -40), hand], top, 12) + circle(hand[0], hand[1], 7, tone) for hand in hands)
    head = rect(-5, -92, 13, 18, tone, 5) + circle(3, -106, 20, tone) + group(hair(hair_style, hair_color), x=3, y=-106)
    return group(legs, trunk, arms, head, x=x, y=y, scale=scale, flip=flip)


def bust(
    x: float,
    y: float,
    scale: float = 1,
    top: str = PETROL,
    skin: int = 0,
    hair_style: str = "short",
    hair_color: str = HAIR[0],
) -> str:
    """Somebody behind a table, seen from the chest upwards; y is the table's edge."""
    tone = SKIN[skin]
    body = path("M-38 4 Q-40 -62 -12 -64 H12 Q40 -62 38 4 Z", top)
    head = rect(-8, -76, 16, 20, tone, 6) + circle(0, -92, 21, tone) + group(hair(hair_style, hair_color), y=-92)
    return group(body, head, x=x, y=y, scale=scale)


def bicycle(color: str = BRICK) -> str:
    """A bicycle around its rear hub, wheels of radius 36."""
    wheels = "".join(
        circle(at, 0, 36, "none", stroke=INK, stroke_width=5)
        + circle(at, 0, 4, INK)
        + "".join(
            line([(at, 0), (at + dx, dy)], "#9aa3b2", 1.4)
            for dx, dy in ((0, 33), (0, -33), (33, 0), (-33, 0), (23, 23), (-23, -23))
        )
        for at in (0, 112)
    )
    frame = line([(0, 0), (48, 4), (94, -52), (34, -48), (0, 0)], color, 6) + line([(48, 4), (30, -60)], color, 6)
    fork = line([(112, 0), (92, -62), (102, -72)], color, 6) + line([(18, -64), (42, -62)], INK, 8)
    return wheels + frame + fork + circle(48, 4, 9, INK)


def cyclist(
    x: float,
    y: float,
    scale: float = 1,
    frame: str = BRICK,
    top: str = PETROL,
    bottom: str = INK,
    skin: int = 0,
    helmet: str | None = OCHRE,
    hair_style: str = "bob",
    hair_color: str = HAIR[0],
    flip: bool = False,
) -> str:
    """Somebody on a bicycle; y is the ground."""
    tone = SKIN[skin]
    back_leg = line([(32, -66), (66, -40), (44, 12)], bottom, 14, opacity=0.75)
    front_leg = line([(32, -68), (72, -44), (56, -4)], bottom, 15) + line([(54, 0), (68, 0)], "#3a3340", 9)
    trunk = path("M18 -62 Q26 -116 50 -128 Q70 -130 70 -112 Q64 -84 46 -60 Z", top)
    reach = line([(58, -116), (82, -92), (102, -76)], top, 12) + circle(103, -75, 7, tone)
    head = line([(62, -126), (68, -140)], tone, 13) + circle(72, -150, 19, tone)
    cover = group(hair(hair_style, hair_color), hair("helmet", helmet) if helmet else "", x=72, y=-150)
    return group(
        shadow(56, 36, 92, 7),
        back_leg,
        bicycle(frame),
        front_leg,
        trunk,
        head,
        cover,
        reach,
        x=x,
        y=y - 36 * scale,
        scale=scale,
        flip=flip,
    )


def dog(x: float, y: float, scale: float = 1, color: str = "#b07a4a", flip: bool = False) -> str:
    """A friendly dog with hanging ears and a collar."""
    legs = "".join(
        line([(at, -34), (at + lean, -3)], color, 11) for at, lean in ((-38, -4), (-26, 3), (28, -2), (40, 4))
    )
    body = path(
        "M-50 -62 Q-50 -80 -28 -78 L28 -82 Q50 -84 50 -58 Q50 -34 34 -34 Q0 -28 -34 -32 Q-50 -36 -50 -62 Z", color
    )
    tail = stroke("M-46 -66 q-30 -10 -28 -40", color, 10)
    head = path("M34 -82 Q36 -118 62 -116 Q80 -114 82 -102 L98 -94 Q102 -82 88 -80 L66 -76 Q48 -70 38 -72 Z", color)
    ear = path("M46 -112 Q34 -102 40 -78 Q52 -76 58 -94 Z", "#8a5a34")
    collar = line([(38, -88), (50, -70)], BRICK, 8)
    face = circle(97, -92, 6, INK) + circle(72, -100, 3.6, INK)
    return group(shadow(0, 0, 64, 7), tail, legs, body, head, ear, collar, face, x=x, y=y, scale=scale, flip=flip)


def mouse(x: float, y: float, scale: float = 1) -> str:
    """Die Haselmaus: round, brown, with a bushy tail; it sits and faces us."""
    fur, pale = "#c98f55", "#f4dfc2"
    tail = stroke("M70 -20 C170 -10 190 -110 140 -150", fur, 40) + stroke(
        "M74 -20 C160 -16 176 -100 140 -146", "#dba76d", 14
    )
    body = ellipse(0, -78, 92, 92, fur) + ellipse(0, -62, 60, 70, pale)
    feet = "".join(ellipse(side * 48, -4, 34, 15, "#e7b9a0") for side in (-1, 1))
    ears = "".join(circle(side * 62, -262, 36, fur) + circle(side * 62, -260, 22, "#e9b7a4") for side in (-1, 1))
    head = ellipse(0, -204, 88, 76, fur) + ellipse(0, -180, 52, 42, pale)
    eyes = "".join(circle(side * 36, -216, 14, INK) + circle(side * 36 + 5, -221, 4.6, "#fff") for side in (-1, 1))
    nose = ellipse(0, -190, 11, 8, "#b5533f") + stroke("M0 -182 v8 q-2 10 -16 10 M0 -174 q2 10 16 10", INK, 3)
    whiskers = "".join(
        stroke(f"M{side * 26} {-184 + at} q{side * 36} {at - 4} {side * 70} {at * 2 - 6}", INK, 2, opacity=0.5)
        for side in (-1, 1)
        for at in (-4, 6)
    )
    return group(shadow(10, 8, 150, 16), tail, body, feet, ears, head, eyes, whiskers, nose, x=x, y=y, scale=scale)


def newspaper(x: float, y: float, scale: float = 1) -> str:
    """An open school newspaper, seen from outside."""
    sheet = path("M-150 -96 Q-76 -112 0 -92 Q76 -112 150 -96 V70 Q76 54 0 74 Q-76 54 -150 70 Z", CREAM)
    fold = line([(0, -92), (0, 74)], "#cfc3ac", 3)
    text = "".join(
        line([(at, top), (at + 54, top)], "#9aa3b2", 5) for at in (-134, -70, 16, 80) for top in range(-10, 50, 15)
    )
    head = (
        rect(-134, -76, 118, 30, BRICK, 4)
        + rect(18, -78, 116, 52, "#a8c67c", 4)
        + circle(48, -52, 14, OCHRE)
        + path("M60 -28 l30 -36 l40 36 z", "#3f7556")
    )
    return group(sheet, fold, text, head, x=x, y=y, scale=scale)
