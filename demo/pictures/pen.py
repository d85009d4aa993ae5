"""The pen of our illustrations: the few SVG marks that everything else is drawn with."""

from collections.abc import Iterable, Sequence
from random import Random

WIDTH, HEIGHT = 1600, 1000

Point = tuple[float, float]

INK = "#22304a"
CREAM = "#fbf3e4"
WHITE = "#ffffff"
BRICK = "#c4634a"
ROOF = "#b5533f"
TERRACOTTA = "#d98a5f"
OCHRE = "#e9b552"
TIMBER = "#5a4335"
STONE = "#d9cfbf"
ASPHALT = "#7b8290"
LEAF = "#6f9e57"
DARK_LEAF = "#3f7556"
LIGHT_LEAF = "#a8c67c"
WATER = "#6fb3c8"
SKY_BLUE = "#4f86b5"
PETROL = "#2f6b78"
ROSE = "#dc8a8a"
GLASS = "#a9cfdc"
LIT = "#ffd98a"


def dice(seed: int) -> Random:
    """Chance that falls the same way each time, so a picture drawn again is the same picture."""
    return Random(seed)  # noqa: S311


def tag(name: str, content: str = "", **attributes: object) -> str:
    """One SVG element; `stroke_width=3` becomes `stroke-width="3"`, None is left out."""
    pairs = (f'{key.replace("_", "-")}="{value}"' for key, value in attributes.items() if value is not None)
    return f"<{name} {' '.join(pairs)}>{content}</{name}>"


def rect(x: float, y: float, w: float, h: float, fill: str, r: float = 0, **more: object) -> str:
    return tag("rect", x=x, y=y, width=w, height=h, fill=fill, rx=r, **more)


def circle(x: float, y: float, r: float, fill: str, **more: object) -> str:
    return tag("circle", cx=x, cy=y, r=r, fill=fill, **more)


def ellipse(x: float, y: float, rx: float, ry: float, fill: str, **more: object) -> str:
    return tag("ellipse", cx=x, cy=y, rx=rx, ry=ry, fill=fill, **more)


def path(d: str, fill: str = "none", **more: object) -> str:
    return tag("path", d=d, fill=fill, **more)


def polygon(points: Iterable[Point], fill: str, **more: object) -> str:
    return tag("polygon", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points), fill=fill, **more)


def line(points: Iterable[Point], color: str, width: float = 4, **more: object) -> str:
    """An open stroke with round ends: limbs, ropes, frames."""
    d = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return stroke(d, color, width, **more)


def stroke(d: str, color: str, width: float = 4, **more: object) -> str:
    style = {"stroke_linecap": "round", "stroke_linejoin": "round", **more}
    return path(d, stroke=color, stroke_width=width, **style)


def smooth(points: Sequence[Point]) -> str:
    """A soft curve through the points (Catmull-Rom, written as Bézier pieces)."""
    ends = [points[0], *points, points[-1]]
    d = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for before, start, stop, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        x1, y1 = start[0] + (stop[0] - before[0]) / 6, start[1] + (stop[1] - before[1]) / 6
        x2, y2 = stop[0] - (after[0] - start[0]) / 6, stop[1] - (after[1] - start[1]) / 6
        d += f" C{x1:.1f} {y1:.1f} {x2:.1f} {y2:.1f} {stop[0]:.1f} {stop[1]:.1f}"
    return d


def group(*parts: str, x: float = 0, y: float = 0, scale: float = 1, flip: bool = False, **more: object) -> str:
    """Parts drawn around the origin, put where they belong; `flip` mirrors them."""
    across = -scale if flip else scale
    return tag("g", "".join(parts), transform=f"translate({x} {y}) scale({across} {scale})", **more)


def gradient(*colors: str, sideways: bool = False) -> tuple[str, str]:
    """Definition and reference of a gradient; its name is made of its colours, so repeating it is harmless."""
    name = "g" + "".join(color.strip("#") for color in colors) + ("s" if sideways else "")
    last = max(len(colors) - 1, 1)
    stops = "".join(tag("stop", offset=i / last, stop_color=color) for i, color in enumerate(colors))
    x2, y2 = (1, 0) if sideways else (0, 1)
    return tag("linearGradient", stops, id=name, x1=0, y1=0, x2=x2, y2=y2), f"url(#{name})"


def faded_path(d: str, *colors: str, **more: object) -> str:
    definition, reference = gradient(*colors)
    return definition + path(d, reference, **more)


def faded_rect(x: float, y: float, w: float, h: float, *colors: str, r: float = 0, sideways: bool = False) -> str:
    definition, reference = gradient(*colors, sideways=sideways)
    return definition + rect(x, y, w, h, reference, r)


def shadow(x: float, y: float, rx: float, ry: float | None = None, opacity: float = 0.16) -> str:
    """The soft dark spot that makes a thing stand on the ground."""
    return ellipse(x, y, rx, ry if ry is not None else rx * 0.12, INK, opacity=opacity)


def words(x: float, y: float, text: str, size: int, fill: str = WHITE) -> str:
    """Words on a sign, centred; nothing else in a picture is written."""
    font = {"font_family": "Fira Sans, DejaVu Sans, sans-serif", "font_size": size, "font_weight": 700}
    return tag("text", text, x=x, y=y, fill=fill, text_anchor="middle", **font)


def svg(*parts: str) -> str:
    return tag(
        "svg",
        "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        width=WIDTH,
        height=HEIGHT,
    )
