"""Pictures of the town itself: one function per picture, its name is the picture's slug."""

from itertools import pairwise

from demo.pictures import people
from demo.pictures.buildings import (
    arch_bridge,
    bench,
    church,
    flag,
    gable_house,
    house,
    lamp,
    stall,
    town_hall,
    turbine,
)
from demo.pictures.composition import far_hills, level, pavement
from demo.pictures.nature import (
    band,
    birds,
    bush,
    cloud,
    flowers,
    hazel_branch,
    land,
    poplar,
    reeds,
    ripples,
    sky,
    sun,
    tree,
)
from demo.pictures.pen import (
    BRICK,
    CREAM,
    INK,
    OCHRE,
    PETROL,
    ROSE,
    SKY_BLUE,
    WHITE,
    Point,
    circle,
    line,
    path,
    polygon,
    rect,
    stroke,
)

LAGER = "#f0b94f"


def haselbruecke() -> str:
    back = sky("morning") + sun(1210, 260, 58) + cloud(860, 190, 0.9, 0.8) + birds(640, 250)
    hills = far_hills("#c4d5c4", "#a3c4a0", 560)
    mills = turbine(1390, 560, 0.62, 20) + turbine(1480, 566, 0.5, 70)
    meadow = land(level(640, 628, 622, 626, 634, 630), "#9cc07a", "#7fae69")
    roofs = (
        gable_house(96, 668, 120, 120, "#f2e2c4", timber=True)
        + house(240, 672, 170, 96, "#f7ecd9", shutter="#5f8a6d")
        + church(455, 664, 0.82)
        + gable_house(690, 676, 110, 112, CREAM, "#a84f3d", timber=True)
        + town_hall(850, 690, 0.56)
        + gable_house(1240, 684, 126, 124, "#eed9b6", shutter="#4f7f92")
        + house(1400, 690, 170, 92, "#f4e6d0", "#a84f3d", timber=True)
    )
    trees = (
        tree(60, 690, 0.7, seed=2)
        + poplar(430, 676, 0.62)
        + tree(806, 690, 0.55, "fresh", 5)
        + poplar(1215, 690, 0.6)
        + bush(640, 690, 0.6)
        + tree(1585, 700, 0.75, "fresh", 8)
    )
    bank = land(level(690, 694, 700, 704, 700, 696), "#8bb56e", "#6d9f62")
    river = band(level(738, 734, 740, 742, 736, 732), level(1010, 1010, 1010, 1010, 1010), "#9ccfd6", "#5a9fb8")
    bridge = arch_bridge(-60, 850, 1720, 5, 128)
    walkers = (
        people.cyclist(560, 728, 0.6, top=ROSE)
        + people.person(960, 726, 0.56, OCHRE)
        + people.child(1004, 727, 0.62, top=BRICK)
    )
    water = ripples(40, 850, 1440, 130, 4, 34)
    front = reeds(60, 1000, 12, 2, 1.2) + reeds(1400, 1004, 12, 5, 1.2) + hazel_branch(-10, 40, 1.15)
    return back + hills + mills + meadow + roofs + trees + bank + river + walkers + bridge + water + front


def rathaus() -> str:
    back = sky("day") + cloud(250, 210, 1.1) + cloud(1330, 260, 0.9) + birds(1130, 170)
    hills = far_hills(base=640)
    sides = gable_house(60, 800, 230, 290, "#f0dfc0", timber=True) + gable_house(
        1340, 800, 220, 270, "#f6ead6", "#a84f3d", shutter="#5f8a6d"
    )
    hall = town_hall(410, 806, 1.18) + flag(350, 812, 300)
    ground = pavement(800)
    trees = tree(330, 824, 0.92, "fresh", 4) + tree(1270, 826, 0.98, "green", 6)
    crowd = (
        people.person(560, 902, 0.82, BRICK, "#4a5672", 1, "bob")
        + people.child(612, 906, 1, top=OCHRE, hair_style="curly")
        + people.person(1050, 912, 0.86, SKY_BLUE, INK, 2, "short", people.HAIR[1])
        + people.person(1130, 908, 0.82, "#8fb05c", "#5a4335", 0, "bun", people.HAIR[4], dress=True)
        + people.cyclist(190, 940, 1.05, "#3f7556", "#dc8a8a")
    )
    props = bench(780, 878, 0.9) + lamp(700, 872, 210) + bush(1500, 880, 0.9, seed=3) + bush(80, 872, 0.8, "fresh", 2)
    return back + hills + sides + ground + hall + trees + props + crowd + flowers(1380, 880, 200, 30, 5, 16)


def wochenmarkt() -> str:
    back = sky("morning") + sun(260, 210, 50) + cloud(760, 180, 0.9) + cloud(1300, 240, 0.8)
    row = (
        gable_house(-40, 640, 230, 240, "#f2e2c4", timber=True)
        + house(215, 640, 280, 170, "#f7ecd9", shutter="#5f8a6d")
        + church(500, 640, 1.0)
        + gable_house(820, 640, 220, 230, CREAM, "#a84f3d", timber=True)
        + gable_house(1060, 640, 210, 250, "#eccfa9", shutter="#4f7f92")
        + house(1300, 640, 300, 180, "#f4e6d0", timber=True)
    )
    ground = pavement(636)
    seller = people.person(330, 806, 1.05, "#8fb05c", INK, 0, "scarf", BRICK) + people.person(
        800, 806, 1.05, CREAM, INK, 1, "cap", PETROL
    )
    seller += people.person(1290, 806, 1.05, OCHRE, INK, 3, "curly", people.HAIR[1])
    stalls = (
        stall(170, 830, BRICK, ("#d95f5f", "#e9b552", "#6f9e57"), 330)
        + stall(640, 830, "#3f7556", ("#e0a35a", "#f2d79a", "#b9773f"), 330)
        + stall(1120, 830, SKY_BLUE, ("#8e5a8f", "#e58f4f", "#a8c67c"), 330)
    )
    buyers = (
        people.person(560, 948, 1.1, ROSE, "#6b4f72", 0, "bob", people.HAIR[2], ((-36, -88), (26, -70)), dress=True)
        + basket(592, 888)
        + people.child(500, 950, 1.12, top=OCHRE, hair_style="short", hands=((-30, -100), (40, -96)))
        + people.person(1040, 950, 1.12, PETROL, "#4a5672", 2, "bald", hands=((-30, -86), (36, -130)))
        + people.person(120, 944, 1.08, "#8d6a9f", INK, 0, "bun", people.HAIR[4])
        + people.dog(1440, 952, 0.9)
    )
    rope = [(50 + i * 60, 250 + 60 * (1 - ((i - 12.5) / 12.5) ** 2)) for i in range(26)]
    garland = line(rope, "#8d95a3", 3) + "".join(
        pennant(start, stop, i) for i, (start, stop) in enumerate(pairwise(rope))
    )
    return back + row + ground + garland + seller + stalls + buyers


def pennant(start: Point, stop: Point, index: int) -> str:
    """One flag of a garland, hanging between two points of the rope."""
    color = (BRICK, OCHRE, "#3f7556", SKY_BLUE)[index % 4]
    (x1, y1), (x2, y2) = start, stop
    corners = [(x1 + 10, y1 + (y2 - y1) / 6), (x2 - 10, y2 - (y2 - y1) / 6)]
    return polygon([*corners, ((x1 + x2) / 2, (y1 + y2) / 2 + 42)], color)


def basket(x: float, y: float) -> str:
    return (
        stroke(f"M{x - 20} {y} q20 -44 40 0", "#8a6a4f", 5)
        + path(f"M{x - 28} {y} h56 l-8 36 h-40 z", "#b98f63")
        + "".join(circle(x + dx, y - 2, 9, color) for dx, color in ((-14, "#d95f5f"), (2, "#6f9e57"), (15, OCHRE)))
    )


def dorffest() -> str:
    back = (
        sky("evening")
        + sun(240, 400, 56, "#ffe2a6")
        + cloud(900, 180, 1, 0.5, "#fbe3cf")
        + far_hills("#a99db0", "#8a9a92", 600)
    )
    row = (
        church(120, 690, 1.05)
        + gable_house(470, 690, 200, 210, "#f2e2c4", glass="#ffd98a", timber=True)
        + house(700, 690, 280, 160, CREAM, glass="#ffd98a", timber=True)
        + gable_house(1020, 690, 210, 220, "#eccfa9", "#a84f3d", "#ffd98a")
        + tree(1400, 700, 1.3, "autumn", 3)
    )
    green = land(level(700, 690, 696, 688, 700), "#9fb56c", "#7a9a5a")
    rope = "".join(
        stroke(f"M{i * 400} 330 Q{i * 400 + 200} 440 {i * 400 + 400} 330", INK, 3)
        + "".join(
            circle(
                i * 400 + 32 + k * 56, 350 + 36 * (1 - ((k - 3) / 3) ** 2), 11, ("#ffe9a8", "#f6b97a", "#f08a70")[k % 3]
            )
            for k in range(7)
        )
        for i in range(4)
    )
    tables = "".join(table(at, 900) for at in (180, 680))
    stage = (
        rect(1140, 800, 400, 90, "#8a5a3c", 4)
        + rect(1140, 800, 400, 16, "#a9734a")
        + rect(1150, 520, 12, 280, "#6f7c8d")
        + rect(1518, 520, 12, 280, "#6f7c8d")
        + path("M1130 530 Q1340 440 1550 530 Z", BRICK)
    )
    band_ = (
        people.person(1240, 800, 1, PETROL, INK, 0, "short", people.HAIR[0], ((-20, -100), (30, -108)))
        + tuba(1262, 700)
        + people.person(1350, 800, 1, OCHRE, INK, 2, "long", people.HAIR[1], ((-26, -120), (26, -120)))
        + people.person(1450, 800, 1, ROSE, INK, 1, "bun", people.HAIR[4], ((-34, -96), (30, -96)), dress=True)
    )
    crowd = (
        people.person(560, 950, 1.15, "#8fb05c", "#4a5672", 1, "bob", hands=((-40, -150), (44, -150)))
        + people.child(1020, 950, 1.4, top=BRICK, hands=((-50, -150), (50, -150)))
        + people.person(1110, 956, 1.1, SKY_BLUE, INK, 3, "curly", people.HAIR[1])
    )
    return back + row + green + rope + stage + band_ + tables + crowd + lamp(1060, 800, 190, True)


def table(x: float, y: float) -> str:
    guests = (
        people.bust(x + 60, y - 70, 1.05, BRICK, 0, "bun", people.HAIR[4])
        + people.bust(x + 160, y - 70, 1.05, PETROL, 2, "short", people.HAIR[1])
        + people.bust(x + 260, y - 70, 1.05, OCHRE, 1, "long", people.HAIR[5])
    )
    glasses = "".join(
        rect(x + at, y - 106, 18, 32, LAGER, 4) + rect(x + at, y - 110, 18, 10, WHITE, 4) for at in (100, 210, 300)
    )
    return (
        guests
        + rect(x, y - 76, 330, 16, "#b98f63", 4)
        + glasses
        + "".join(
            line([(x + at, y - 60), (x + at - 16, y), (x + at, y - 60), (x + at + 16, y)], "#8a6a4f", 8)
            for at in (50, 280)
        )
        + rect(x + 10, y - 34, 310, 12, "#a9825f", 4)
    )


def tuba(x: float, y: float) -> str:
    return circle(x, y, 26, "none", stroke=OCHRE, stroke_width=10) + path(
        f"M{x + 22} {y - 10} L{x + 56} {y - 66} L{x + 76} {y - 38} Z", OCHRE
    )


SCENES = (haselbruecke, rathaus, wochenmarkt, dorffest)
