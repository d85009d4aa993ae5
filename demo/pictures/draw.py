"""Draws the demo town's illustrations: `python -m demo.pictures.draw [slug …]` writes the JPEG files here."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from demo.pictures import (
    scenes_children,
    scenes_country,
    scenes_pupils,
    scenes_rooms,
    scenes_square,
    scenes_street,
    scenes_water,
)
from demo.pictures.pen import HEIGHT, WIDTH, svg

HERE = Path(__file__).parent
QUALITIES = (84, 80, 76, 72, 66)
LARGEST = 125_000
ALBUM = (scenes_square, scenes_street, scenes_children, scenes_country, scenes_water, scenes_rooms, scenes_pupils)
SCENES: dict[str, Callable[[], str]] = {scene.__name__: scene for room in ALBUM for scene in room.SCENES}


def browser() -> str:
    """The Chromium of this machine; it is the only thing that draws our SVG exactly."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    sys.exit("Chromium is missing. Install the package chromium, then draw again.")


def html(drawing: str) -> str:
    return f"<!doctype html><meta charset='utf-8'><style>body{{margin:0}}svg{{display:block}}</style>{drawing}"


def photograph(page: Path, target: Path) -> None:
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={WIDTH},{HEIGHT}"]
    subprocess.run([browser(), *options, f"--screenshot={target}", page.as_uri()], check=True, capture_output=True)  # noqa: S603


def keep(shot: Path, result: Path) -> None:
    """The best quality that stays light enough for a phone in a village without a mast."""
    with Image.open(shot) as picture:
        for quality in QUALITIES:
            picture.convert("RGB").save(result, quality=quality, optimize=True, progressive=True)
            if result.stat().st_size <= LARGEST:
                return


def draw(slug: str) -> Path:
    """One picture: SVG, photographed by the browser, kept as JPEG."""
    result = HERE / f"{slug}.jpg"
    with TemporaryDirectory() as folder:
        page, shot = Path(folder) / "page.html", Path(folder) / "shot.png"
        page.write_text(html(svg(SCENES[slug]())), encoding="utf-8")
        photograph(page, shot)
        keep(shot, result)
    return result


if __name__ == "__main__":
    for wanted in sys.argv[1:] or SCENES:
        print(draw(wanted))  # noqa: T201
