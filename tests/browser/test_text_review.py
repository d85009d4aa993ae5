"""A resident comments on a draft and asks what an evening shall answer, on a phone and on a desktop."""

import re

from playwright.sync_api import Page, expect

DRAFT = "/mitmachen/waermeplan/entwurf-kapitel-4/"
BOARD = "/mitmachen/waermeplan/fragen-moorsiedel-wiedenfeld/"


def test_a_resident_comments_on_a_paragraph(page: Page, assert_accessible):
    page.goto(DRAFT)
    assert_accessible()
    passage = page.locator(".draft__passage").nth(1)
    passage.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(passage.locator(".draft__comment").first).to_be_visible()
    assert_accessible("main")
    passage.locator(".draft__said p a").last.click()
    page.locator("[name=text]").fill("Die Halle der Feuerwehr braucht Frostschutz.")
    page.locator("#kommentieren button[type=submit]").click()
    # The house rules were not accepted: nothing is lost.
    expect(page.locator("[name=text]")).to_have_value("Die Halle der Feuerwehr braucht Frostschutz.")
    assert_accessible()
    page.locator("[name=accept_rules]").check()
    page.locator("#kommentieren button[type=submit]").click()
    page.wait_for_url("**/beitrag/**")
    page.goto(DRAFT)
    expect(page.locator(".draft__passage").nth(1)).to_contain_text("Die Halle der Feuerwehr braucht Frostschutz.")
    page.goto(f"{DRAFT}fassungen/")
    expect(page.locator("del").first).to_be_visible()
    assert_accessible()


def test_a_resident_votes_and_the_screen_follows(page: Page, assert_accessible):
    page.goto(BOARD)
    assert_accessible()
    votes = page.locator("section[aria-labelledby=offen] .question").first.locator(".question__vote strong")
    before = int(votes.inner_text())
    page.locator("section[aria-labelledby=offen] .question button").first.click()
    # The first press of a browser counts nothing yet.
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"#frage-\d+$"))
    expect(votes).to_have_text(str(before + 1))
    page.goto(f"{BOARD}leinwand/")
    expect(page.locator("h1")).to_be_visible()
    assert_accessible()
