"""Pictures of school, kindergarten and playground: one function per picture, its name is the picture's slug."""

from demo.pictures import people
from demo.pictures.buildings import bench, fence, solar, window
from demo.pictures.composition import far_hills, level, pavement
from demo.pictures.nature import cloud, conifer, flowers, grass, land, sky, sun, tree
from demo.pictures.pen import (
    BRICK,
    GLASS,
    INK,
    OCHRE,
    PETROL,
    ROSE,
    SKY_BLUE,
    WHITE,
    circle,
    faded_rect,
    group,
    line,
    path,
    polygon,
    rect,
    shadow,
    stroke,
)


def schule() -> str:
    back = sky("day") + cloud(340, 200, 1) + cloud(1180, 150, 1.1) + far_hills(base=620)
    lawn = land(level(690, 684, 690, 688, 692), "#a2c67e", "#7dae66")
    wing = school_wing(180, 720, 700, 3, 9, "#d8a98b") + school_wing(900, 720, 560, 2, 7, "#e8dcc8")
    hall = (
        faded_rect(800, 420, 150, 300, "#c7e0e8", "#93bfcd")
        + "".join(line([(800 + i * 30, 420), (800 + i * 30, 720)], WHITE, 5) for i in range(6))
        + rect(786, 400, 178, 26, PETROL, 4)
    )
    panels = "".join(solar(960 + i * 160, 516, 120, 34) for i in range(3))
    yard = pavement(718, top="#e7dfd0", bottom="#d3c7b3")
    trees = tree(110, 740, 1.15, "fresh", 3) + tree(1510, 742, 1.2, "green", 7)
    pupils = (
        people.child(520, 900, 1.25, top=OCHRE, hair_style="curly", hair_color=people.HAIR[1], skin=3)
        + people.child(600, 906, 1.28, top=SKY_BLUE, hair_style="long")
        + people.child(1010, 880, 1.2, top=BRICK, skin=1, hands=((-36, -150), (34, -92)))
        + people.child(1090, 888, 1.25, top="#8fb05c", hair_style="scarf", hair_color=PETROL)
        + people.child(1170, 882, 1.2, top="#8d6a9f", hair_style="short", hair_color=people.HAIR[2])
        + people.cyclist(220, 944, 0.95, SKY_BLUE, OCHRE, skin=1)
    )
    return (
        back
        + lawn
        + wing
        + panels
        + hall
        + yard
        + trees
        + bike_rack(1290, 860)
        + pupils
        + flowers(20, 770, 160, 40, 2, 14)
    )


def school_wing(x: float, y: float, w: float, floors: int, columns: int, wall: str) -> str:
    tall = floors * 92
    panes = [
        window(x + 22 + i * (w - 30) / columns, y - tall + 18 + floor * 92, (w - 30) / columns - 20, 56)
        for floor in range(floors)
        for i in range(columns)
    ]
    return (
        rect(x, y - tall, w, tall, wall)
        + rect(x - 10, y - tall - 16, w + 20, 20, "#8d95a3", 3)
        + "".join(panes)
        + rect(x, y - 12, w, 12, INK, opacity=0.15)
    )


def bike_rack(x: float, y: float) -> str:
    hoops = "".join(stroke(f"M{x + i * 50} {y} v-40 q0 -18 18 -18 q18 0 18 18 v40", "#8d95a3", 5) for i in range(5))
    return (
        hoops
        + group(people.bicycle(SKY_BLUE), x=x - 10, y=y - 26, scale=0.72)
        + group(people.bicycle("#3f7556"), x=x + 92, y=y - 24, scale=0.72)
    )


def kita() -> str:
    back = sky("summer") + sun(1330, 200, 56) + cloud(300, 200, 1.1) + cloud(860, 150, 0.8) + far_hills(base=600)
    lawn = land(level(680, 672, 668, 676, 684), "#b1d184", "#84b868")
    home = (
        rect(250, 470, 620, 220, "#f6d9a3")
        + rect(250, 660, 620, 30, "#d9a763")
        + polygon([(210, 478), (560, 330), (910, 478)], "#3f7f86")
        + rect(870, 520, 360, 170, "#f0e6d4")
        + rect(856, 504, 390, 22, "#3f7f86", 4)
    )
    panes = (
        "".join(window(290 + i * 130, 530, 84, 84, GLASS) for i in range(2))
        + "".join(window(690 + i * 90, 530, 60, 84) for i in range(2))
        + "".join(window(900 + i * 82, 556, 58, 66) for i in range(4))
    )
    entry = (
        rect(556, 540, 96, 150, WHITE, 6)
        + rect(564, 548, 38, 142, "#d9825f", 3)
        + rect(606, 548, 38, 142, "#d9825f", 3)
        + circle(560, 420, 34, WHITE)
        + stroke("M542 424 q18 20 36 0", BRICK, 5)
        + circle(550, 412, 4, INK)
        + circle(570, 412, 4, INK)
    )
    sand = path("M930 850 q150 -64 310 0 q30 60 -150 66 q-190 2 -160 -66 z", "#ecd6a0") + path(
        "M1040 850 l34 -46 l36 46 z", "#d9bd80"
    )
    kids = (
        people.child(1010, 884, 1.1, top=BRICK, hair_style="cap", hair_color=OCHRE, hands=((-34, -70), (34, -70)))
        + people.child(
            1160,
            880,
            1.1,
            top=SKY_BLUE,
            skin=3,
            hair_style="curly",
            hair_color=people.HAIR[1],
            hands=((-44, -76), (30, -80)),
        )
        + people.child(
            430, 872, 1.15, top="#8fb05c", hair_style="bob", hair_color=people.HAIR[2], hands=((-50, -150), (50, -150))
        )
        + people.person(330, 868, 0.98, "#8d6a9f", INK, 1, "long", hands=((-36, -92), (46, -104)))
    )
    return (
        back
        + tree(180, 690, 1.1, "fresh", 3)
        + tree(1340, 700, 1.25, "green", 4)
        + lawn
        + home
        + panes
        + entry
        + fence(0, 742, 230, "#f6efe0")
        + fence(1290, 752, 330, "#f6efe0")
        + sand
        + slide(640, 900)
        + kids
        + flowers(40, 800, 300, 160, 6, 30)
        + flowers(1290, 800, 280, 160, 8, 26)
    )


def slide(x: float, y: float) -> str:
    ladder = (
        line([(x, y), (x + 40, y - 190)], "#8a6a4f", 9)
        + line([(x + 46, y), (x + 84, y - 190)], "#8a6a4f", 9)
        + "".join(
            line([(x + 8 + i * 9, y - 40 * (i + 0.6)), (x + 54 + i * 9, y - 40 * (i + 0.6))], "#a9825f", 7)
            for i in range(4)
        )
    )
    chute = stroke(
        f"M{x + 84} {y - 186} C{x + 150} {y - 150} {x + 170} {y - 20} {x + 250} {y - 18}", "#d9573f", 22
    ) + stroke(f"M{x + 84} {y - 192} C{x + 154} {y - 158} {x + 174} {y - 30} {x + 250} {y - 28}", "#f08a70", 5)
    return shadow(x + 120, y + 2, 150, 12) + ladder + rect(x + 34, y - 200, 56, 14, "#a9825f", 4) + chute


def spielplatz() -> str:
    back = sky("summer") + sun(240, 190, 54) + cloud(620, 190, 0.9) + cloud(1250, 160, 1.1) + far_hills(base=590)
    trees = (
        tree(110, 700, 1.2, "green", 2)
        + tree(1480, 700, 1.3, "fresh", 9)
        + conifer(1330, 690, 1)
        + tree(960, 668, 0.8, "fresh", 5)
    )
    lawn = land(level(660, 652, 648, 656, 660), "#b4d387", "#82b566")
    sand = path("M330 830 q420 -120 900 -10 q90 120 -330 136 q-620 12 -570 -126 z", "#edd9a8")
    kids = people.child(
        1010, 930, 1.3, top=OCHRE, hair_style="long", hair_color=people.HAIR[5], hands=((-50, -160), (46, -150))
    ) + people.child(500, 908, 1.2, top=SKY_BLUE, skin=2, hair_style="curly", hair_color=people.HAIR[1])
    parents = (
        bench(1380, 850, 1.1)
        + people.sitting(1360, 780, 0.95, BRICK, INK, 1, "bob")
        + people.sitting(1430, 780, 0.95, PETROL, "#6b4f42", 3, "short", people.HAIR[1])
    )
    return (
        back
        + trees
        + lawn
        + sand
        + climbing_frame(620, 900)
        + swing(170, 880)
        + parents
        + kids
        + flowers(30, 900, 260, 80, 3, 24)
        + grass(1200, 900, 380, 90, 3, 40)
    )


def climbing_frame(x: float, y: float) -> str:
    towers = "".join(rect(x + at, y - 300, 14, 300, "#a9734a", 4) for at in (0, 110, 250, 360))
    floors = rect(x - 8, y - 180, 140, 16, "#8a5a3c", 3) + rect(x + 242, y - 130, 140, 16, "#8a5a3c", 3)
    roofs = polygon([(x - 24, y - 296), (x + 62, y - 370), (x + 148, y - 296)], BRICK) + polygon(
        [(x + 228, y - 296), (x + 312, y - 370), (x + 398, y - 296)], "#3f7f86"
    )
    net = "".join(
        line([(x + 124, y - 178 + i * 30), (x + 250, y - 128 + i * 24)], "#6f7c8d", 4) for i in range(4)
    ) + "".join(
        line([(x + 140 + i * 28, y - 172 + i * 11), (x + 140 + i * 28, y - 70 + i * 6)], "#6f7c8d", 4) for i in range(4)
    )
    kid = people.child(
        x + 62, y - 178, 1.05, top="#8fb05c", hair_style="cap", hair_color=BRICK, hands=((-46, -120), (40, -150))
    )
    chute = stroke(f"M{x + 374} {y - 124} C{x + 440} {y - 110} {x + 450} {y - 14} {x + 520} {y - 14}", OCHRE, 22)
    return shadow(x + 200, y + 3, 270, 16) + kid + towers + floors + roofs + net + chute


def swing(x: float, y: float) -> str:
    frame = (
        line([(x, y), (x + 50, y - 320), (x + 100, y)], "#a9734a", 12)
        + line([(x + 260, y), (x + 310, y - 320), (x + 360, y)], "#a9734a", 12)
        + line([(x + 46, y - 318), (x + 314, y - 318)], "#8a5a3c", 14)
    )
    ropes = (
        line([(x + 130, y - 312), (x + 100, y - 96)], "#6f7c8d", 4)
        + line([(x + 250, y - 312), (x + 270, y - 80)], "#6f7c8d", 4)
        + rect(x + 246, y - 82, 48, 9, INK, 3)
        + rect(x + 78, y - 98, 48, 9, INK, 3)
    )
    kid = people.sitting(x + 98, y - 98, 0.72, ROSE, "#4a5672", 0, "long", people.HAIR[3], ((12, -70), (16, -66)))
    return shadow(x + 180, y + 3, 210, 12) + frame + ropes + kid


SCENES = (schule, kita, spielplatz)
