"""Pictures for the school newspaper: one function per picture, its name is the picture's slug."""

from demo.pictures import people
from demo.pictures.composition import big_window, pendant, plant, room
from demo.pictures.nature import hazel_branch, hazelnut
from demo.pictures.pen import (
    ASPHALT,
    BRICK,
    INK,
    OCHRE,
    PETROL,
    ROSE,
    SKY_BLUE,
    WHITE,
    WIDTH,
    circle,
    ellipse,
    faded_path,
    faded_rect,
    group,
    line,
    polygon,
    rect,
    shadow,
    stroke,
)


def haselmaus() -> str:
    back = faded_rect(0, 0, WIDTH, 1000, "#cfe6d2", "#f4efd6") + "".join(
        circle((i * 223) % 1600, (i * 131) % 700, 26 + i * 7 % 60, WHITE, opacity=0.22) for i in range(24)
    )
    floor = faded_path("M-20 760 Q800 700 1620 770 V1010 H-20 Z", "#a5c976", "#7eae60")
    desk = "".join(
        rect(at, y, w, 36, color, 4) + rect(at + 18, y + 12, w * 0.4, 10, WHITE, opacity=0.5)
        for at, y, w, color in ((560, 880, 480, BRICK), (590, 844, 420, PETROL), (570, 808, 450, OCHRE))
    )
    star = (
        people.mouse(800, 808, 1.55)
        + people.newspaper(800, 690, 1.5)
        + "".join(ellipse(800 + side * 214, 690, 30, 40, "#c98f55") for side in (-1, 1))
    )
    pencil = group(
        rect(0, -16, 300, 32, OCHRE),
        rect(0, -16, 300, 10, "#f3cf82"),
        rect(-40, -16, 44, 32, ROSE, 8),
        polygon([(300, -16), (356, 0), (300, 16)], "#f2d9b5"),
        polygon([(338, -5), (356, 0), (338, 5)], INK),
        x=0,
        y=0,
    )
    things = (
        f'<g transform="translate(1130 890) rotate(-14)">{pencil}</g>'
        + hazelnut(300, 850, 1.7, -12)
        + hazelnut(410, 872, 1.4, 10)
        + hazelnut(230, 896, 1.2, 24)
    )
    return (
        back
        + floor
        + shadow(800, 918, 300, 20)
        + desk
        + star
        + things
        + hazel_branch(-10, 30, 1.1)
        + hazel_branch(1620, 50, 1, True)
    )


def mensa() -> str:
    back = (
        room(("#f6e9d0", "#f0dcb6"), ("#c9a57e", "#ab855e"), 660)
        + big_window(100, 130, 360, 300)
        + big_window(560, 130, 360, 300)
    )
    hatch = (
        rect(1040, 150, 480, 330, "#5b6b82", 8)
        + rect(1040, 470, 480, 34, "#c3ccd6", 6)
        + people.bust(1200, 470, 1.5, WHITE, 1, "scarf", WHITE)
        + people.bust(1390, 470, 1.5, WHITE, 0, "cap", BRICK)
        + "".join(
            ellipse(1090 + i * 96, 464, 36, 14, color)
            for i, color in enumerate((BRICK, "#8fb05c", OCHRE, "#d98a5f", "#8fb05c"))
        )
        + rect(1060, 500, 440, 160, "#e6dac6")
    )
    rear = lunch_table(
        120, 700, 1.1, ((OCHRE, 0, "long"), (SKY_BLUE, 3, "curly"), ("#8fb05c", 1, "short"))
    ) + lunch_table(660, 700, 1.1, ((BRICK, 2, "bun"), ("#8d6a9f", 0, "bob"), (PETROL, 1, "scarf")))
    front = lunch_table(260, 900, 1.5, ((ROSE, 1, "curly"), (PETROL, 0, "short"), (OCHRE, 3, "short"))) + lunch_table(
        900, 900, 1.5, (("#8fb05c", 0, "bob"), (BRICK, 2, "scarf"), (SKY_BLUE, 0, "long"))
    )
    return (
        back
        + hatch
        + rear
        + front
        + pendant(300, 120)
        + pendant(760, 120)
        + people.child(1480, 960, 1.7, top=OCHRE, hair_style="cap", hair_color=PETROL, hands=((-34, -110), (34, -110)))
        + tray(1434, 832)
    )


def lunch_table(x: float, y: float, scale: float, guests: tuple[tuple[str, int, str], ...]) -> str:
    seats = "".join(
        people.bust(70 + i * 120, 0, 0.95, top, skin, style, people.HAIR[(i * 3 + skin) % 6])
        for i, (top, skin, style) in enumerate(guests)
    )
    meals = "".join(
        ellipse(70 + i * 120, 8, 40, 9, WHITE)
        + ellipse(62 + i * 120, 5, 15, 5, "#8fb05c")
        + ellipse(82 + i * 120, 6, 14, 5, BRICK)
        for i in range(3)
    )
    legs = line([(40, 20), (30, 108)], ASPHALT, 9) + line([(340, 20), (350, 108)], ASPHALT, 9)
    return group(
        shadow(190, 108, 210, 9),
        legs,
        seats,
        rect(0, -2, 380, 24, "#d9b07f", 8),
        rect(0, 14, 380, 8, INK, 4, opacity=0.16),
        meals,
        x=x,
        y=y,
        scale=scale,
    )


def tray(x: float, y: float) -> str:
    return (
        rect(x, y, 92, 10, "#4a5672", 4)
        + ellipse(x + 36, y - 3, 28, 8, WHITE)
        + ellipse(x + 36, y - 7, 16, 6, OCHRE)
        + rect(x + 70, y - 22, 14, 22, "#b9dce8", 3)
    )


def werkstatt() -> str:
    back = (
        room(("#dfe6e6", "#d0dada"), ("#b7a58e", "#9a8870"), 700)
        + big_window(1110, 120, 390, 330)
        + board()
        + pendant(360, 120)
        + pendant(1060, 120)
    )
    makers = (
        people.bust(320, 770, 2.1, OCHRE, 0, "long", people.HAIR[2])
        + people.bust(640, 770, 2.1, PETROL, 3, "curly", people.HAIR[1])
        + people.bust(1000, 770, 2.1, ROSE, 1, "scarf", "#8d6a9f")
        + people.bust(1310, 770, 2.1, "#8fb05c", 0, "short", people.HAIR[5])
    )
    legs = "".join(rect(at, 804, 44, 160, "#8a5a3c") for at in (130, 1426))
    table = (
        shadow(800, 966, 760, 20)
        + legs
        + rect(80, 770, 1440, 36, "#b98a5f", 8)
        + rect(80, 796, 1440, 10, INK, 4, opacity=0.14)
    )
    things = (
        robot(480, 770, scale=1.3)
        + robot(1160, 770, "#d9573f", 1.3)
        + group(laptop(0, 0), x=740, y=772, scale=1.25)
        + screws(200, 768)
    )
    return back + makers + table + things + toolbox(340, 958) + plant(1550, 950, 1.2)


def board() -> str:
    """The wall with the tools and the plan of what is being built."""
    hammer = line([(190, 220), (190, 330)], "#8a6a4f", 12) + rect(158, 196, 66, 36, ASPHALT, 6)
    driver = line([(300, 200), (300, 262)], BRICK, 18) + line([(300, 262), (300, 340)], "#aab2bf", 7)
    wrench = stroke("M400 340 V240 M378 200 q0 38 22 38 q22 0 22 -38", "#aab2bf", 14)
    saw = polygon([(460, 220), (590, 250), (590, 290), (460, 300)], "#c3ccd6") + rect(446, 214, 34, 90, OCHRE, 8)
    plan = rect(660, 160, 360, 230, "#3f6f8f", 6) + "".join(
        circle(760, 275, r, "none", stroke=WHITE, stroke_width=4) for r in (56, 18)
    )
    notes = "".join(
        line([(850, at), (850 + long, at)], WHITE, 4) for at, long in ((220, 130), (260, 96), (300, 120), (340, 70))
    )
    return rect(100, 150, 520, 240, "#c3a27f", 6) + hammer + driver + wrench + saw + plan + notes


def robot(x: float, y: float, color: str = SKY_BLUE, scale: float = 1) -> str:
    wheels = (
        circle(-44, -20, 20, INK)
        + circle(44, -20, 20, INK)
        + circle(-44, -20, 8, "#aab2bf")
        + circle(44, -20, 8, "#aab2bf")
    )
    body = rect(-60, -86, 120, 62, color, 12) + rect(-36, -140, 72, 58, "#e6ecf0", 12)
    face = (
        circle(-16, -112, 9, INK)
        + circle(16, -112, 9, INK)
        + line([(0, -140), (0, -164)], ASPHALT, 5)
        + circle(0, -168, 8, OCHRE)
    )
    buttons = "".join(circle(-30 + i * 30, -54, 7, tone) for i, tone in enumerate((OCHRE, WHITE, "#8fb05c")))
    return group(body, wheels, face, buttons, x=x, y=y, scale=scale)


def laptop(x: float, y: float) -> str:
    return (
        polygon([(x, y - 96), (x + 150, y - 96), (x + 160, y - 10), (x - 10, y - 10)], INK)
        + polygon([(x + 8, y - 88), (x + 142, y - 88), (x + 150, y - 18), (x, y - 18)], "#cfe5ec")
        + "".join(
            line([(x + 22, y - 74 + i * 15), (x + 22 + length, y - 74 + i * 15)], color, 5)
            for i, (length, color) in enumerate(((80, PETROL), (50, BRICK), (96, "#6f9e57"), (40, OCHRE)))
        )
        + rect(x - 30, y - 12, 210, 12, "#8d95a3", 5)
    )


def toolbox(x: float, y: float) -> str:
    handle = stroke("M-50 -90 V-124 H50 V-90", ASPHALT, 9)
    return group(
        shadow(0, 2, 120, 10),
        handle,
        rect(-110, -92, 220, 92, BRICK, 10),
        rect(-110, -60, 220, 10, INK, opacity=0.2),
        rect(-16, -70, 32, 26, OCHRE, 4),
        x=x,
        y=y,
    )


def screws(x: float, y: float) -> str:
    return "".join(
        rect(x + i * 26, y - 14 - 8 * (i % 2), 18, 14 + 8 * (i % 2), color, 4)
        for i, color in enumerate((ASPHALT, OCHRE, ASPHALT))
    )


SCENES = (haselmaus, mensa, werkstatt)
