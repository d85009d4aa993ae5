"""A barrier is reported with the keyboard alone at 320 px; both steps of the feedback, with and without JavaScript."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.keyboard import Keyboard
from tests.browser.sizes import ON_A_PHONE

SERVICE = "/dienstleistungen/hund-anmelden/"
QUESTION = ".site-feedback"


# 320 px are what is left of 1280 at 400 % (WCAG 2.2, 1.4.10).
NARROW = {"width": 320, "height": 640}


@ON_A_PHONE
def test_a_barrier_is_reported(page: Page, assert_accessible):
    page.set_viewport_size(NARROW)
    page.goto(SERVICE)
    keyboard = Keyboard(page)
    keyboard.enter(".site-footer a[href^='/barriere-melden/']")
    page.wait_for_url("**/barriere-melden/**")
    assert_accessible()
    keyboard.enter("main form button")
    expect(page.locator("main .kern-alert--danger a")).to_have_attribute("href", "#id_what")
    assert_accessible()
    keyboard.enter("main .kern-alert--danger a")
    keyboard.type("Die Felder im Formular werden nicht vorgelesen.")
    expect(page.locator("[name=where]")).to_have_value(SERVICE)
    keyboard.enter("main form button")
    expect(page.locator("#nummer")).to_contain_text("B-")
    assert_accessible()
    assert not page.context.cookies()


@ON_A_PHONE
def test_both_steps_open_in_place(page: Page, assert_accessible):
    page.set_viewport_size(NARROW)
    page.goto(SERVICE)
    keyboard = Keyboard(page)
    keyboard.enter(f"{QUESTION} button[value=nein]")
    expect(page.locator("#klar")).to_be_focused()
    assert page.url.endswith(SERVICE)
    assert_accessible()
    keyboard.enter(f"{QUESTION} form button[type=submit]")
    expect(page.locator(f"{QUESTION} .kern-alert--danger a")).to_be_focused()
    assert_accessible()
    keyboard.press("Enter")
    keyboard.press("Space")
    keyboard.fill(f"{QUESTION} textarea", "Welche Papiere brauche ich?")
    keyboard.enter(f"{QUESTION} form button[type=submit]")
    expect(page.locator(f"{QUESTION} form")).to_have_count(0)
    expect(page.locator("#klar")).to_be_focused()


def test_both_steps_without_javascript(browser: Browser, base_url):
    context = browser.new_context(java_script_enabled=False, base_url=base_url, user_agent="without")
    page = context.new_page()
    page.goto(SERVICE)
    page.locator(f"{QUESTION} button[value=ja]").click()
    page.locator("main input[value=good_found]").check()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/rueckmeldung/danke/")
    assert not context.cookies()
    context.close()
