"""A moderator's morning: what waits, what was reported, and somebody else who decides about an appeal."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sizes import ON_A_DESKTOP
from tests.browser.test_editors import sign_in

QUEUE = "/admin/participation/queue/"
# Moderators of two projects, with six cards that wait on the wall of the first, and a public one.
MORNING = """
import json
from accounts.models import User
from accounts.roles import MODERATORS
from django.contrib.auth.models import Group
from django.utils import timezone
from participation.models import Card, Participant, ParticipationIndexPage, ProjectModerator, ProjectPage, WallPage
from participation.own import token_of
index = ParticipationIndexPage.objects.first()
for name in ("morgen", "anderswo"):
    project = index.add_child(instance=ProjectPage(title=f"Am {name}", slug=f"am-{name}", teaser="Ein Projekt"))
    wall = project.add_child(instance=WallPage(title=f"Wand {name}", slug="wand", moderation="before"))
    for user in ("ava", "ben") if name == "morgen" else ("carl",):
        person = User.objects.create_user(user, f"{user}@town.example", PASSWORD)
        person.groups.add(Group.objects.get(name=MODERATORS))
        ProjectModerator.objects.create(project=project, user=person)
wall = WallPage.objects.get(title="Wand morgen")
author = Participant.objects.create(module=wall, identity="open", key="morgen", pseudonym="Amsel")
cards = [Card.objects.create(module=wall, author=author, pseudonym="Amsel", text=f"Karte {n}") for n in range(6)]
public = Card.objects.create(module=wall, author=author, text="Alle sind dumm", state="public")
print(json.dumps({"cards": [card.pk for card in cards], "public": public.pk, "token": token_of(public)}))
"""


@pytest.fixture
def morning(town) -> dict:
    script = f"PASSWORD = {town.password!r}\n{MORNING}"
    return json.loads(town.manage("shell", "--no-imports", "-c", script).splitlines()[-1])


def entry(page: Page, number: int):
    return page.locator(f"#beitrag-{number}")


def refuse(page: Page, number: int, reason: str, words: str) -> None:
    """Open the fold below an entry, choose the reason and press."""
    fold = entry(page, number).locator("details")
    fold.locator("summary").click()
    fold.locator(f"input[value={reason}]").check()
    fold.locator("textarea").fill(words)
    fold.locator("button").click()


def report(page: Page, number: int, assert_accessible) -> None:
    page.goto(f"/beteiligung/meldung/{number}/")
    assert_accessible()
    page.locator(".site-form form button").click()
    expect(page.locator(".kern-alert--danger a")).to_have_attribute("href", "#id_reason_0")
    assert_accessible()
    page.locator("input[value=insult]").check()
    page.locator(".site-form form button").click()
    expect(page).to_have_url(re.compile("/beteiligung/gemeldet/"))


@ON_A_DESKTOP
def test_a_morning_of_two_moderators(page: Page, town, morning, assert_accessible):
    cards, public = morning["cards"], morning["public"]
    report(page, public, assert_accessible)

    sign_in(page, town, "ava")
    page.locator(f'a[href^="{QUEUE}?why=waiting"]').first.click()
    expect(page.locator(".moderation-entry")).to_have_count(6)
    page.goto(QUEUE)
    expect(page.locator(".moderation-entry")).to_have_count(7)
    assert_accessible(".moderation-entries")
    for number in cards[:3]:
        entry(page, number).locator("input[name=chosen]").check()
    page.locator("#many button").click()
    expect(page.locator(".moderation-entry")).to_have_count(4)
    refuse(page, cards[3], "advertising", "Bitte ohne Werbung.")
    expect(entry(page, cards[4])).to_be_focused()
    expect(page.locator(".moderation-entry")).to_have_count(3)
    refuse(page, public, "insult", "Bitte ohne Beleidigung.")
    expect(page.locator(".moderation-entry")).to_have_count(2)

    page.context.clear_cookies()
    page.goto(f"/beteiligung/widerspruch/{morning['token']}/")
    expect(page.locator("main")).to_contain_text("Bitte ohne Beleidigung.")
    assert_accessible()
    page.locator("#id_words").fill("Das war ein Zitat.")
    page.locator(".site-form form button").click()
    expect(page.locator(".site-form form")).to_have_count(0)

    sign_in(page, town, "ava")
    page.goto(f"{QUEUE}?why=appealed")
    entry(page, public).locator(".moderation-press > form button").click()
    expect(page.locator(".messages .error")).to_be_visible()

    page.context.clear_cookies()
    sign_in(page, town, "ben")
    page.goto(f"{QUEUE}?why=appealed")
    expect(entry(page, public)).to_contain_text("Das war ein Zitat.")
    entry(page, public).locator(".moderation-press > form button").click()
    expect(page.locator(".messages .success")).to_be_visible()
    page.context.clear_cookies()
    page.goto(f"/beteiligung/widerspruch/{morning['token']}/")
    expect(page.locator(".kern-alert--success")).to_be_visible()

    sign_in(page, town, "carl")
    page.goto(QUEUE)
    expect(page.locator("#nothing")).to_be_visible()
    expect(page.locator(".moderation-entry")).to_have_count(0)
