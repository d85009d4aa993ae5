"""A workshop evening: cards from phones, the big screen in the hall, and whoever leads it makes ideas of them."""

import json
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.sizes import ON_A_PHONE
from tests.browser.test_editors import sign_in

PHONE, HALL = {"width": 390, "height": 844}, {"width": 1920, "height": 1080}
SEEN_WITHIN = 3_000  # milliseconds until the hall sees a card
LOOK_UP = """
import json
from participation.models import WallPage
wall = WallPage.objects.live().get(slug="unterwegs")
print(json.dumps([wall.pk, wall.url]))
"""


@dataclass(frozen=True)
class Wall:
    number: int
    address: str

    @property
    def desk(self) -> str:
        return f"/admin/participation/walls/{self.number}/"


@pytest.fixture
def wall(town) -> Wall:
    return Wall(*json.loads(town.manage("shell", "--no-imports", "-c", LOOK_UP).splitlines()[-1]))


def write(page: Page, text: str) -> None:
    """Fill in the form of a wall and press its button."""
    page.locator("#id_text").fill(text)
    page.locator("[name=accept_rules]").check()
    page.locator("#karte-schreiben button[type=submit]").click()


def card(page: Page, text: str) -> Locator:
    return page.locator(".wall-card", has_text=text)


def tick(page: Page, *texts: str) -> None:
    for text in texts:
        page.locator(".wall-arrange__card", has_text=text).locator("input[name=card]").check()


@ON_A_PHONE
def test_cards_from_phones_hang_in_the_hall_and_become_an_idea(
    page: Page, browser: Browser, town, wall, assert_accessible
):
    page.set_viewport_size(PHONE)
    hall = browser.new_context(base_url=town.address, viewport=HALL, locale="de-DE")
    screen = hall.new_page()
    screen.goto(f"{wall.address}leinwand/")

    page.goto(wall.address)
    assert_accessible()
    page.locator("#karte-schreiben button[type=submit]").click()
    expect(page.locator("#karte-schreiben .kern-alert--danger a").first).to_have_attribute("href", "#id_text")
    assert_accessible()
    write(page, "Ein Rufbus am Sonntag")
    expect(card(screen, "Ein Rufbus am Sonntag")).to_be_visible(timeout=SEEN_WITHIN)
    expect(page.locator("[data-thanks]")).to_be_visible()
    expect(card(page, "Ein Rufbus am Sonntag")).to_be_visible(timeout=SEEN_WITHIN)
    expect(page.locator("#id_text")).to_have_value("")
    assert_accessible()

    write_without_script(browser, town, wall, "Sonntags fährt nichts")
    expect(card(screen, "Sonntags fährt nichts")).to_be_visible(timeout=SEEN_WITHIN)

    page.set_viewport_size(HALL)
    page.goto(f"{wall.address}leinwand/")
    assert_accessible()
    lead(page, town, wall, screen, assert_accessible)
    hall.close()

    page.context.clear_cookies()
    page.goto(wall.address)
    expect(page.locator("#karte-schreiben")).to_have_count(0)
    expect(card(page, "Sieben Tage die Woche")).to_contain_text("Ein Rufbus am Sonntag")
    expect(card(page, "Sonntags fährt nichts").locator("a")).to_have_text("Rufbus für alle Dörfer")


def write_without_script(browser: Browser, town, wall: Wall, text: str) -> None:
    """A phone that runs no scripts: sending leads on to the card's own page."""
    context = browser.new_context(base_url=town.address, java_script_enabled=False, viewport=PHONE, locale="de-DE")
    page = context.new_page()
    page.goto(wall.address)
    write(page, text)
    expect(page).not_to_have_url(re.compile(re.escape(wall.address)))
    expect(page.locator("main")).to_contain_text(text)
    page.goto(wall.address)
    expect(card(page, text)).to_be_visible()
    context.close()


def lead(page: Page, town, wall: Wall, screen: Page, assert_accessible) -> None:
    """Group, sharpen, make an idea, close, begin the result."""
    sign_in(page, town, "redaktion")
    page.goto(wall.desk)
    assert_accessible("#main")
    tick(page, "Ein Rufbus am Sonntag", "Sonntags fährt nichts")
    page.locator("#id_title").fill("Rufbus")
    page.locator("button[name=do][value=group]").click()
    expect(screen.locator(".wall__heading", has_text=re.compile("^Rufbus$"))).to_be_visible(timeout=SEEN_WITHIN)

    page.locator(".wall-arrange__card", has_text="Ein Rufbus am Sonntag").locator(f"a[href^='{wall.desk}']").click()
    page.locator("#id_sharpened").fill("Sieben Tage die Woche")
    page.locator("#main form button[type=submit]").last.click()
    expect(page).to_have_url(re.compile(f"{wall.desk}$"))
    expect(card(screen, "Sieben Tage die Woche")).to_be_visible(timeout=SEEN_WITHIN)

    tick(page, "Sieben Tage die Woche", "Sonntags fährt nichts")
    page.locator("button[name=do][value=idea]").click()
    page.locator("#id_title").fill("Rufbus für alle Dörfer")
    page.locator("#main form button[type=submit]").last.click()
    expect(page.locator(".wall-arrange__card a", has_text="Rufbus für alle Dörfer")).to_have_count(2)

    page.locator("button[name=do][value=close]").click()
    expect(page.locator("button[name=do][value=open]")).to_be_visible()
    page.locator("button[name=do][value=result]").click()
    expect(page).to_have_url(re.compile(f"/admin/pages/{wall.number}/edit/"))
    expect(page.locator("form")).to_contain_text(["Sieben Tage die Woche"])
