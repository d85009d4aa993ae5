"""Somebody who has no account says from a mail that a page is still true."""

import re

from playwright.sync_api import Page, expect

from tests.browser.sizes import ON_A_PHONE
from tests.browser.town import RunningTown

# The page on the town's history, which a society keeps; read too long ago, however often this runs.
ASK = """
import datetime
from cms.models import Upkeep
from dashboard.still_true import link_to
upkeep = Upkeep.objects.get(page__slug="geschichte")
upkeep.reviewed_on = datetime.date(2020, 1, 1)
upkeep.save()
print("link:", link_to(upkeep, upkeep.keeper))
"""

# Mails are opened on the way: a phone is the harder case.
pytestmark = ON_A_PHONE


def link_of_the_mail(town: RunningTown) -> str:
    found = re.search(r"link: (\S+)", town.manage("shell", "-c", ASK))
    assert found
    return found[1]


def test_one_click_without_an_account(page: Page, town: RunningTown, assert_accessible):
    link = link_of_the_mail(town)
    day = page.locator(".site-checked-on time")
    page.goto("/gemeinde/geschichte/")
    expect(day).to_have_attribute("datetime", "2020-01-01")
    page.goto(link)
    assert_accessible()
    page.locator("main form button").click()
    assert_accessible()
    expect(page.locator("main form")).to_have_count(0)
    page.goto("/gemeinde/geschichte/")
    expect(day).not_to_have_attribute("datetime", "2020-01-01")
    assert_accessible()
    page.goto(link)
    expect(page.locator("main form")).to_have_count(0)
    assert_accessible()
