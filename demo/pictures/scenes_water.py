"""Pictures of pool, fountain and recycling yard: one function per picture, its name is the picture's slug."""

from demo.pictures import people
from demo.pictures.buildings import bench, fence, pool_ladder
from demo.pictures.composition import far_hills, level
from demo.pictures.nature import birds, cloud, conifer, flowers, grass, hazel_leaf, hedge, land, ripples, sky, sun, tree
from demo.pictures.pen import (
    ASPHALT,
    BRICK,
    CREAM,
    DARK_LEAF,
    INK,
    LEAF,
    OCHRE,
    PETROL,
    ROSE,
    SKY_BLUE,
    WATER,
    WHITE,
    WIDTH,
    circle,
    ellipse,
    faded_path,
    faded_rect,
    group,
    line,
    path,
    polygon,
    rect,
    shadow,
    stroke,
)
from demo.pictures.vehicles import container


def freibad() -> str:
    back = sky("summer") + sun(1360, 180, 60) + cloud(260, 190, 1) + cloud(900, 150, 0.8) + far_hills(base=500)
    trees = (
        tree(80, 620, 1.1, seed=2)
        + tree(1500, 620, 1.2, "fresh", 3)
        + conifer(1330, 610, 0.9)
        + hedge(-10, 640, 1620, 50)
    )
    lawn = rect(0, 636, WIDTH, 100, "#9fca7c")
    cabins = "".join(
        rect(180 + i * 92, 520, 84, 118, (BRICK, OCHRE, PETROL, ROSE)[i % 4], 4)
        + rect(196 + i * 92, 540, 52, 98, WHITE, 3, opacity=0.5)
        + polygon([(174 + i * 92, 522), (222 + i * 92, 484), (270 + i * 92, 522)], CREAM)
        for i in range(5)
    )
    pool = path("M60 740 H1540 L1640 1010 H-40 Z", "#efe6d6") + faded_path(
        "M110 764 H1490 L1570 1010 H30 Z", "#7fd0dd", "#3f9cc0"
    )
    lanes = "".join(
        stroke(f"M{380 + i * 280} 766 L{300 + i * 330} 1010", WHITE, 6, stroke_dasharray="18 16", opacity=0.8)
        for i in range(4)
    )
    swimmers = (
        swimmer(560, 850, 0, BRICK)
        + swimmer(980, 900, 2, OCHRE)
        + swimmer(1290, 830, 1, WHITE)
        + floating_ring(250, 900)
    )
    tower = (
        rect(1096, 470, 18, 280, "#d5dbe2")
        + rect(1196, 470, 18, 280, "#d5dbe2")
        + rect(1080, 462, 190, 16, "#8d95a3", 4)
        + line([(1100, 520), (1210, 520)], "#d5dbe2", 8)
        + "".join(line([(1104, at), (1206, at)], "#d5dbe2", 6) for at in range(540, 740, 30))
        + people.child(1230, 462, 1, top=people.SKIN[1], skin=1, bottom=BRICK, hands=((-50, -170), (50, -170)))
    )
    guests = (
        bench(860, 734, 1)
        + people.sitting(840, 664, 0.86, OCHRE, PETROL, 1, "bun")
        + parasol(750, 730)
        + people.child(
            1010, 732, 1.05, top=SKY_BLUE, bottom=BRICK, skin=3, hair_style="curly", hair_color=people.HAIR[1]
        )
    )
    return (
        back
        + trees
        + lawn
        + cabins
        + tower
        + guests
        + pool
        + lanes
        + ripples(100, 790, 1380, 200, 3, 40)
        + swimmers
        + pool_ladder(1420, 770)
    )


def swimmer(x: float, y: float, skin: int, cap: str) -> str:
    tone = people.SKIN[skin]
    arm = stroke(f"M{x + 26} {y} q34 -52 74 -14", tone, 14)
    return (
        ellipse(x, y + 12, 86, 12, WHITE, opacity=0.55)
        + arm
        + circle(x, y - 14, 24, tone)
        + path(f"M{x - 25} {y - 16} a25 25 0 0 1 50 -2 z", cap)
    )


def floating_ring(x: float, y: float) -> str:
    child = (
        circle(x, y - 48, 22, people.SKIN[0])
        + path(f"M{x - 22} {y - 50} q22 -40 44 0 q-20 -14 -44 0 z", people.HAIR[2])
        + line([(x - 14, y - 22), (x - 44, y - 4)], people.SKIN[0], 11)
        + line([(x + 14, y - 22), (x + 44, y - 4)], people.SKIN[0], 11)
        + rect(x - 18, y - 30, 36, 34, BRICK, 10)
    )
    return (
        child
        + ellipse(x, y + 6, 72, 26, WHITE)
        + ellipse(x, y + 2, 36, 11, WATER)
        + stroke(f"M{x - 70} {y + 8} q20 24 50 22", BRICK, 15)
        + stroke(f"M{x + 70} {y + 8} q-20 24 -50 22", BRICK, 15)
    )


def parasol(x: float, y: float) -> str:
    return (
        rect(x - 4, y - 230, 8, 230, "#8a6a4f")
        + path(f"M{x - 130} {y - 180} Q{x} {y - 310} {x + 130} {y - 180} Z", OCHRE)
        + path(f"M{x - 50} {y - 180} Q{x} {y - 310} {x + 50} {y - 180} Z", CREAM)
    )


def trinkwasser() -> str:
    back = (
        sky("summer")
        + sun(280, 190, 52)
        + cloud(560, 220, 0.8)
        + cloud(1380, 170, 0.9)
        + birds(760, 170)
        + far_hills(base=580)
    )
    meadow = (
        land(level(650, 628, 640, 620, 640), "#aed084", "#7fb163")
        + tree(110, 680, 1.1, seed=2)
        + tree(1500, 690, 1.2, "fresh", 4)
        + conifer(1380, 670, 0.9)
    )
    tower = (
        path("M1010 650 L1034 330 H1166 L1190 650 Z", "#d8a98b")
        + path("M1100 650 L1100 330 H1166 L1190 650 Z", INK, opacity=0.1)
        + rect(974, 200, 252, 140, "#c98f72", 14)
        + polygon([(958, 206), (1100, 110), (1242, 206)], "#4f8577")
        + "".join(rect(1000 + i * 56, 236, 30, 60, "#a9cfdc", 14) for i in range(4))
        + rect(1074, 570, 52, 84, PETROL, 4)
        + "".join(rect(1088, 380 + i * 60, 24, 34, "#a9cfdc", 4) for i in range(3))
    )
    square = faded_path("M120 850 Q560 770 1040 850 Q1180 930 560 960 Q60 950 120 850 Z", "#e3d8c6", "#cdbfa9")
    fountain = (
        shadow(560, 916, 200, 18)
        + path("M380 830 H740 L716 914 H404 Z", "#bcb3a5")
        + ellipse(560, 830, 180, 34, "#d9d0c2")
        + ellipse(560, 830, 158, 26, WATER)
        + rect(530, 640, 60, 190, "#cfc5b5", 8)
        + rect(518, 620, 84, 26, "#bcb3a5", 8)
        + hazel_leaf(560, 596, 0.5, 0, DARK_LEAF)
        + spout(590, 710)
        + spout(530, 710, True)
    )
    kids = (
        people.child(
            800,
            920,
            1.5,
            top=OCHRE,
            hair_style="curly",
            hair_color=people.HAIR[1],
            skin=2,
            hands=((-66, -128), (34, -92)),
        )
        + people.child(
            310, 914, 1.45, top=BRICK, hair_style="bob", hair_color=people.HAIR[2], hands=((-34, -92), (70, -130))
        )
        + people.person(900, 924, 1.2, SKY_BLUE, "#4a5672", 0, "bun", people.HAIR[0])
    )
    return (
        back
        + meadow
        + tower
        + square
        + fountain
        + kids
        + flowers(1120, 790, 420, 170, 5, 50)
        + grass(20, 760, 200, 90, 4, 20)
    )


def spout(x: float, y: float, flip: bool = False) -> str:
    return group(
        rect(0, -8, 34, 14, ASPHALT, 5),
        stroke("M34 4 Q58 30 60 118", "#cfeaf2", 10),
        stroke("M34 4 Q56 34 58 118", WHITE, 3),
        x=x,
        y=y,
        flip=flip,
    )


def wertstoffhof() -> str:
    back = (
        sky("day")
        + cloud(320, 180, 1)
        + cloud(1220, 200, 0.9)
        + far_hills(base=560)
        + tree(70, 650, 1.1, seed=3)
        + tree(1520, 650, 1.2, "fresh", 2)
        + conifer(1400, 640, 0.9)
    )
    hall = (
        rect(420, 420, 620, 240, "#c5d2ce")
        + polygon([(396, 424), (730, 330), (1064, 424)], PETROL)
        + rect(480, 480, 200, 180, "#5b6b82")
        + rect(760, 480, 200, 180, "#5b6b82")
        + "".join(line([(486, at), (674, at)], "#7787a0", 4) for at in range(500, 600, 22))
        + rect(1090, 540, 150, 120, "#eadfcb")
        + rect(1076, 522, 178, 24, BRICK, 4)
        + rect(1112, 566, 70, 50, "#a9cfdc", 3)
    )
    yard = faded_rect(0, 656, WIDTH, 350, "#c9c4bc", "#b3ada4") + rect(0, 650, WIDTH, 10, "#a59f96")
    skips = (
        container(90, 830, "#3f8f5f", 270)
        + container(420, 830, SKY_BLUE, 270)
        + container(750, 830, OCHRE, 270)
        + container(1080, 830, BRICK, 270)
    )
    fill = branches(130, 692) + boxes(450, 692) + metal(790, 692) + boards(1110, 692)
    crew = (
        people.person(1440, 890, 1.2, "#f08a3c", "#3d4a66", 1, "cap", "#3f7556", ((-60, -120), (34, -92)))
        + people.person(330, 940, 1.2, ROSE, "#4a5672", 0, "bob", people.HAIR[2], ((-20, -104), (36, -108)))
        + parcel(300, 790)
        + people.child(250, 944, 1.4, top=OCHRE, skin=0)
        + people.person(960, 936, 1.2, "#6f8fb0", INK, 3, "short", people.HAIR[1], ((-40, -96), (40, -96)))
    )
    return back + hall + yard + fill + skips + crew + fence(-10, 668, 200, "#8fae6b")


def branches(x: float, y: float) -> str:
    return "".join(
        line([(x + i * 38, y + 10), (x + i * 38 + 12, y - 40 - 10 * (i % 2))], "#8a6a4f", 6)
        + circle(x + i * 38 + 12, y - 36, 22, LEAF if i % 2 else DARK_LEAF)
        for i in range(6)
    )


def boxes(x: float, y: float) -> str:
    return "".join(
        rect(x + i * 58, y - 46 - 12 * (i % 2), 52, 70, ("#c39b74", "#b98f63", "#d2ae86", "#b98f63")[i], 3)
        + line([(x + i * 58 + 26, y - 44), (x + i * 58 + 26, y)], "#9a7650", 4)
        for i in range(4)
    )


def metal(x: float, y: float) -> str:
    return (
        circle(x + 36, y - 12, 34, "none", stroke="#7b8290", stroke_width=8)
        + rect(x + 80, y - 44, 60, 70, "#aab2bf", 6)
        + circle(x + 110, y - 10, 18, "#7b8290")
        + line([(x + 160, y + 10), (x + 210, y - 60)], "#8d95a3", 10)
        + line([(x + 180, y + 10), (x + 196, y - 50)], "#5b6b82", 8)
    )


def boards(x: float, y: float) -> str:
    return "".join(
        line(
            [(x + i * 40, y + 12), (x + 20 + i * 44, y - 54 - 8 * (i % 3))],
            ("#a9734a", "#c39b74", "#8a5a3c")[i % 3],
            16,
        )
        for i in range(5)
    )


def parcel(x: float, y: float) -> str:
    return rect(x, y, 66, 54, "#c39b74", 4) + rect(x + 26, y, 12, 54, "#e0c39c")


SCENES = (freibad, trinkwasser, wertstoffhof)
