"""Pictures of streets and what lies under them: one function per picture, its name is the picture's slug."""

from demo.pictures import people
from demo.pictures.buildings import church, gable_house, house, lamp, sign, solar, window
from demo.pictures.composition import far_hills, level
from demo.pictures.nature import band, cloud, conifer, hedge, land, sky, stars, sun, tree
from demo.pictures.pen import (
    ASPHALT,
    BRICK,
    CREAM,
    LIT,
    OCHRE,
    PETROL,
    SKY_BLUE,
    STONE,
    WHITE,
    WIDTH,
    circle,
    faded_rect,
    line,
    path,
    polygon,
    rect,
    stroke,
)
from demo.pictures.vehicles import barrier, cone, digger, fire_engine, snow_plough


def baustelle() -> str:
    back = sky("grey") + cloud(300, 180, 1.2, 0.8) + cloud(1100, 220, 1, 0.8)
    row = (
        gable_house(60, 640, 220, 240, "#f2e2c4", timber=True)
        + house(310, 640, 300, 180, "#f7ecd9", shutter="#5f8a6d")
        + gable_house(650, 640, 210, 230, CREAM, "#a84f3d")
        + house(900, 640, 300, 170, "#eccfa9", timber=True)
        + gable_house(1240, 640, 230, 250, "#f4e6d0", shutter="#4f7f92")
    )
    kerb = rect(0, 636, WIDTH, 40, STONE) + rect(0, 672, WIDTH, 10, "#b3a791") + hedge(1480, 640, 160)
    road = faded_rect(0, 682, WIDTH, 320, "#8b919d", "#6f7683") + "".join(
        rect(at, 930, 120, 10, WHITE, 3, opacity=0.8) for at in range(20, 1600, 240)
    )
    trench = (
        path("M640 790 H1420 L1460 900 H600 Z", "#7a5b44")
        + path("M670 806 H1396 L1424 878 H640 Z", "#5a4335")
        + rect(676, 826, 730, 34, SKY_BLUE, 16)
        + rect(676, 830, 730, 8, WHITE, 4, opacity=0.35)
    )
    heap = path("M1400 800 q60 -110 130 -60 q80 20 110 90 z", "#94704f") + path(
        "M1430 800 q50 -76 96 -40 q40 12 50 40 z", "#a9825f"
    )
    crew = people.person(
        500, 880, 1.05, "#f08a3c", "#3d4a66", 1, "helmet", OCHRE, ((-34, -92), (60, -110))
    ) + people.person(1180, 800, 0.9, "#f08a3c", "#3d4a66", 2, "helmet", WHITE, ((-44, -84), (40, -84)))
    return (
        back
        + row
        + kerb
        + road
        + trench
        + heap
        + digger(330, 800, 1.28)
        + crew
        + barrier(60, 950, 320)
        + barrier(1180, 960, 320)
        + "".join(cone(at, 950, 1.1) for at in (450, 620, 800, 980))
        + plan_board(566, 790)
    )


def plan_board(x: float, y: float) -> str:
    return polygon([(x - 10, y - 8), (x + 52, y - 30), (x + 66, y + 4), (x + 4, y + 26)], WHITE) + line(
        [(x + 8, y + 4), (x + 46, y - 10)], SKY_BLUE, 4
    )


def feuerwehr() -> str:
    back = (
        sky("evening")
        + sun(1400, 380, 60, "#ffe2a6")
        + cloud(420, 200, 1, 0.6, "#fbe3cf")
        + cloud(1040, 260, 0.8, 0.6, "#fbe3cf")
        + far_hills("#a9a6b5", "#8a9a92", 620)
    )
    station = (
        rect(200, 400, 900, 330, "#d8a98b")
        + rect(180, 376, 940, 34, "#8d95a3", 4)
        + rect(1100, 250, 150, 480, "#c98f72")
        + rect(1086, 232, 178, 26, "#8d95a3", 4)
        + "".join(window(1148, 290 + i * 110, 54, 64, LIT) for i in range(3))
    )
    gates = "".join(gate(250 + i * 290, 730, i == 1) for i in range(3))
    yard = faded_rect(0, 726, WIDTH, 280, "#b9b3b0", "#9a9598")
    crew = (
        people.person(1110, 920, 1.08, "#3d4a66", "#3d4a66", 0, "helmet", "#c93f36")
        + people.person(1210, 926, 1.1, "#3d4a66", "#3d4a66", 2, "helmet", "#c93f36", ((-40, -150), (36, -92)))
        + people.child(1300, 930, 1.3, top="#4f6fb0", bottom="#3d4a66", hair_style="helmet", hair_color=OCHRE)
        + people.child(
            1376,
            934,
            1.3,
            top="#4f6fb0",
            bottom="#3d4a66",
            skin=1,
            hair_style="helmet",
            hair_color=OCHRE,
            hands=((-30, -92), (36, -150)),
        )
    )
    return (
        back
        + tree(90, 740, 1.2, "autumn", 4)
        + station
        + gates
        + sign(640, 396, "FEUERWEHR", 240, "#a2302b")
        + yard
        + fire_engine(420, 900, 1.4)
        + crew
        + tree(1520, 760, 1.3, "autumn", 7)
    )


def gate(x: float, y: float, is_open: bool) -> str:
    if is_open:
        return rect(x, y - 250, 230, 250, "#4a4752") + rect(x, y - 250, 230, 34, "#c93f36")
    return (
        rect(x, y - 250, 230, 250, "#c93f36", 3)
        + "".join(rect(x + 18 + i * 68, y - 210, 56, 50, LIT, 4) for i in range(3))
        + "".join(line([(x + 6, at), (x + 224, at)], "#a2302b", 3) for at in (y - 130, y - 70))
    )


def winterdienst() -> str:
    back = (
        sky("night")
        + stars(4)
        + path("M1290 130 a62 62 0 1 0 66 74 a52 52 0 0 1 -66 -74 z", "#fdf3d2")
        + far_hills("#55659a", "#6c7fae", 580)
    )
    row = (
        gable_house(90, 690, 210, 220, "#b9a99b", "#e9eef6", LIT, timber=True)
        + house(340, 690, 280, 160, "#c2b4a6", "#e9eef6", LIT)
        + church(690, 690, 1, "#b5aaa3", LIT)
        + gable_house(1010, 690, 200, 210, "#c4b39b", "#e9eef6", LIT)
        + house(1260, 690, 270, 160, "#b9a99b", "#e9eef6", LIT, timber=True)
    )
    snow = land(level(690, 682, 688, 680, 690), "#eef3fb", "#c3d0e8") + band(
        level(770, 768, 772, 770, 768), level(930, 934, 930, 936, 930), "#8f9cbf", "#7784aa"
    )
    trees = conifer(40, 720, 1.2, "winter") + conifer(1560, 730, 1.3, "winter") + conifer(960, 690, 0.8, "winter")
    flakes = "".join(circle((i * 137) % 1600, (i * 211) % 980, 2 + i % 4, WHITE, opacity=0.75) for i in range(110))
    drift = path("M960 900 q60 -70 140 -30 q60 -30 110 34 z", WHITE)
    return (
        back
        + row
        + snow
        + trees
        + lamp(220, 770, 240, True)
        + lamp(1180, 770, 240, True)
        + drift
        + snow_plough(700, 896, 1.15)
        + people.person(1400, 966, 1.05, BRICK, "#2d3a5c", 0, "cap", OCHRE, ((-40, -96), (50, -80)))
        + shovel(1452, 962)
        + flakes
    )


def shovel(x: float, y: float) -> str:
    return line([(x - 6, y - 150), (x + 30, y - 40)], "#8a6a4f", 8) + path(
        f"M{x + 14} {y - 44} l34 -10 l14 46 q-26 12 -40 0 z", "#4f6fb0"
    )


def waermeplan() -> str:
    back = sky("grey") + sun(1290, 220, 50) + cloud(420, 190, 1.1) + far_hills(base=500)
    street = land(level(590, 586, 590, 588, 590), "#a9c97f", "#a9c97f") + rect(0, 610, WIDTH, 400, "#8a6b52")
    row = (
        house(110, 610, 290, 170, "#f7ecd9", shutter="#5f8a6d")
        + gable_house(470, 610, 220, 230, CREAM, timber=True)
        + house(790, 610, 300, 180, "#eccfa9", "#a84f3d")
        + solar(150, 420, 200, 66, 5)
        + solar(830, 408, 200, 68, 5)
    )
    plant = (
        rect(1230, 430, 270, 180, "#9db8a6")
        + rect(1214, 412, 302, 24, PETROL, 4)
        + rect(1440, 300, 36, 130, "#8d95a3", 4)
        + "".join(rect(1256 + i * 80, 470, 58, 140, "#6f927f", 3) for i in range(3))
        + cloud(1500, 270, 0.5, 0.7)
    )
    earth = (
        faded_rect(0, 628, WIDTH, 380, "#9a7757", "#5e4636")
        + rect(0, 606, WIDTH, 24, ASPHALT)
        + "".join(circle((i * 173) % 1600, 700 + (i * 97) % 290, 6 + i % 9, "#7c5f48", opacity=0.6) for i in range(60))
    )
    pipes = (
        rect(90, 780, 1340, 34, "#d9573f", 17)
        + rect(90, 786, 1340, 8, WHITE, 4, opacity=0.35)
        + rect(90, 850, 1340, 34, SKY_BLUE, 17)
        + rect(90, 856, 1340, 8, WHITE, 4, opacity=0.35)
    )
    risers = "".join(
        rect(at, 612, 22, 180, "#d9573f", 4) + rect(at + 40, 612, 22, 252, SKY_BLUE, 4) for at in (220, 550, 910, 1330)
    )
    return (
        back
        + tree(40, 606, 0.9)
        + conifer(730, 606, 0.9)
        + street
        + row
        + plant
        + heat_pump(1110, 606)
        + earth
        + risers
        + pipes
        + people.person(720, 608, 0.5, BRICK)
        + tree(1560, 606, 0.9, "fresh", 3)
    )


def heat_pump(x: float, y: float) -> str:
    return (
        rect(x, y - 66, 80, 62, WHITE, 6)
        + circle(x + 32, y - 35, 22, "#c3ccd6")
        + "".join(
            line([(x + 32, y - 35), (x + 32 + dx, y - 35 + dy)], "#8d95a3", 5)
            for dx, dy in ((0, -18), (16, 9), (-16, 9))
        )
    )


def glasfaser() -> str:
    back = (
        sky("evening")
        + sun(300, 330, 54, "#ffe2a6")
        + cloud(1060, 190, 0.9, 0.6, "#fbe3cf")
        + far_hills("#b6a9b8", "#93a396", 520)
    )
    row = (
        gable_house(130, 640, 210, 220, "#f2e2c4", glass=LIT, timber=True)
        + house(420, 640, 290, 170, "#f7ecd9", glass=LIT, shutter="#5f8a6d")
        + gable_house(800, 640, 200, 220, CREAM, "#a84f3d", LIT)
        + house(1090, 640, 300, 170, "#eccfa9", glass=LIT, timber=True)
    )
    ground = rect(0, 636, WIDTH, 30, "#8fae6b") + faded_rect(0, 664, WIDTH, 340, "#94704f", "#5a4335")
    colors = ("#e58f4f", "#e9c94f", "#6fc2a8", "#6fa3dc", "#c58bd0")
    fibres = "".join(fibre(i, color) for i, color in enumerate(colors))
    conduit = rect(-20, 812, 1640, 116, "#e07a3c", 40, opacity=0.28)
    drops = "".join(
        stroke(f"M{at} 640 V730 Q{at} 824 {at + 90} {836 + i * 16}", colors[i], 7) + circle(at, 640, 12, colors[i])
        for i, at in enumerate((235, 565, 900, 1240))
    )
    stones = "".join(
        circle((i * 191) % 1600, 690 + (i * 83) % 300, 5 + i % 8, "#7c5f48", opacity=0.6) for i in range(55)
    )
    return (
        back
        + tree(60, 644, 0.95, "autumn", 2)
        + row
        + tree(1500, 646, 1.1, "autumn", 6)
        + ground
        + stones
        + conduit
        + fibres
        + drops
        + lamp(1050, 642, 170, True)
        + people.person(745, 640, 0.52, PETROL)
        + people.dog(772, 641, 0.42)
    )


def fibre(index: int, color: str) -> str:
    y = 838 + index * 16
    wave = f"M-20 {y} C400 {y - 20} 500 {y + 16} 820 {y} S1300 {y - 14} 1620 {y + 6}"
    sparks = "".join(circle(140 + index * 70 + i * 330, y + (2 if i % 2 else -3), 4.5, WHITE) for i in range(4))
    return stroke(wave, color, 8) + stroke(wave, WHITE, 2, opacity=0.4) + sparks


SCENES = (baustelle, feuerwehr, winterdienst, waermeplan, glasfaser)
