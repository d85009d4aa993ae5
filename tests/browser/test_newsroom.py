"""Journeys around the newsroom: a film that asks nobody before the click, the share kit, the night of the summer time."""

import calendar
import re
from datetime import date
from secrets import token_hex

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_editors import press, sign_in, write_news

FILM = "/aktuelles/heiraten-im-moor/"
PROVIDER = "https://video.haselbrueck.example"
PLAN, OPENS_PLAN = "#schedule-publishing-dialog", "[data-a11y-dialog-show=schedule-publishing-dialog]"


@pytest.fixture
def asked_of_others(page: Page, base_url: str) -> list[str]:
    """Every address on another host that the page asks for; the provider answers without a network."""
    asked: list[str] = []
    page.route(f"{PROVIDER}/**", lambda route: route.fulfill(body="<title>Film</title>", content_type="text/html"))
    page.on("request", lambda request: request.url.startswith((base_url, "data:")) or asked.append(request.url))
    return asked


def test_a_film_asks_nobody_before_somebody_loads_it(page: Page, town, asked_of_others, assert_accessible):
    page.goto(FILM, wait_until="networkidle")
    load = page.get_by_role("button", name="Der Weg zum Aussichtssteg")
    expect(load).to_be_visible()
    assert_accessible()
    assert asked_of_others == []
    load.focus()
    page.keyboard.press("Enter")
    expect(page.frame_locator("iframe[title='Der Weg zum Aussichtssteg']").locator("body")).to_be_attached()
    page.wait_for_function("document.activeElement.tagName === 'IFRAME'")
    assert [address.split("?")[0] for address in asked_of_others] == [f"{PROVIDER}/videos/embed/9aRmKq2VtYw3xLcB"]


def test_without_scripts_a_link_leads_to_the_film(browser, town, base_url):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(FILM)
    expect(page.locator("[data-load]")).to_be_hidden()
    expect(page.locator(f"a[href='{PROVIDER}/w/9aRmKq2VtYw3xLcB']")).to_be_visible()
    context.close()


@pytest.mark.parametrize("address", ["/presse/", "/presse/zwischenbilanz-offenes-rathaus/", FILM])
def test_the_newsrooms_pages_have_no_barriers(page: Page, town, assert_accessible, address):
    page.goto(address)
    assert_accessible()


def test_an_editor_takes_text_and_picture_from_the_share_kit(page: Page, town, assert_accessible):
    sign_in(page, town, "redaktion")
    number = number_of(page, "/presse/zwischenbilanz-offenes-rathaus/")
    page.goto(f"/admin/news/share/{number}/", wait_until="networkidle")
    assert_accessible()
    text = page.locator("textarea").first
    expect(text).to_have_value(re.compile("/presse/zwischenbilanz-offenes-rathaus/"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copy]").first.click()
    expect(page.locator("[data-copy]").first).to_contain_text(
        page.locator("[data-copy]").first.get_attribute("data-done")
    )
    assert page.evaluate("navigator.clipboard.readText()") == text.input_value()
    with page.expect_download() as download:
        page.locator("a[href$='/1080x1080/']").first.click()
    assert download.value.suggested_filename == "zwischenbilanz-offenes-rathaus-1080x1080.jpg"


def test_an_editor_plans_across_the_night_of_the_summer_time(page: Page, town):
    """Online at half past one, offline at half past three: that is one hour, in the night in March."""
    title, spring = f"Nachtwache {token_hex(4)}", last_sunday_of(3)
    sign_in(page, town, "redaktion")
    write_news(page, "aktuelles", title)
    plan(page, go_live_at=f"{spring} 01:30", expire_at=f"{last_sunday_of(10)} 02:30")
    expect(page.locator(".messages .error")).to_be_visible()
    open_plan(page)  # half past two is there twice in October
    expect(page.locator("[data-field-errors]", has_text="Europe/Berlin")).to_be_visible()
    plan(page, expire_at=f"{spring} 03:30")
    page.get_by_role("button", name="Status umschalten").click()  # on a phone it covers the buttons at the foot
    press(page, "action-publish")
    expect(page.locator(".messages .success")).to_contain_text(title)
    page.goto("/admin/reports/planned/")
    planned = page.locator("tr", has_text=title)
    expect(planned).to_contain_text("01:30 (CET)")
    expect(planned).to_contain_text("03:30 (CEST)")
    assert title not in page.request.get("/aktuelles/").text()


def last_sunday_of(month: int) -> str:
    """The day of next year on which the clocks change, as editors write it."""
    weeks = calendar.Calendar().monthdatescalendar(date.today().year + 1, month)
    return f"{max(week[-1] for week in weeks if week[-1].month == month):%d.%m.%Y}"


def open_plan(page: Page) -> None:
    """The hours of going online and offline stand in a window that the panel at the side opens."""
    page.wait_for_load_state("networkidle")
    if not page.locator(OPENS_PLAN).first.is_visible():
        page.get_by_role("button", name="Status umschalten").click()
    if not page.locator(PLAN).is_visible():
        page.locator(OPENS_PLAN).first.click()


def plan(page: Page, **moments: str) -> None:
    """By keyboard, because the calendar that opens under a field covers what stands below."""
    open_plan(page)
    for name, moment in moments.items():
        page.locator(f"#id_{name}").fill(moment)
        page.locator(f"#id_{name}").press("Tab")
    with page.expect_navigation():
        page.locator(f"{PLAN} button.action-save").press("Enter")


def number_of(page: Page, address: str) -> str:
    return re.search(r"/admin/pages/(\d+)/edit/", page.request.get(address).text())[1]
