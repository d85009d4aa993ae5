"""The search as residents use it: by keyboard, with filters, without JavaScript."""

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("path", ["/", "/suche/?q=hund", "/kontakt/"], ids=["home", "results", "header"])
def test_suggestions_are_chosen_by_keyboard(page: Page, assert_accessible, path):
    page.goto(path)
    box = page.locator("input[type=search]:visible").first
    box.focus()
    box.press("Control+a")
    box.type("fuehrers")
    options = page.locator("[role=listbox]:visible [role=option]")
    expect(options.first).to_contain_text("Führerschein")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("form:has([role=option]) [role=status]")).to_contain_text(str(options.count()))
    box.press("ArrowDown")
    box.press("ArrowDown")
    second = options.nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == second.get_attribute("id")
    assert_accessible()
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("fuehrers")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/dienstleistungen/**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Führerschein")


def test_enter_without_a_choice_searches(page: Page):
    page.goto("/")
    box = page.locator("main input[type=search]")
    box.type("ausweis")
    expect(page.locator("[role=option]").first).to_be_visible()
    box.press("Enter")
    page.wait_for_url("**/suche/?q=ausweis")


def test_results_are_narrowed_down_and_widened_again(page: Page, assert_accessible):
    page.goto("/suche/?q=anmelden")
    filters = page.locator(".services__filters")
    is_phone = page.viewport_size["width"] < 960
    if is_phone:
        expect(filters.get_by_role("link").first).to_be_hidden()
        filters.locator("summary").click()
    choice = filters.locator("a[href*='online=1']")
    promised = choice.locator(".site-muted").inner_text()
    assert_accessible()
    choice.click()
    expect(page.locator(".search__count")).to_contain_text(promised)
    assert_accessible()
    page.locator(".services__chips a").click()
    expect(page.locator(".services__chips")).to_have_count(0)


def test_the_card_leads_to_the_form_and_a_choice_is_counted(page: Page, assert_accessible):
    page.goto("/suche/?q=hund+anmelden")
    card = page.locator(".search__answer")
    expect(card).to_contain_text("78,00 €")
    assert card.locator("a.kern-btn--primary").get_attribute("href").startswith("https://")
    assert_accessible()
    with page.expect_request("**/suche/auswahl/") as sent:
        card.locator("h2 a").click()
    assert "rank=1" in sent.value.post_data
    page.wait_for_url("**/hund-anmelden/")
    assert page.context.cookies() == []


def test_without_javascript_everything_works(browser, browser_context_args, base_url):
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False, "base_url": base_url})
    page = context.new_page()
    page.goto("/suche/?q=hund")
    expect(page.locator("[role=combobox]")).to_have_count(0)
    if page.viewport_size["width"] < 960:
        page.locator(".services__filters summary").click()
    page.locator(".services__filters a[href*='art=service']").click()
    expect(page.locator(".services__chips a")).to_have_count(1)
    page.locator("#rueckmeldung button").first.click()
    expect(page.locator("#rueckmeldung [role=status]")).to_be_visible()
    context.close()


@pytest.mark.parametrize("query", ["musikschule", "xyzzyqwort", "hund xylophon"])
def test_pages_with_little_or_nothing_are_accessible_on_small_screens(page: Page, assert_accessible, query):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"/suche/?q={query}")
    expect(page.locator(".search__count")).to_be_visible()
    assert_accessible()


def test_suggestions_are_seen_above_the_keyboard_of_a_phone(page: Page):
    page.set_viewport_size({"width": 360, "height": 420})  # what a keyboard leaves
    page.goto("/")
    box = page.locator("main input[type=search]")
    box.type("ausweis")
    expect(page.locator("[role=option]").first).to_be_in_viewport(ratio=1)
    expect(box).to_be_in_viewport(ratio=1)
    between = """box => document.getElementById(box.getAttribute("aria-controls")).getBoundingClientRect().top
        - box.getBoundingClientRect().bottom"""
    assert box.evaluate(between) < 16


def test_what_is_chosen_shows_in_forced_colours(page: Page, assert_accessible):
    page.emulate_media(forced_colors="active")
    page.goto("/suche/?q=anmelden")
    box = page.locator("main input[type=search]")
    box.focus()
    box.press("Control+a")
    box.type("fuehrers")
    expect(page.locator("[role=option]").first).to_be_visible()
    box.press("ArrowDown")
    expect(page.locator("[role=option]").first).to_have_css("outline-style", "solid")
    expect(page.locator("[role=option]").nth(1)).to_have_css("outline-style", "none")
    box.press("Escape")
    if page.viewport_size["width"] < 960:
        page.locator(".services__filters summary").click()
    expect(page.locator(".services__choices a[aria-current]").first).to_have_css("outline-style", "solid")
    assert_accessible()


def test_a_search_is_one_landmark(page: Page):
    page.goto("/suche/?q=hund")
    expect(page.get_by_role("search")).to_have_count(1)


@pytest.mark.parametrize("path", ["/", "/suche/?q=hund", "/aktuelles/"], ids=["home", "results", "header"])
def test_large_letters_need_no_sideways_scrolling(page: Page, path):
    page.goto(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    box, button = page.locator("form[role=search]:visible").locator("input[type=search], button").all()
    assert button.bounding_box()["x"] + button.bounding_box()["width"] <= page.viewport_size["width"]
    assert box.bounding_box()["width"] > 200
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
