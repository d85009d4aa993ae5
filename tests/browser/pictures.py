"""Photographs the main pages of the demo town for the documentation: `make pictures`.

They are WebP by Pillow, because a browser writes none, and small enough to stand in the repository.
"""

from io import BytesIO

from PIL import Image
from playwright.sync_api import Browser

from tests.browser.town import PROJECT, RunningTown

FOLDER = PROJECT / "docs" / "pictures"
SIZES = {"desktop": (1280, 900), "phone": (375, 812)}
PAGES = {
    "home": "/",
    "services": "/dienstleistungen/",
    "service": "/dienstleistungen/hund-anmelden/",
    "search": "/suche/?q=hundemarke",
    "news": "/aktuelles/",
    "news-item": "/aktuelles/muehlenstrasse-gesperrt/",
    "projects": "/mitmachen/",
    "project": "/mitmachen/waermeplan/",
    "town-hall": "/rathaus/buergerbuero/",
    "not-found": "/hundestuer/",
}
QUALITY = 70


def take(browser: Browser, address: str, size: tuple[int, int]) -> Image.Image:
    """What a visitor sees first, with all pictures of it there."""
    tab = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="de-DE")
    tab.goto(address, wait_until="networkidle")
    with Image.open(BytesIO(tab.screenshot())) as picture:
        tab.close()
        return picture.convert("RGB")


def test_take_them_all_anew(browser: Browser, town: RunningTown) -> None:
    """No test of the suite, whose files are called otherwise: the town that the journeys have is just what is needed."""
    for name, path in PAGES.items():
        for size_name, size in SIZES.items():
            take(browser, town.address + path, size).save(FOLDER / f"{name}-{size_name}.webp", quality=QUALITY)
    # For the README, which is also read where nobody knows WebP.
    take(browser, town.address, SIZES["desktop"]).save(FOLDER / "home.png", optimize=True)
