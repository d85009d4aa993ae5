"""What editors see first: what waits for them, and the first steps of a new town."""

import re

from playwright.sync_api import Page, expect

from tests.browser.sizes import ON_A_DESKTOP
from tests.browser.test_editors import sign_in

# People write and decide at a desk; what pupils and moderators do on a phone, their own journeys show.
pytestmark = ON_A_DESKTOP


def test_an_editor_sees_what_waits_and_goes_there(page: Page, town, assert_accessible):
    sign_in(page, town, "redaktion")
    page.goto("/admin/")
    entries = page.locator(".todos__entry")
    expect(entries.first).to_be_visible()
    assert_accessible()
    page.locator("#todo-searches a").first.click()
    expect(page).to_have_url(re.compile(r"/admin/reports/search-queries/\?period=7&problem=nothing"))


def test_a_pupil_meets_a_calm_start_page(page: Page, town, assert_accessible):
    sign_in(page, town, "schuelerzeitung")
    page.goto("/admin/")
    expect(page.locator(".todos")).to_be_visible()
    expect(page.locator(".first-steps__reminder")).to_have_count(0)
    assert_accessible()


def test_the_first_steps_are_put_off_and_taken_up_again(page: Page, town, assert_accessible):
    sign_in(page, town, "technik")
    page.goto("/admin/")
    page.locator(".first-steps__reminder a").click()
    expect(page.locator("#step-name.first-steps__step--done")).to_be_visible()
    assert_accessible()
    step = page.locator("#step-face")
    step.locator("button[name=later]").click()
    expect(step.locator("button[name=now]")).to_be_visible()
    assert_accessible()
    step.locator("button[name=now]").click()
    expect(step.locator("button[name=later]")).to_be_visible()


def test_small_town_mode_shortens_a_form(page: Page, town, assert_accessible):
    sign_in(page, town, "technik")
    page.goto("/admin/first-steps/")
    page.locator("button[name=small]").click()
    expect(page.locator("button[name=small][value=off]")).to_be_visible()
    try:
        newsroom = re.search(r"/admin/pages/(\d+)/add_subpage/", page.request.get("/aktuelles/").text())
        page.goto(f"/admin/pages/add/news/newspage/{newsroom[1]}/")
        expect(page.locator("[id$=-body-content]")).to_be_visible()
        expect(page.locator("[id$=-topics-content]")).to_be_hidden()
        assert_accessible()
    finally:
        page.goto("/admin/first-steps/")
        page.locator("button[name=small][value=off]").click()
        expect(page.locator("button[name=small][value=on]")).to_be_visible()
