"""A head of department, who has no account, approves from the mail, without JavaScript."""

import re
import time
from pathlib import Path
from secrets import token_hex

from playwright.sync_api import Browser, Page, expect

from tests.browser.sizes import ON_A_PHONE
from tests.browser.test_editors import press, sign_in

MAIL = re.compile(r"/freigabe/[\w.-]+/")
ADDRESS = "/satzungen/abfall/"

# Mails are opened on the way: a phone is the harder case.
pytestmark = ON_A_PHONE


def links_in_mails(town) -> list[str]:
    """The links in the mails that the town has written; without a mail server it prints them."""
    log = Path(town.environment["MEDIA_ROOT"]).parent / "server.log"
    return MAIL.findall(log.read_text(encoding="utf-8"))


def newest_link(town, known: list[str]) -> str:
    for _try in range(20):
        if new := links_in_mails(town)[len(known) :]:
            return new[-1]
        time.sleep(0.25)
    raise AssertionError("No mail with a link was written.")


def hand_in_a_change(page: Page, teaser: str) -> str:
    """The clerk changes a page of the own branch and hands it in; gives the page's number."""
    public = page.request.get(ADDRESS).text()
    number = re.search(r"/admin/pages/(\d+)/edit/", public)[1]
    page.goto(f"/admin/pages/{number}/edit/", wait_until="networkidle")
    page.locator("#id_teaser").fill(teaser)
    press(page, "action-submit")
    expect(page.locator(".messages .success")).to_be_visible()
    return number


def test_a_head_of_department_approves_from_the_mail(page: Page, town, browser: Browser, assert_accessible, base_url):
    teaser = f"Was in welche Tonne gehört, und was es kostet ({token_hex(3)})."
    known = links_in_mails(town)
    sign_in(page, town, "fachamt")
    number = hand_in_a_change(page, teaser)
    page.goto(f"/admin/approvals/{number}/")
    assert_accessible()
    page.locator("#id_person").select_option(index=0)
    page.locator("#id_note").fill("Bitte einmal auf die Beträge schauen.")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".messages .success")).to_be_visible()
    link = newest_link(town, known)

    page.context.clear_cookies()
    page.goto(link)
    expect(page.locator("blockquote")).to_contain_text("Beträge")
    expect(page.frame_locator(".site-version").locator(".site-lead")).to_have_text(teaser)
    assert_accessible()
    page.goto(ADDRESS)
    expect(page.locator("main")).not_to_contain_text(teaser)

    plain = browser.new_context(
        java_script_enabled=False, base_url=base_url, viewport=page.viewport_size, locale="de-DE"
    )
    head = plain.new_page()
    head.goto(link)
    head.locator("button[value=approved]").click()
    expect(head.locator(".kern-alert--danger a")).to_have_attribute("href", "#id_approve-is_read")
    head.locator("#id_approve-is_read").check()
    head.locator("button[value=approved]").click()
    expect(head.locator("form button[name=decision]")).to_have_count(0)
    head.goto(ADDRESS)
    expect(head.locator("main")).to_contain_text(teaser)
    plain.close()

    page.goto(link)
    expect(page.locator("form button[name=decision]")).to_have_count(0)
    assert_accessible()
