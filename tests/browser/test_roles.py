"""What people see of roles: their own rights, a role before it is given, what somebody leaves behind."""

import re

from playwright.sync_api import Page, expect

from tests.browser.sizes import ON_A_DESKTOP
from tests.browser.test_editors import sign_in

# People write and decide at a desk; what pupils and moderators do on a phone, their own journeys show.
pytestmark = ON_A_DESKTOP


def test_a_pupil_reads_what_a_pupil_may(page: Page, town, assert_accessible):
    sign_in(page, town, "schuelerzeitung")
    page.goto("/admin/what-may-i/")
    tables = page.locator("main table")
    expect(tables.first).to_contain_text("Schülerzeitung")
    expect(tables.last).to_contain_text("redaktion")
    expect(page.locator("main ol li").first).to_contain_text("Betreuung")
    assert_accessible()


def test_technik_looks_at_a_role_and_at_what_somebody_would_leave(page: Page, town, assert_accessible):
    sign_in(page, town, "technik")
    page.goto("/admin/what-may-i/")
    page.locator("#id_role").select_option(label="Freigabe")
    page.locator("main form button").click()
    expect(page).to_have_url(re.compile(r"role=\d+"))
    expect(page.locator("main table").first).to_contain_text("Freigabe")
    assert_accessible()
    page.goto("/admin/hand-over/")
    assert_accessible()
    page.locator("#id_leaver").select_option(label="redaktion")
    page.locator("main form button").first.click()
    expect(page.locator("#id_successor")).to_be_visible()
    expect(page.locator("#id_close")).to_be_checked()
    assert_accessible()
