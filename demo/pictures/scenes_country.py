"""Pictures from outside the village: one function per picture, its name is the picture's slug."""

from demo.pictures import people
from demo.pictures.buildings import bench, church, gable_house, house, sign, turbine
from demo.pictures.composition import far_hills, level
from demo.pictures.nature import (
    band,
    birds,
    bush,
    cloud,
    conifer,
    flowers,
    grass,
    hazel_branch,
    hazel_leaf,
    land,
    poplar,
    reeds,
    sky,
    sun,
    tree,
)
from demo.pictures.pen import (
    BRICK,
    INK,
    LEAF,
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
    path,
    rect,
    shadow,
    stroke,
    words,
)
from demo.pictures.vehicles import bus, tractor


def radweg() -> str:
    back = (
        sky("summer")
        + sun(300, 200, 54)
        + cloud(760, 180, 1)
        + cloud(1300, 230, 0.8)
        + birds(1020, 180)
        + far_hills(base=540)
    )
    mills = turbine(1180, 580, 0.85, 35) + turbine(1330, 590, 1, 80) + turbine(1480, 584, 0.75, 10)
    village = (
        church(330, 612, 0.5)
        + house(190, 616, 120, 70)
        + house(470, 616, 130, 76, roof="#a84f3d")
        + gable_house(620, 616, 80, 80)
        + poplar(170, 616, 0.5)
        + poplar(726, 616, 0.5)
    )
    fields = land(level(620, 606, 612, 600, 616), "#d8cf84", "#c9bd6a") + land(
        level(690, 668, 664, 650, 672), "#a5c976", "#7eb061"
    )
    path_way = faded_path(
        "M1010 640 C900 690 760 720 640 790 C520 860 420 930 380 1010 L1220 1010 C1180 930 1130 850 1090 780 C1060 730 1050 680 1030 640 Z",
        "#d6c3ae",
        "#b7a08b",
    )
    middle = stroke(
        "M1018 650 C960 700 900 760 860 830 S800 960 792 1000", WHITE, 9, opacity=0.85, stroke_dasharray="26 34"
    )
    riders = (
        people.cyclist(820, 800, 0.78, SKY_BLUE, "#8fb05c", skin=2, hair_style="short", hair_color=people.HAIR[1])
        + people.cyclist(480, 950, 1.3, BRICK, OCHRE, helmet=PETROL, hair_style="long", hair_color=people.HAIR[2])
        + people.cyclist(980, 930, 1.02, "#3f7556", ROSE, skin=1, helmet=WHITE)
    )
    sides = (
        tree(1420, 760, 1.15, "green", 3)
        + tree(1240, 700, 0.72, "fresh", 5)
        + bush(160, 820, 0.9, seed=2)
        + sign(1380, 930, "Oberhagen 4 km", 310)
    )
    return (
        back
        + mills
        + village
        + fields
        + path_way
        + middle
        + sides
        + riders
        + flowers(20, 860, 330, 120, 3, 36)
        + grass(1260, 820, 330, 160, 3, 40)
    )


def moor() -> str:
    back = (
        sky("morning")
        + sun(840, 330, 70)
        + cloud(240, 200, 0.9, 0.7)
        + cloud(1340, 180, 1, 0.7)
        + birds(480, 260, 1.2)
        + birds(1120, 300)
    )
    hills = land(level(560, 540, 552, 536, 556), "#c9cdb4", "#b8c2a6") + land(
        level(600, 590, 604, 592, 600), "#8fae92", "#7d9f86"
    )
    woods = "".join(conifer(60 + i * 52, 606 + (i * 7) % 12, 0.5 + 0.1 * (i % 3)) for i in range(8)) + "".join(
        conifer(1180 + i * 56, 604 + (i * 5) % 12, 0.52 + 0.1 * (i % 3)) for i in range(8)
    )
    heath = land(level(650, 640, 654, 642, 652), "#b7a98b", "#93a06c")
    water = faded_path(
        "M-20 700 C220 660 420 690 600 720 C520 790 300 850 -20 840 Z", "#f3d9b8", "#86b4bf"
    ) + faded_path(
        "M1000 700 C1200 660 1420 680 1620 690 L1620 820 C1380 850 1130 800 1000 700 Z", "#f3d9b8", "#86b4bf"
    )
    heather = flowers(0, 850, 560, 140, 4, 60, ("#b57fb0", "#c99ac0", "#9c6a9e")) + flowers(
        1080, 850, 520, 140, 6, 60, ("#b57fb0", "#c99ac0", "#e9d9ea")
    )
    walk = boardwalk()
    walkers = (
        people.person(800, 820, 0.8, BRICK, "#4a5672", 0, "bun", people.HAIR[4])
        + people.person(868, 824, 0.84, PETROL, INK, 1, "short", people.HAIR[4])
        + people.child(930, 828, 0.95, top=OCHRE, hair_style="long")
    )
    birch = "".join(birchtree(at, y, s) for at, y, s in ((170, 720, 1.1), (1460, 720, 1.2), (1370, 700, 0.8)))
    return (
        back
        + hills
        + woods
        + heath
        + water
        + birch
        + reeds(420, 770, 8, 3, 0.8)
        + reeds(1060, 780, 9, 5, 0.8)
        + walk
        + heather
        + walkers
    )


def boardwalk() -> str:
    planks = "".join(
        line(
            [(838 - 30 - i * 17, 690 + i * i * 1.15), (838 + 34 + i * 15, 690 + i * i * 1.15)],
            "#8a6a4f",
            2 + i * 0.16,
            opacity=0.6,
        )
        for i in range(17)
    )
    return faded_path("M812 684 L868 684 L1130 1010 L520 1010 Z", "#c3a27f", "#a9825f") + planks


def birchtree(x: float, y: float, scale: float) -> str:
    marks = "".join(line([(-5, -at), (2, -at - 2)], INK, 4) for at in (40, 80, 126, 160, 205))
    leaves = "".join(
        circle(dx, dy, r, color, opacity=0.9)
        for dx, dy, r, color in (
            (-40, -210, 44, "#9cb45f"),
            (38, -200, 46, "#8aa754"),
            (0, -262, 52, "#a9bf6a"),
            (-10, -190, 34, "#b9cc7c"),
            (24, -250, 28, "#c3d48a"),
        )
    )
    return group(
        shadow(0, 2, 50, 7), path("M-8 0 L-4 -220 L5 -220 L9 0 Z", "#f1efe8"), marks, leaves, x=x, y=y, scale=scale
    )


def hund() -> str:
    back = (
        sky("evening")
        + sun(1220, 360, 66, "#ffe2a6")
        + cloud(300, 220, 1.1, 0.6, "#fbe3cf")
        + cloud(840, 170, 0.8, 0.6, "#fbe3cf")
        + far_hills("#b9a8b4", "#96a596", 600)
    )
    field = land(level(690, 676, 690, 668, 684), "#b9c878", "#86ad62")
    river = band(level(770, 752, 762, 742, 736), level(830, 816, 830, 800, 780), "#e9cfae", "#7fb4c4")
    bank = land(level(838, 820, 832, 806, 790), "#a8c870", "#6f9f57")
    trees = (
        tree(160, 730, 1.2, "autumn", 3)
        + tree(1480, 720, 1.1, "green", 5)
        + poplar(1330, 700, 0.8)
        + bush(420, 740, 0.7, "autumn", 2)
    )
    lead = stroke("M716 786 Q800 850 934 826", BRICK, 5)
    walker = people.person(
        670, 960, 1.85, "#3f7f86", "#4a5672", 0, "long", people.HAIR[5], ((-30, -96), (26, -94)), stride=16
    ) + people.dog(1000, 960, 1.75, "#c48a52")
    ball = circle(1290, 944, 20, "#d9573f") + stroke("M1274 938 q16 12 32 0", WHITE, 4)
    return (
        back
        + trees
        + field
        + river
        + bank
        + walker
        + lead
        + ball
        + grass(0, 900, 560, 90, 5, 40)
        + flowers(1260, 880, 320, 100, 6, 34)
    )


def pflanzaktion() -> str:
    back = sky("day") + cloud(340, 200, 1) + cloud(1180, 240, 0.9) + far_hills(base=560)
    field = land(level(640, 628, 634, 622, 640), "#b9cf86", "#8db565") + "".join(
        stroke(
            f"M{-20 + i * 20} {720 + i * 62} Q800 {690 + i * 70} 1620 {730 + i * 62}",
            "#94704f",
            22 + i * 6,
            opacity=0.35,
        )
        for i in range(4)
    )
    young = "".join(
        sapling(at, y, s)
        for at, y, s in (
            (150, 740, 0.9),
            (420, 725, 0.85),
            (700, 720, 0.85),
            (980, 722, 0.85),
            (1260, 730, 0.9),
            (1500, 744, 0.95),
            (330, 890, 1.3),
            (1010, 880, 1.3),
        )
    )
    crew = (
        people.person(540, 920, 1.25, BRICK, "#4a5672", 0, "cap", "#3f7556", ((-34, -92), (56, -74)))
        + spade(608, 916)
        + people.person(880, 914, 1.2, "#8d6a9f", "#5a4335", 2, "scarf", OCHRE, ((-30, -86), (60, -96)))
        + people.child(
            1120,
            918,
            1.5,
            top=OCHRE,
            hair_style="curly",
            hair_color=people.HAIR[1],
            skin=3,
            hands=((-60, -100), (36, -92)),
        )
        + people.child(1240, 930, 1.5, top=SKY_BLUE, hair_style="long", hair_color=people.HAIR[3])
        + watering_can(1290, 840)
    )
    return (
        back
        + tree(60, 660, 0.9, seed=2)
        + poplar(1460, 650, 0.8)
        + poplar(1520, 652, 0.7)
        + tractor(1180, 634, 0.5)
        + field
        + young
        + crew
        + hazel_branch(1620, 30, 0.95, True)
    )


def sapling(x: float, y: float, scale: float) -> str:
    leaves = "".join(
        hazel_leaf(dx, dy, 0.3, turn, color)
        for dx, dy, turn, color in (
            (0, -112, 0, LEAF),
            (-22, -84, -50, "#7fae62"),
            (24, -90, 50, "#7fae62"),
            (-18, -56, -70, LEAF),
            (20, -60, 70, LEAF),
        )
    )
    return group(
        ellipse(0, 0, 40, 10, "#7a5b44"),
        line([(0, 0), (0, -104)], "#6b5140", 5),
        line([(18, 0), (18, -70)], "#b98f63", 5),
        leaves,
        x=x,
        y=y,
        scale=scale,
    )


def spade(x: float, y: float) -> str:
    return (
        line([(x, y - 150), (x, y - 50)], "#8a6a4f", 9)
        + line([(x - 14, y - 152), (x + 14, y - 152)], "#8a6a4f", 9)
        + path(f"M{x - 20} {y - 56} h40 v34 q-20 34 -40 0 z", "#9aa3b2")
    )


def watering_can(x: float, y: float) -> str:
    return (
        path(f"M{x} {y} h54 l-4 56 h-46 z", "#3f8f8c")
        + line([(x + 50, y + 40), (x + 92, y + 2)], "#3f8f8c", 9)
        + stroke(f"M{x + 6} {y} q20 -36 42 0", "#2f6b78", 7)
    )


def buergerbus() -> str:
    back = sky("day") + cloud(240, 190, 0.9) + cloud(1080, 160, 1.1) + far_hills(base=560)
    fields = (
        land(level(620, 606, 616, 600, 612), "#d8cf84", "#b9c878")
        + tree(1500, 700, 1.2, "fresh", 3)
        + tree(60, 690, 1, seed=5)
        + house(1150, 650, 200, 110, timber=True)
        + gable_house(980, 650, 120, 120, "#f2e2c4")
        + poplar(1390, 660, 0.75)
    )
    verge = land(level(700, 696, 700, 696, 700), "#a5c976", "#8bb768")
    road = (
        faded_rect(0, 800, WIDTH, 210, "#8b919d", "#737a87")
        + "".join(rect(at, 930, 130, 11, WHITE, 4, opacity=0.85) for at in range(30, 1600, 250))
        + rect(0, 786, WIDTH, 18, "#d9cfbf")
    )
    shelter = (
        rect(176, 520, 14, 270, "#6f7c8d")
        + rect(470, 520, 14, 270, "#6f7c8d")
        + rect(186, 560, 290, 200, "#cfe5ec", 3, opacity=0.65)
        + rect(150, 500, 360, 26, PETROL, 6)
        + bench(330, 786, 1.1)
    )
    stop = (
        rect(556, 520, 10, 270, "#8d95a3")
        + circle(561, 510, 40, OCHRE)
        + circle(561, 510, 32, "#3f7556")
        + words(561, 526, "H", 46, OCHRE)
        + rect(532, 580, 58, 70, WHITE, 4)
    )
    waiting = (
        people.sitting(300, 712, 0.95, ROSE, "#6b4f72", 0, "bun", people.HAIR[4])
        + people.person(430, 792, 1.02, SKY_BLUE, INK, 3, "short", people.HAIR[1])
        + people.child(640, 792, 1.2, top=OCHRE, hair_style="long")
    )
    return (
        back
        + fields
        + verge
        + shelter
        + stop
        + waiting
        + road
        + bus(720, 872, 1.62)
        + flowers(1380, 730, 220, 50, 4, 24)
    )


SCENES = (radweg, moor, hund, pflanzaktion, buergerbus)
