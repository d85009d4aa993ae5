"""A resident signs in from a mail, by keyboard alone, takes a name, takes everything along and goes."""

import json
import re
import time
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.keyboard import Keyboard
from tests.browser.sizes import ON_A_PHONE
from tests.browser.town import RunningTown

LINK = re.compile(r"/mein-zugang/link/[\w.-]+/")
ACCOUNT = "/mein-zugang/"

# Mails are opened on the way: a phone is the harder case.
pytestmark = ON_A_PHONE


def links_in_mails(town: RunningTown) -> list[str]:
    """The links in the mails that the town has written; without a mail server it prints them."""
    log = Path(town.environment["MEDIA_ROOT"]).parent / "server.log"
    return LINK.findall(log.read_text(encoding="utf-8"))


def newest_link(town: RunningTown, known: list[str]) -> str:
    for _try in range(25):
        if new := links_in_mails(town)[len(known) :]:
            return new[-1]
        time.sleep(0.2)
    raise AssertionError("No mail with a link was written.")


def test_from_a_mail_to_an_access_and_away_again(page: Page, town, assert_accessible):
    known, keyboard = links_in_mails(town), Keyboard(page)
    page.goto(f"{ACCOUNT}?next=/mitmachen/")
    assert_accessible()
    keyboard.enter("main form button")
    expect(page.locator("main .kern-alert--danger a")).to_have_attribute("href", "#id_email")
    assert_accessible()
    keyboard.enter("main .kern-alert--danger a")
    keyboard.type("radlerin@post.example")
    keyboard.press("Enter")
    page.wait_for_url("**/post-ist-unterwegs/")
    assert_accessible()
    assert page.context.cookies() == []

    page.goto(newest_link(town, known))
    expect(page.locator("main")).to_contain_text("radlerin@post.example")
    assert page.context.cookies() == []
    assert_accessible()
    keyboard.enter("main form button")
    page.wait_for_url("**/mitmachen/")
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("teilnahme", True, "Lax")

    page.goto(ACCOUNT)
    assert_accessible()
    page.locator("#id_name").fill("radlerin@post.example")
    page.keyboard.press("Enter")
    expect(page.locator("#id_name")).to_have_attribute("aria-invalid", "true")
    assert_accessible()
    page.locator("#id_name").fill("Radlerin")
    page.keyboard.press("Enter")
    expect(page.locator("main [role=status]")).to_be_visible()
    expect(page.locator("#id_name")).to_have_value("Radlerin")
    assert_accessible()

    with page.expect_download() as started:
        page.locator(f"main a[href='{ACCOUNT}meine-daten/']").click()
    data = json.loads(Path(started.value.path()).read_text(encoding="utf-8"))
    assert data["account"]["public_name"] == "Radlerin"

    page.locator(f"main a[href='{ACCOUNT}loeschen/']").click()
    assert_accessible()
    keyboard.enter("main form button")
    page.wait_for_url("**/geloescht/")
    assert_accessible()
    assert page.context.cookies() == []
    page.goto(ACCOUNT)
    expect(page.locator("#id_email")).to_be_visible()
