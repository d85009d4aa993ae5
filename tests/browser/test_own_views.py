"""Every view of ours in the editors' interface, looked at with axe: what stands below Wagtail's own head of a page."""

import json
import re

from playwright.sync_api import Page

from tests.browser.conftest import AXE, RULES
from tests.browser.sizes import ON_A_DESKTOP
from tests.browser.test_editors import sign_in
from tests.browser.test_newsroom import number_of
from tests.test_attacks import VIEWS, OwnView

# Fragments, choosers and files, and Wagtail's own pages about a record of ours.
NO_PAGE = re.compile(
    r"choose|/bulk/|results|/api/|history|usage|delete|workflow|revisions|copy|lock|inspect|reorder|preview"
)
FEWEST = 15
# The head of each page, and the line above a list that is narrowed down: a heading that is an alert.
OF_WAGTAIL = ("#main header", ".w-slim-header", "h2[role=alert]")
NUMBERS = """
import json
from django.apps import apps
first = {model._meta.label_lower: model._default_manager.order_by('pk').values_list('pk', flat=True).first() for model in apps.get_models()}
print(json.dumps({label: number for label, number in first.items() if isinstance(number, int)}))
"""


def address_of(view: OwnView, numbers: dict[str, int], news_item: str) -> str:
    """The address with the number of a record of the demo town."""
    number = str(numbers.get(view.model, 1))
    route = re.sub(r"\(\?P<\w+>[^)]*\)", number, view.route).replace("\\", "")
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: news_item if "page" in found[1] else number, route)


def findings_on(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    part = {"include": [["#main"]], "exclude": [[selector] for selector in OF_WAGTAIL]}
    options = {"runOnly": {"type": "tag", "values": RULES}}
    result = page.evaluate("([part, options]) => axe.run(part, options)", [part, options])
    return [f"{item['id']}: {item['nodes'][0]['html'][:160]}" for item in result["violations"]]


@ON_A_DESKTOP
def test_no_view_of_ours_has_barriers(page: Page, town):
    numbers = json.loads(town.manage("shell", "--no-imports", "--command", NUMBERS).splitlines()[-1])
    sign_in(page, town, "technik")
    news_item = number_of(page, "/aktuelles/muehlenstrasse-gesperrt/")
    looked_at, wrong = 0, []
    for view in (view for view in VIEWS.values() if view.is_our_code and not NO_PAGE.search(view.route)):
        address = address_of(view, numbers, news_item)
        answer = page.request.get(address, max_redirects=0)
        if answer.status != 200 or "<html" not in answer.text()[:500]:
            continue
        page.goto(address, wait_until="domcontentloaded")
        wrong += [f"{address} {finding}" for finding in findings_on(page)]
        looked_at += 1
    assert not wrong, "\n".join(wrong)
    assert looked_at > FEWEST
