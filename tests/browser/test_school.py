"""The school newspaper: from a pupil's first word to the share kit, a consent withdrawn, an outsider at the door."""

import re
from datetime import date
from secrets import token_hex

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import Keyboard
from tests.browser.sizes import ON_A_DESKTOP
from tests.browser.test_editors import sign_in
from tests.browser.test_newsroom import number_of

REASON = "Bitte schreib dazu, wann das Turnier war."
# Passwords and text included: 359 when it was counted.
MOST_KEYS = 450
WITH_FOUR_PUPILS = "/schuelerzeitung/roboter-ag-wettbewerb/"
SHOW_THE_FOUR = (WITH_FOUR_PUPILS, "/schuelerzeitung/", "/rathaus/orte/jugendzentrum/")
TELL_OF_IT = ("/schuelerzeitung/feed/", "/schuelerzeitung/atom/", "/api/v1/news/", "/suche/?q=Roboter")


def change_place(page: Page, town, name: str) -> None:
    """Somebody else sits down at the same machine."""
    page.context.clear_cookies()
    sign_in(page, town, name)


def sign_in_with_keys(keys: Keyboard, town, name: str) -> None:
    keys.page.goto("/admin/")
    keys.fill("#id_login", name)
    keys.fill("#id_password", town.password)
    keys.press("Enter")
    expect(keys.page).to_have_url(re.compile(r"/admin/$"))


def write_with_keys(keys: Keyboard, title: str) -> None:
    """From the start page to a finished draft."""
    page = keys.page
    keys.enter("main a[href*='/admin/pages/']")
    page.wait_for_url(re.compile(r"/admin/pages/\d+/"))
    keys.enter("a[href$='/add_subpage/']")
    page.wait_for_url(re.compile("/add/news/newspage/"))
    page.wait_for_load_state("networkidle")
    keys.fill("#id_title", title)
    keys.fill("#id_teaser", "Zwei Tage, acht Mannschaften und ein Ball im Baum.")
    keys.enter(".c-sf-add-button")
    expect(page.get_by_role("option", name="Text", exact=True)).to_be_visible()
    keys.fill("input[role=combobox]", "Text")
    expect(page.get_by_role("option", name="Zitat", exact=True)).to_be_hidden()
    keys.press("Enter")
    expect(page.locator("[contenteditable=true]")).to_be_focused()
    keys.type("Am Ende gewann die 7b.")
    expect(page.locator("input[name=body-0-value]")).to_have_value(re.compile("gewann die 7b"))


def hand_in_with_keys(keys: Keyboard, action: str) -> None:
    page = keys.page
    page.wait_for_load_state("networkidle")
    keys.enter("footer .w-dropdown__toggle")
    expect(page.locator(f"button[name={action}]")).to_be_visible()
    keys.enter(f"button[name={action}]")
    expect(page.locator(".messages .success")).to_be_visible()


def decide(page: Page, action: str) -> None:
    """Approve or send back in the form."""
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.locator(f"button[data-workflow-action-name={action}]:not([data-workflow-action-modal-url])").first.click()


def send_back(page: Page, reason: str) -> None:
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.locator("button[data-workflow-action-name=reject]").click()
    window = page.locator(".modal-dialog")
    window.locator("textarea").fill(reason)
    window.locator("form button[type=submit]").click()
    expect(page.locator(".messages .success")).to_be_visible()


@ON_A_DESKTOP
def test_a_pupil_writes_hands_in_corrects_and_two_approve(page: Page, town, assert_accessible, record_property):
    title = f"Völkerball {token_hex(4)}"
    keys = Keyboard(page)
    sign_in_with_keys(keys, town, "schuelerzeitung")
    write_with_keys(keys, title)
    hand_in_with_keys(keys, "action-submit")
    first = (keys.steps, keys.presses, keys.seconds)
    number = re.search(r"/admin/pages/(\d+)/", page.locator(".messages a").first.get_attribute("href"))[1]
    form = f"/admin/pages/{number}/edit/"

    change_place(page, town, "betreuung")
    page.goto(form)
    send_back(page, REASON)

    page.context.clear_cookies()
    keys = Keyboard(page)
    sign_in_with_keys(keys, town, "schuelerzeitung")
    keys.enter(f"main a[href*='/admin/pages/{number}/edit/']")
    expect(page.locator(".messages .warning")).to_contain_text(REASON)
    page.wait_for_load_state("networkidle")
    keys.fill("#id_teaser", " Am 12. und 13. November.")
    hand_in_with_keys(keys, "action-restart-workflow")
    second = (keys.steps, keys.presses, keys.seconds)
    record_property("pupil by keyboard: stops, keys, seconds", (first, second))
    assert first[1] + second[1] < MOST_KEYS

    for name in ("betreuung", "freigabe"):
        assert page.request.get("/schuelerzeitung/").text().count(title) == 0
        change_place(page, town, name)
        page.goto(form)
        decide(page, "approve")
        expect(page.locator(".messages .success")).to_be_visible()
    public = page.request.get("/schuelerzeitung/").text()
    assert title in public
    assert "Am 12. und 13. November." in public

    change_place(page, town, "redaktion")
    page.goto(f"/admin/news/share/{number}/")
    assert title in page.locator("textarea").first.input_value()
    assert_accessible()


@pytest.fixture
def consent_given_again(town):
    yield
    again = "[setattr(one, 'withdrawn_on', None) or one.save() for one in Consent.objects.exclude(withdrawn_on=None)]"
    town.manage("shell", "--command", f"from consents.models import Consent; {again}")


def pictures_in(html: str) -> set[str]:
    return set(re.findall(r"/media/images/[^\"'\s,&]+", html))


def test_a_withdrawn_consent_takes_the_picture_offline_everywhere(page: Page, town, consent_given_again):
    page.goto(WITH_FOUR_PUPILS)
    file = re.search(r"/media/images/([^.]+)\.", page.locator("main img").first.get_attribute("src"))[0]
    before = {place: pictures_in(page.request.get(place).text()) for place in SHOW_THE_FOUR}
    sizes = {address for found in before.values() for address in found if address.startswith(file)}
    assert all(found & sizes for found in before.values()), before
    assert {page.request.get(address).status for address in sizes} == {200}

    sign_in(page, town, "betreuung")
    page.goto("/admin/snippets/consents/consent/?state_now=given", wait_until="networkidle")
    page.locator("td.title a").first.click()
    page.locator("#id_withdrawn_on").fill(f"{date.today():%d.%m.%Y}")
    page.keyboard.press("Tab")
    page.locator("footer button[type=submit]").first.click()
    expect(page.locator(".messages .success")).to_be_visible()

    page.context.clear_cookies()
    for place in (*SHOW_THE_FOUR, *TELL_OF_IT):
        answer = page.request.get(place)
        assert answer.status == 200, place
        assert file not in answer.text(), place
    assert {page.request.get(address).status for address in sizes} == {404}
    page.goto(WITH_FOUR_PUPILS)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.fixture
def attempts_forgotten(town):
    """Whoever comes next is not kept waiting for what was tried here."""
    yield
    town.manage("shell", "-c", "from django.core.cache import caches; caches['shared'].clear()")


def test_an_outsider_gets_nowhere_with_the_pupils_account(page: Page, town, attempts_forgotten, assert_accessible):
    for attempt in range(6):
        page.goto("/konto/anmelden/")
        page.locator("#id_login").fill("schuelerzeitung")
        page.locator("#id_password").fill(f"geraten-{attempt}")
        page.locator("main form button").first.click()
        expect(page).to_have_url(re.compile("/konto/anmelden/"))
    # Now the right one waits as well.
    page.locator("#id_login").fill("schuelerzeitung")
    page.locator("#id_password").fill(town.password)
    page.locator("main form button").first.click()
    expect(page).to_have_url(re.compile("/konto/anmelden/"))
    expect(page.locator("main .kern-alert").first).to_be_visible()
    assert_accessible()
    page.goto("/admin/pages/")
    expect(page).to_have_url(re.compile("/konto/anmelden/"))


def test_with_the_pupils_account_other_branches_stay_closed(page: Page, town):
    sign_in(page, town, "redaktion")
    foreign = number_of(page, "/aktuelles/muehlenstrasse-gesperrt/")
    change_place(page, town, "schuelerzeitung")
    for address in (
        f"/admin/pages/{foreign}/edit/",
        f"/admin/pages/{foreign}/delete/",
        f"/admin/pages/{foreign}/copy/",
        f"/admin/pages/{foreign}/history/",
        f"/admin/pages/{foreign}/unpublish/",
        f"/admin/news/share/{foreign}/",
        "/admin/snippets/consents/consent/",
        "/admin/reports/consents/",
        "/admin/reports/security/",
        "/admin/users/",
        "/admin/settings/cms/townsettings/",
    ):
        answer = page.goto(address)
        assert answer.status in {403, 404} or page.url.endswith("/admin/"), (address, answer.status, page.url)
        expect(page.locator("body")).not_to_contain_text("Mühlenstraße")
