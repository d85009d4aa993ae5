"""Photographs the main pages of the demo town for the documentation: `make pictures`.

They are WebP by Pillow, because a browser writes none, and small enough to stand in the repository.
"""

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import find_chromium
from tests.browser.town import PROJECT, running_town

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


def main() -> None:
    """Take them all anew; a page that is gone shows as the page that says so."""
    with tempfile.TemporaryDirectory() as folder, running_town(Path(folder)) as town, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for name, path in PAGES.items():
            for size_name, size in SIZES.items():
                take(browser, town.address + path, size).save(FOLDER / f"{name}-{size_name}.webp", quality=QUALITY)
        # For the README, which is also read where nobody knows WebP.
        take(browser, town.address, SIZES["desktop"]).save(FOLDER / "home.png", optimize=True)


if __name__ == "__main__":
    main()
