"""A resident without an account follows an idea by mail, from the first link to its milestone and the last click."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.sizes import ON_A_PHONE
from tests.browser.town import RunningTown

IDEA = """
from participation.models import Idea, IdeaCollectionPage, Milestone, ParticipationIndexPage, ProjectPage
index = ParticipationIndexPage.objects.first()
project = index.add_child(instance=ProjectPage(title="Sitzen am Teich", slug="sitzen", status="running", teaser="x"))
Milestone.objects.create(project=project, title="Drei Bänke stehen", state="planned")
project.save_revision().publish()
ideas = project.add_child(instance=IdeaCollectionPage(title="Ihre Ideen", slug="ideen"))
print("path:", Idea.objects.create(module=ideas, title="Eine Bank", text="Am Teich", state="public").get_absolute_url())
"""
WORK = """
from jobs.queue import work_one
while work_one("journey"):
    pass
"""
BECOMES = f"""
from participation.actions.answers import become
from participation.models import Idea, Milestone
become(Idea.objects.get(title="Eine Bank"), None, Milestone.objects.get(title="Drei Bänke stehen"))
{WORK}
"""
IS_DONE = f"""
from participation.models import ProjectPage
project = ProjectPage.objects.get(slug="sitzen")
[step] = project.milestones.all()
step.state = "done"
project.milestones.add(step)
project.save_revision().publish()
{WORK}
"""
IS_OVER = f"""
from participation.models import ProjectPage
project = ProjectPage.objects.get(slug="sitzen")
project.status = "done"
project.save_revision().publish()
{WORK}
"""
PATH = re.compile(r"(/mitmachen[\w-]*/[^\s<>]+)")


def links(text: str) -> list[str]:
    """The paths of this town in mails; without a mail server it prints them."""
    return PATH.findall(text)


def confirmation(town: RunningTown) -> str:
    """The mail leaves before the next page is shown."""
    log = Path(town.environment["MEDIA_ROOT"]).parent / "server.log"
    return [path for path in links(log.read_text(encoding="utf-8")) if "/bestaetigen/" in path][-1]


def look(page: Page, assert_accessible) -> None:
    """On a phone, on the narrowest screen that counts, and on a desktop."""
    for width in (1280, 320, 375):
        page.set_viewport_size({"width": width, "height": 800})
        assert_accessible()


@ON_A_PHONE
def test_from_an_idea_to_its_milestone(page: Page, town: RunningTown, assert_accessible):
    page.goto(links(town.manage("shell", "-c", IDEA))[-1])
    form = page.locator("section[aria-labelledby=folgen]")
    form.locator("button").click()
    expect(page.locator(".kern-alert--danger a")).to_have_attribute("href", "#id_email")
    look(page, assert_accessible)
    page.locator("#id_email").fill("amsel@post.example")
    page.locator("section[aria-labelledby=folgen] button").click()
    page.wait_for_url("**/post-ist-unterwegs/")
    look(page, assert_accessible)

    page.goto(confirmation(town))
    expect(page.locator("main")).to_contain_text("amsel@post.example")
    look(page, assert_accessible)
    page.locator("main form button").click()
    page.wait_for_url("**/verwalten/**")
    expect(page.locator("main")).to_contain_text("Eine Bank")
    look(page, assert_accessible)
    assert page.context.cookies() == []

    became = town.manage("shell", "-c", BECOMES)
    assert "To: amsel@post.example" in became
    assert re.search(r"/mitmachen/sitzen/#schritt-\d+", became)
    done = town.manage("shell", "-c", IS_DONE)
    assert "Drei Bänke stehen" in done
    page.goto(next(path for path in links(done) if path.startswith("/mitmachen/sitzen/#")))
    step = page.locator(".site-milestone--done")
    expect(step).to_contain_text("Drei Bänke stehen")
    expect(step).to_be_in_viewport()
    assert_accessible()

    [one_click] = re.findall(r"List-Unsubscribe:\s+<[^/]+//[^/]+(/[^>]+)>", done)
    page.goto(one_click)
    look(page, assert_accessible)
    answer = page.request.post(one_click, form={"List-Unsubscribe": "One-Click"})
    assert answer.ok
    assert "To: amsel@post.example" not in town.manage("shell", "-c", IS_OVER)
    page.goto(one_click)
    look(page, assert_accessible)
