"""A blind resident takes a poll: by keyboard, by the names that a screen reader says, at the largest zoom."""

import re

from playwright.sync_api import Page, expect

from tests.browser.keyboard import Keyboard
from tests.browser.sizes import ON_A_PHONE

POLL = "/mitmachen/zukunftswerkstatt/wie-war-der-abend/"
TOOK_PART, LIKED, HEARD = "Wie haben Sie mitgemacht?", "Was war gut?", "Wie gut wurden Sie gehört?"
WORDS, HINDRANCE = "Was sollen wir beim nächsten Mal anders machen?", "Hat Sie etwas daran gehindert"
# 1280 px at 400 % (WCAG 2.2, 1.4.10).
NARROW = {"width": 320, "height": 640}


@ON_A_PHONE
def test_a_blind_resident_takes_a_poll(page: Page, assert_accessible):
    page.set_viewport_size(NARROW)
    page.goto(POLL)
    assert_accessible()
    keys = Keyboard(page)
    form = page.locator("#abstimmen")
    keys.write(form.get_by_role("textbox", name=WORDS), "Die Karten bitte vorlesen.")
    keys.use(form.get_by_role("button"))

    # The question that must be answered was passed over: a link leads there, and nothing is lost.
    expect(page.locator("#abstimmen .kern-alert--danger")).to_be_visible()
    assert_accessible()
    keys.use(form.get_by_role("link", name=TOOK_PART))
    took_part = form.get_by_role("group", name=TOOK_PART)
    expect(took_part.get_by_role("radio", name="im Saal")).to_be_focused()
    keys.press("ArrowDown")
    expect(took_part.get_by_role("radio", name="mit dem Handy")).to_be_checked()
    liked = form.get_by_role("group", name=LIKED)
    for answer in ("das Gespräch am Tisch", "die große Leinwand"):
        keys.reach(liked.get_by_role("checkbox", name=answer))
        keys.press("Space")
    keys.reach(form.get_by_role("group", name=HEARD).get_by_role("radio", name="1 – gar nicht"))
    keys.press("Space", "ArrowDown", "ArrowDown", "ArrowDown")
    expect(form.get_by_role("textbox", name=WORDS)).to_have_value("Die Karten bitte vorlesen.")
    keys.write(form.get_by_role("textbox", name=HINDRANCE), "Die Treppe am Eingang.")
    keys.use(form.get_by_role("button"))

    # The first vote of a browser asks for one more press.
    expect(page.locator("main form input[type=hidden]").first).to_be_attached()
    assert_accessible()
    keys.use(page.get_by_role("main").get_by_role("button"))
    expect(page).to_have_url(re.compile("/gezaehlt/$"))
    for question in (LIKED, HEARD):
        keys.use(page.locator("summary").filter(has_text=question))
    keys.reach(page.get_by_role("region", name=HEARD))
    assert_accessible()
    table = page.get_by_role("table", name=HEARD)
    # Eighteen of the demo town, and this one.
    expect(table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="4", exact=True))).to_contain_text(
        "19"
    )
    expect(page.get_by_role("table", name=LIKED).get_by_role("row")).to_have_count(6)
    for said in ("vorlesen", "Treppe"):
        expect(page.get_by_role("main")).not_to_contain_text(said)
