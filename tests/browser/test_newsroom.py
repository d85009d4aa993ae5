"""Journeys around the newsroom: a film that asks nobody before the click, and the share kit."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_editors import sign_in

FILM = "/aktuelles/heiraten-im-moor/"
PROVIDER = "https://video.haselbrueck.example"


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


def number_of(page: Page, address: str) -> str:
    return re.search(r"/admin/pages/(\d+)/edit/", page.request.get(address).text())[1]
