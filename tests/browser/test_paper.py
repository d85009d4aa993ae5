"""Paper votes: two people count the same sheets by keyboard, differ in one, settle it, and the public sees paper apart."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sizes import ON_A_DESKTOP
from tests.browser.test_editors import sign_in

# A poll that is over, six ballots from screens, and two people of the town who may enter paper.
BOX = """
import json
from datetime import timedelta
from accounts.models import User
from accounts.roles import EDITORS
from django.contrib.auth.models import Group
from django.utils import timezone
from participation.models import Answer, Ballot, ParticipationIndexPage, PollPage, ProjectPage
for name in ("pia", "tom"):
    User.objects.create_user(name, f"{name}@town.example", PASSWORD).groups.add(Group.objects.get(name=EDITORS))
project = ParticipationIndexPage.objects.first().add_child(instance=ProjectPage(title="Bad", slug="bad", teaser="Bad"))
options = [{"type": "item", "id": name, "value": name} for name in ("Ja", "Nein")]
asked = {"question": "Soll das Bad sonntags öffnen?", "hint": "", "is_required": False, "is_confidential": False}
value = {**asked, "options": options, "has_other": False}
over = timezone.now() - timedelta(days=1)
poll = PollPage(title="Sonntags baden", slug="sonntag", closes_at=over)
poll.questions = [{"type": "single", "id": "offen", "value": value}]
project.add_child(instance=poll)
for number in range(6):
    Answer.objects.create(ballot=Ballot.objects.create(module=poll), question="offen", option="Nein")
print(json.dumps({"number": poll.pk, "url": poll.url}))
"""


@pytest.fixture
def poll(town) -> dict:
    script = f"PASSWORD = {town.password!r}\n{BOX}"
    return json.loads(town.manage("shell", "--no-imports", "-c", script).splitlines()[-1])


def count(page: Page, crosses: str) -> None:
    """One sheet after the other, with nothing but numbers and Enter."""
    expect(page.locator("#count-offen")).to_be_focused()
    for cross in crosses:
        page.keyboard.press(cross)
        page.keyboard.press("Enter")


def store(page: Page) -> None:
    page.locator("#entry button[type=submit]").click()


@ON_A_DESKTOP
def test_two_people_count_a_box_and_the_public_sees_paper_apart(page: Page, town, poll, assert_accessible):
    sign_in(page, town, "pia")
    page.goto(f"/admin/participation/{poll['number']}/offline/")
    page.locator("#id_title").fill("Kasten am Bad")
    page.locator("#id_sheets").fill("7")
    assert_accessible("form.paper")
    page.keyboard.press("Enter")
    count(page, "1112121")
    expect(page.locator("#id_n-offen-Ja")).to_have_value("5")
    page.locator("[data-undo]").click()
    count(page, "1")
    assert_accessible("#count")
    assert_accessible("#entry")
    store(page)
    expect(page.locator("#state")).to_have_attribute("data-state", "second")

    page.context.clear_cookies()
    sign_in(page, town, "tom")
    page.locator('a[href*="/participation/batches/?state=mine"]').first.click()
    expect(page.locator("#batches")).to_be_visible()
    assert_accessible("#batches")
    page.locator("#batches").get_by_text("Kasten am Bad").click()
    count(page, "1112122")
    store(page)
    rows = page.locator("#differences tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first.locator("td")).to_have_text(["Ja", "5", "4"])
    assert_accessible("#differences")
    page.locator("#id_n-offen-Ja").fill("5")
    page.locator("#id_n-offen-Ja").press("Enter")
    expect(page.locator("#id_n-offen-Nein")).to_be_focused()
    page.keyboard.type("2")
    store(page)
    expect(page.locator("#state")).to_have_attribute("data-state", "agreed")
    expect(page.locator("#entry")).to_have_count(0)

    page.context.clear_cookies()
    page.goto(poll["url"])
    table = page.locator(".poll__table tbody tr")
    expect(table.first.locator("td")).to_have_text(["0", "5", "5", "38 %"])
    expect(table.last.locator("td")).to_have_text(["6", "2", "8", "62 %"])
    assert_accessible()
