"""Pictures of rooms in the town hall and the library: one function per picture, its name is the picture's slug."""

from random import Random

from demo.pictures import people
from demo.pictures.buildings import (
    flag,
)
from demo.pictures.composition import big_window, coat_of_arms, pendant, plant, room
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
    dice,
    ellipse,
    group,
    line,
    path,
    polygon,
    rect,
    shadow,
    words,
)

BOOKS = (BRICK, OCHRE, PETROL, "#8fb05c", SKY_BLUE, "#8d6a9f", ROSE, "#d98a5f", "#4a5672", "#c9b28a")


def ratssaal() -> str:
    back = (
        room(("#efe4d2", "#e4d5bd"), ("#b98a63", "#96694a"), 640)
        + "".join(big_window(at, 130, 220, 330) for at in (120, 1260))
        + "".join(rect(at, 0, 30, 640, "#8a5a3c", opacity=0.85) for at in (30, 400, 1170, 1540))
        + rect(0, 0, WIDTH, 34, "#7a4b35")
    )
    crest = rect(590, 90, 420, 300, "#fbf7ef", 10) + group(coat_of_arms(), x=800, y=236, scale=1.25)
    flags = flag(480, 640, 330) + flag(1080, 640, 330)
    mayor = (
        people.bust(800, 590, 1.2, PETROL, 0, "bob", people.HAIR[5])
        + people.bust(660, 590, 1.15, "#4a5672", 1, "short", people.HAIR[4])
        + people.bust(940, 590, 1.15, BRICK, 2, "bun", people.HAIR[1])
        + rect(560, 586, 480, 20, "#a9734a", 6)
        + rect(574, 604, 452, 90, "#8a5a3c")
        + rect(574, 604, 452, 14, INK, opacity=0.14)
    )
    left = council_row(
        110, 740, 1.2, ((OCHRE, 0, "bald"), ("#8d6a9f", 1, "long"), ("#6f8fb0", 3, "short"), ("#8fb05c", 0, "bun"))
    )
    right = council_row(
        930, 740, 1.2, ((ROSE, 0, "bob"), ("#3f7f86", 2, "curly"), ("#5b6b82", 0, "short"), (BRICK, 1, "scarf"))
    )
    audience = "".join(
        back_of_head(120 + i * 196, 1000, color, tint)
        for i, (color, tint) in enumerate(
            (
                (BRICK, 0),
                (SKY_BLUE, 1),
                ("#8fb05c", 4),
                (OCHRE, 2),
                ("#8d6a9f", 1),
                (PETROL, 5),
                (ROSE, 3),
                ("#4a5672", 0),
            )
        )
    )
    return back + crest + flags + mayor + left + right + audience


def council_row(x: float, y: float, scale: float, members: tuple[tuple[str, int, str], ...]) -> str:
    seats = "".join(
        people.bust(70 + i * 118, 0, 1, top, skin, style, people.HAIR[(i * 2 + skin) % 6])
        for i, (top, skin, style) in enumerate(members)
    )
    papers = "".join(
        polygon([(52 + i * 118, 0), (92 + i * 118, 0), (98 + i * 118, 14), (46 + i * 118, 14)], WHITE) for i in range(4)
    )
    desk = (
        rect(0, -2, 490, 18, "#b98a5f", 5) + rect(12, 16, 466, 78, "#9a6b4a") + rect(12, 16, 466, 12, INK, opacity=0.15)
    )
    return group(shadow(245, 96, 260, 10), seats, desk, papers, x=x, y=y, scale=scale)


def back_of_head(x: float, y: float, top: str, tint: int) -> str:
    return (
        path(f"M{x - 74} {y + 10} Q{x - 76} {y - 78} {x} {y - 82} Q{x + 76} {y - 78} {x + 74} {y + 10} Z", top)
        + rect(x - 14, y - 104, 28, 30, people.SKIN[tint % 4], 8)
        + circle(x, y - 124, 36, people.HAIR[tint])
    )


def buergerbuero() -> str:
    back = (
        room(("#e9eef0", "#dce5e6"), ("#c9bfae", "#b0a592"), 700)
        + big_window(90, 140, 300, 340)
        + rect(480, 110, 640, 90, PETROL, 12)
        + words(800, 172, "Bürgerbüro", 52)
        + pendant(430, 290)
        + pendant(1170, 290)
    )
    poster = rect(1240, 150, 230, 310, WHITE, 6) + group(coat_of_arms(), x=1355, y=296, scale=1)
    clerks = people.bust(560, 600, 1.5, "#8fb05c", 1, "long", people.HAIR[0]) + people.bust(
        1010, 600, 1.5, "#6f8fb0", 0, "short", people.HAIR[2]
    )
    desk = (
        shadow(790, 838, 520, 18)
        + rect(320, 596, 940, 30, "#c39b74", 8)
        + rect(344, 626, 892, 206, "#f4ede0")
        + "".join(rect(372 + i * 216, 652, 190, 154, "#e6dac6", 6) for i in range(4))
        + screen(660, 596)
        + screen(1110, 596)
        + passport(470, 586)
    )
    guests = (
        people.person(450, 940, 1.55, BRICK, "#4a5672", 0, "bob", people.HAIR[3], ((-34, -96), (34, -150)))
        + people.person(1180, 944, 1.55, OCHRE, INK, 3, "curly", people.HAIR[1], ((-40, -140), (32, -96)))
        + people.child(560, 950, 1.5, top=SKY_BLUE, hair_style="long", hair_color=people.HAIR[3])
    )
    return back + poster + clerks + desk + guests + plant(1450, 830, 1.5) + plant(190, 830, 1.3)


def screen(x: float, y: float) -> str:
    return (
        rect(x, y - 110, 130, 86, INK, 8)
        + rect(x + 8, y - 102, 114, 70, "#b9d6de", 4)
        + rect(x + 58, y - 26, 14, 24, ASPHALT)
        + rect(x + 32, y - 6, 66, 8, ASPHALT, 4)
    )


def passport(x: float, y: float) -> str:
    return polygon([(x, y), (x + 60, y), (x + 70, y + 14), (x - 8, y + 14)], BRICK) + polygon(
        [(x + 90, y), (x + 160, y), (x + 172, y + 14), (x + 84, y + 14)], WHITE
    )


def trauung() -> str:
    back = (
        room(("#f4e7d6", "#ecd9c2"), ("#c39b74", "#a57c56"), 680)
        + "".join(rect(at, 0, 26, 680, "#7a4b35") for at in (60, 470, 1104, 1514))
        + rect(0, 60, WIDTH, 24, "#7a4b35")
        + big_window(160, 170, 250, 340)
        + big_window(1190, 170, 250, 340)
        + group(coat_of_arms(), x=800, y=250, scale=1)
    )
    registrar = people.bust(800, 660, 1.6, "#4a5672", 0, "bun", people.HAIR[4])
    desk = (
        shadow(800, 800, 300, 14)
        + rect(540, 656, 520, 26, "#a9734a", 6)
        + rect(560, 682, 480, 116, "#8a5a3c")
        + open_book(720, 640)
        + "".join(
            circle(930 + dx, 632 + dy, 16, color)
            for dx, dy, color in (
                (0, 0, ROSE),
                (24, 6, WHITE),
                (12, -18, "#f3c14b"),
                (-16, -14, WHITE),
                (30, -16, ROSE),
            )
        )
        + path("M916 640 h50 l-8 18 h-34 z", "#bcd5dc")
    )
    pair = (
        people.person(650, 950, 1.7, WHITE, WHITE, 1, "long", people.HAIR[0], ((-34, -100), (50, -100)), dress=True)
        + people.person(820, 950, 1.75, PETROL, INK, 0, "short", people.HAIR[2], ((-50, -98), (34, -92)))
        + "".join(
            circle(590 + dx, 776 + dy, 15, color)
            for dx, dy, color in ((0, 0, ROSE), (18, 8, WHITE), (-14, 10, "#f3c14b"), (4, 20, ROSE))
        )
    )
    guests = (
        people.person(320, 956, 1.5, OCHRE, "#6b4f42", 0, "bob", people.HAIR[4], dress=True)
        + people.child(
            430, 960, 1.6, top=ROSE, bottom="#dc8a8a", hair_style="long", hair_color=people.HAIR[3], dress=True
        )
        + people.person(1180, 956, 1.55, "#6f8fb0", INK, 2, "bald")
        + people.person(1310, 958, 1.5, "#8fb05c", "#3f7556", 1, "scarf", OCHRE, dress=True)
    )
    return back + registrar + desk + guests + pair + plant(110, 830, 1.3) + plant(1500, 840, 1.3)


def buecherei() -> str:
    back = room(("#f3e6d2", "#ecd9bc"), ("#c39b74", "#a57c56"), 720) + big_window(640, 150, 320, 330)
    shelves = bookcase(60, 720, 480, 5, 2) + bookcase(1060, 720, 480, 5, 7)
    seat = (
        rect(620, 590, 360, 26, "#a9734a", 6)
        + rect(640, 616, 320, 104, "#8a5a3c")
        + "".join(rect(650 + i * 104, 566, 96, 30, color, 12) for i, color in enumerate((BRICK, OCHRE, "#8fb05c")))
    )
    reader = people.sitting(720, 580, 1.1, ROSE, "#4a5672", 0, "long", people.HAIR[2], ((58, -44), (66, -42))) + book(
        772, 500, PETROL
    )
    rug = (
        ellipse(800, 890, 460, 84, "#d98a5f")
        + ellipse(800, 890, 380, 66, "#f0d2a4")
        + ellipse(800, 890, 300, 50, "#d98a5f")
    )
    circle_ = (
        cushion(600, 860, BRICK)
        + cushion(990, 866, "#8fb05c")
        + cushion(870, 830, PETROL)
        + people.sitting(600, 860, 0.95, OCHRE, INK, 3, "curly", people.HAIR[1], ((44, -30), (52, -28)))
        + people.sitting(990, 866, 0.92, SKY_BLUE, "#4a5672", 1, "short", people.HAIR[0], ((40, -36), (50, -36)), True)
        + people.sitting(870, 830, 0.85, "#8fb05c", "#5a4335", 0, "bob", people.HAIR[3], ((38, -40), (46, -38)), True)
        + open_book(650, 806)
        + open_book(790, 800)
    )
    librarian = (
        people.person(
            1290, 900, 1.3, PETROL, "#4a5672", 2, "bun", people.HAIR[1], ((-34, -112), (30, -116)), dress=True
        )
        + stack(1256, 740)
        + people.person(250, 900, 1.28, "#8d6a9f", INK, 0, "short", people.HAIR[4], ((-34, -92), (56, -176)))
    )
    return (
        back
        + shelves
        + seat
        + reader
        + rug
        + circle_
        + librarian
        + plant(580, 730, 0.9)
        + plant(1500, 940, 1.3)
        + pendant(400)
        + pendant(1200)
    )


def cushion(x: float, y: float, color: str) -> str:
    return (
        shadow(x, y + 58, 56, 8)
        + rect(x - 44, y + 4, 88, 56, color, 22)
        + rect(x - 36, y + 8, 72, 12, WHITE, 6, opacity=0.25)
    )


def bookcase(x: float, y: float, w: float, rows: int, seed: int) -> str:
    chance = dice(seed)
    tall = rows * 116 + 16
    parts = [
        shadow(x + w / 2, y + 2, w * 0.54, 10),
        rect(x, y - tall, w, tall, "#a9734a", 4),
        rect(x + 14, y - tall + 14, w - 28, tall - 20, "#7a4f36"),
    ]
    for row in range(rows):
        foot = y - 10 - row * 116
        parts.append(rect(x + 8, foot - 2, w - 16, 12, "#b98a5f") + books(x + 20, foot - 2, w - 40, chance))
    return "".join(parts)


def books(x: float, y: float, w: float, chance: Random) -> str:
    parts, at = [], x
    while at < x + w - 30:
        if chance.random() < 0.08:
            at += 34
            continue
        wide, tall, color = chance.randint(14, 28), chance.randint(62, 92), chance.choice(BOOKS)
        parts.append(
            rect(at, y - tall, wide - 2, tall, color, 2) + rect(at + 3, y - tall + 14, wide - 8, 5, WHITE, opacity=0.5)
        )
        at += wide
    return "".join(parts)


def book(x: float, y: float, color: str) -> str:
    return polygon([(x, y), (x + 36, y - 12), (x + 44, y + 34), (x + 8, y + 46)], color) + line(
        [(x + 12, y + 8), (x + 30, y + 2)], WHITE, 4
    )


def open_book(x: float, y: float) -> str:
    return path(
        f"M{x - 30} {y - 8} Q{x - 14} {y - 18} {x} {y - 6} Q{x + 14} {y - 18} {x + 30} {y - 8} V{y + 22} Q{x + 14} {y + 12} {x} {y + 24} Q{x - 14} {y + 12} {x - 30} {y + 22} Z",
        WHITE,
        stroke="#b98a5f",
        stroke_width=3,
    )


def stack(x: float, y: float) -> str:
    return "".join(rect(x - 6 + (i % 2) * 6, y - i * 16, 78, 15, BOOKS[i], 3) for i in range(4))


SCENES = (ratssaal, buergerbuero, trauung, buecherei)
