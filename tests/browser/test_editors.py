"""Journeys of people who write: an editor publishes, a pupil cannot."""

import re
from secrets import token_hex

from playwright.sync_api import Page, expect

from tests.browser.sizes import ON_A_DESKTOP

# People write and decide at a desk; what pupils and moderators do on a phone, their own journeys show.
pytestmark = ON_A_DESKTOP


def sign_in(page: Page, town, name: str) -> None:
    page.goto("/admin/")
    page.locator("#id_login").fill(name)
    page.locator("#id_password").fill(town.password)
    page.locator("main form button").first.click()
    expect(page).to_have_url(re.compile(r"/admin/$"))


def write_news(page: Page, newsroom: str, title: str) -> None:
    """Open the form for a new item below a newsroom and fill it in."""
    public_page = page.request.get(f"/{newsroom}/").text()
    page_id = re.search(r"/admin/pages/(\d+)/add_subpage/", public_page)
    page.goto(f"/admin/pages/add/news/newspage/{page_id[1]}/", wait_until="networkidle")
    page.locator("#id_title").press_sequentially(title)
    page.locator("#id_title").blur()
    expect(page.locator("#id_title")).to_have_value(title)
    expect(page.locator("#id_slug")).to_have_value(re.compile("."))
    page.locator("#id_teaser").fill("Geschrieben im Browser, um zu sehen, ob alles zusammenpasst.")
    page.get_by_role("button", name="Entwurf speichern").click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    page.wait_for_load_state("networkidle")


def press(page: Page, action: str) -> None:
    """Choose one of the actions at the foot of the page, when the editor is not saving by itself just now."""
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.locator(f"button[name={action}]").click()


def test_an_editor_writes_previews_publishes_and_finds(page: Page, town):
    title = f"Kastanienfest {token_hex(4)}"
    sign_in(page, town, "redaktion")
    assert page.locator("html").get_attribute("lang") == "de"
    write_news(page, "aktuelles", title)
    page.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name="Text", exact=True).click()
    page.locator("[contenteditable=true]").last.press_sequentially("Drei Tonnen Kastanien liegen bereit.")
    expect(page.locator("input[name=body-0-value]")).to_have_value(re.compile("liegen bereit"))
    page.get_by_role("button", name="Vorschau umschalten").click()
    preview = page.frame_locator("iframe[title=Vorschau]").first
    expect(preview.get_by_role("heading", level=1)).to_have_text(title, timeout=15_000)
    page.get_by_role("button", name="Vorschau umschalten").click()
    press(page, "action-publish")
    expect(page.locator(".messages .success")).to_be_visible()
    page.goto(f"/suche/?q={title}")
    page.locator(".search__title a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("main")).to_contain_text("Drei Tonnen Kastanien")


def test_a_pupil_writes_and_submits_but_cannot_publish(page: Page, town):
    title = f"Pausenhof {token_hex(4)}"
    sign_in(page, town, "schuelerzeitung")
    write_news(page, "schuelerzeitung", title)
    assert page.locator("button[name=action-publish]").count() == 0
    press(page, "action-submit")
    expect(page.locator(".messages .success")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/schuelerzeitung/")
    expect(page.locator("main")).not_to_contain_text(title)


def test_an_editor_chooses_people_for_a_service_and_takes_one_away_again(page: Page, town):
    sign_in(page, town, "redaktion")
    address = "/dienstleistungen/hund-abmelden/"
    number = re.search(r"/admin/pages/(\d+)/edit/", page.request.get(address).text())[1]
    page.goto(f"/admin/pages/{number}/edit/", wait_until="networkidle")
    chosen = page.locator("[data-many-chooser=contacts]")
    for _entry in range(chosen.locator("li").count()):
        chosen.locator("[data-remove]").first.click()
    chosen.locator("[data-choose]").click()
    window = page.locator(".modal-dialog")
    people = window.locator("tbody input[type=checkbox]")
    expect(people.first).to_be_visible()
    for position in (0, 1):
        people.nth(position).check()
    window.locator("[type=submit]").last.click()
    expect(chosen.locator("li")).to_have_count(2)
    kept, gone = chosen.locator("[data-list] [data-title]").all_inner_texts()
    chosen.locator("[data-remove]").last.click()
    expect(chosen.locator("li")).to_have_count(1)
    press(page, "action-publish")
    expect(page.locator(".messages .success")).to_be_visible()
    page.goto(address)
    name, other = (text.split(" (")[0] for text in (kept, gone))
    expect(page.locator("main")).to_contain_text(name)
    expect(page.locator("main")).not_to_contain_text(other)
