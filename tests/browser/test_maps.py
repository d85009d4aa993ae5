"""Maps in the browser: the sketch without JavaScript, tiles only after a click, a place chosen by keyboard.

No server is needed: the browser gets its answers from Django's test client, and the tiles from a stub. What the page's
policy forbids never gets as far as that.
"""

import contextvars
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browser.conftest import SIZES
from tests.browser.keyboard import Keyboard
from tests.browser.sizes import ON_A_DESKTOP
from tests.factories.directory import PlaceFactory

HERE = "http://localhost"
TILES = "https://kacheln.example"
TILE = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><path d="M0 0h256v256" fill="#e4e9dd"/></svg>'

pytestmark = [
    pytest.mark.urls("tests.browser.map_page"),
    ON_A_DESKTOP,
]


@dataclass
class Town:
    """Answers the browser, and remembers which strangers it asked."""

    asked: list[str] = field(default_factory=list)
    # Playwright calls back in a context of its own, where Django would open a second connection to the database.
    context: contextvars.Context = field(default_factory=contextvars.copy_context)

    def answer(self, route: Route) -> None:
        request = route.request
        if not request.url.startswith(f"{HERE}/"):
            self.asked.append(request.url)
            route.fulfill(body=TILE, content_type="image/svg+xml")
        elif urlsplit(request.url).path.startswith("/static/"):
            found = finders.find(re.sub(r"^/static/(v-\w+/)?", "", urlsplit(request.url).path))
            route.fulfill(path=found) if found else route.fulfill(status=404)
        else:
            response = self.context.run(self.of_django, request)
            route.fulfill(status=response.status_code, headers=dict(response.items()), body=response.content)

    @staticmethod
    def of_django(request: Request) -> HttpResponse:
        client = Client(headers={"Sec-Fetch-Site": "same-origin"}, SERVER_NAME="localhost")
        if request.method == "POST":
            return client.post(request.url, request.post_data or "", "application/x-www-form-urlencoded")
        return client.get(request.url)


@pytest.fixture(scope="session")
def base_url() -> str:
    """Not the demo town, which would have to be started."""
    return HERE


@pytest.fixture
def town(home, settings, context) -> Iterator[Town]:
    settings.MAP_TILES_URL = f"{TILES}/{{z}}/{{x}}/{{y}}.png"
    settings.MAP_ATTRIBUTION = "Karte der Gemeinde, https://karte.example/"
    settings.MAP_CENTER = (52.3186, 8.5142)
    PlaceFactory(name="Rathaus", street="Marktplatz 1", latitude=52.3186, longitude=8.5142)
    town = Town()
    context.route("**/*", town.answer)
    yield town
    # Whatever a page still asks for must not reach the database, which is taken back now.
    context.unroute_all(behavior="wait")
    for page in context.pages:
        page.close()


def test_tiles_come_after_a_click_only_and_the_choice_can_be_undone(page: Page, town, assert_accessible: Callable):
    page.goto(f"{HERE}/karte/")
    shown = page.locator("site-map")
    expect(shown.locator("[data-ask]")).to_contain_text("kacheln.example")
    assert_accessible()
    assert town.asked == []
    assert page.evaluate("localStorage.length") == 0

    with page.expect_request(f"{TILES}/**"):
        shown.locator("[data-load]").click()
    expect(shown.locator("[data-stage]")).to_be_focused()
    expect(shown.locator("[data-sketch]")).to_be_hidden()
    expect(shown.locator("[data-credit] a")).to_have_attribute("href", "https://karte.example/")
    assert page.evaluate("localStorage.length") == 0
    assert_accessible()

    # On paper the sketch is enough.
    page.emulate_media(media="print")
    expect(shown.locator("[data-sketch]")).to_be_visible()
    expect(shown.locator("[data-stage]")).to_be_hidden()
    page.emulate_media(media="screen")

    # Both things at one spot are behind one marker.
    page.locator(".site-map__pin[aria-label^='2:']").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup-content")).to_contain_text("Bänke am Teich <b>neu</b>")
    expect(page.locator(".leaflet-popup-content a")).to_have_attribute("href", "/spielplatz/")
    assert_accessible()

    shown.locator("[data-forget]").click()
    expect(shown.locator("[data-sketch]")).to_be_visible()
    shown.locator("[data-remember]").check()
    shown.locator("[data-load]").click()
    expect(shown.locator("[data-stage]")).to_be_visible()
    with page.expect_request(f"{TILES}/**"):
        page.reload()
    expect(shown.locator("[data-stage]")).to_be_visible()
    expect(page.locator("site-place [data-stage]")).to_be_visible()
    assert all(address.startswith(f"{TILES}/") for address in town.asked)

    shown.locator("[data-forget]").click()
    page.reload()
    expect(shown.locator("[data-sketch]")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_a_place_is_chosen_by_keyboard_alone(page: Page, town, assert_accessible: Callable):
    page.goto(f"{HERE}/karte/?ohne")
    keyboard = Keyboard(page)
    keyboard.enter("site-place [data-load]")
    stage = page.locator("site-place [data-stage]")
    expect(stage).to_be_focused()
    status = page.locator("site-place [data-status]")
    expect(status).to_have_text("")
    keyboard.press(*["ArrowUp"] * 3, *["ArrowRight"] * 2)
    expect(status).to_contain_text("Rathaus, Marktplatz 1")
    assert page.locator("#id_where_1").input_value() == ""
    keyboard.press("Enter")
    expect(page.locator("#id_where_0")).to_be_focused()
    north, east = (float(page.locator(f"#id_where_{number}").input_value()) for number in (1, 2))
    assert 52.3186 < north < 52.3206
    assert 8.5142 < east < 8.5172
    assert_accessible()
    keyboard.enter("site-place [data-remove]")
    expect(page.locator("#id_where_1")).to_have_value("")
    keyboard.fill("#id_where_0", "Rathaus, Marktplatz 1")
    expect(page.locator("#id_where_1")).to_have_value("52.31860")
    keyboard.type(" links")
    expect(page.locator("#id_where_1")).to_have_value("")
    keyboard.press(*["Backspace"] * 6, "Enter")
    expect(page.locator("#stored")).to_have_text("Rathaus, Marktplatz 1|Position(latitude=52.3186, longitude=8.5142)")
    assert all(address.startswith(f"{TILES}/") for address in town.asked)


def test_the_device_is_asked_only_on_a_click_and_far_places_are_questioned(page: Page, town, context):
    context.grant_permissions(["geolocation"], origin=HERE)
    context.set_geolocation({"latitude": 53.5511, "longitude": 9.9937})
    page.goto(f"{HERE}/karte/?ohne")
    number = page.locator("#id_where_1")
    expect(number).to_have_value("")
    page.locator("[data-locate]").click()
    expect(number).to_have_value("53.55110")
    expect(page.locator("[data-status]")).to_contain_text("17")  # kilometres: 170 as the crow flies
    assert town.asked == []


def test_without_script_the_sketch_and_the_words_are_enough(browser: Browser, town):
    context = browser.new_context(java_script_enabled=False, viewport=SIZES["phone"], locale="de-DE")
    context.route("**/*", town.answer)
    page = context.new_page()
    page.goto(f"{HERE}/karte/")
    expect(page.locator("site-map svg")).to_be_visible()
    assert page.locator(".site-map__dot text").all_text_contents() == ["1", "2"]
    numbers = [line.get_attribute("data-number") for line in page.locator(".site-map__list li").all()]
    assert numbers == ["1", "2", "2", None]
    for tool in ("[data-load]", "[data-locate]", "[data-remove]", "[data-forget]"):
        assert not any(button.is_visible() for button in page.locator(tool).all())
    page.locator("#id_where_0").fill("marktplatz 1")
    page.locator("main button[type=submit]").click()
    expect(page.locator("#stored")).to_have_text("marktplatz 1|Position(latitude=52.3186, longitude=8.5142)")
    assert town.asked == []
    context.unroute_all(behavior="wait")
    context.close()
