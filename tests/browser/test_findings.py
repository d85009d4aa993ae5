"""What the checks found: a click leads to the place and opens everything around it, on a phone as on a desktop."""

from secrets import token_hex

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sizes import ON_A_DESKTOP
from tests.browser.test_editors import sign_in

WRITE = """
import json
from cms.models import Picture
from news.models import NewsIndexPage, NewsPage
picture = Picture.objects.filter(is_withheld=False).first().pk
entry = lambda alt: {{"image": {{"image": picture, "alt_text": alt, "decorative": False}}, "caption": ""}}
item = lambda number, value: {{"type": "item", "id": number, "value": value}}
body = [
    {{"type": "paragraph", "id": "p", "value": "<p>Alles Weitere steht <a href='/rathaus/'>hier</a>.</p>"}},
    {{"type": "gallery", "id": "g", "value": [item("g1", entry("Der Markt am Morgen")), item("g2", entry(""))]}},
]
page = NewsPage(title={title!r}, live=False, body=json.dumps(body), correction="Wir kommen ggf. später.")
NewsIndexPage.objects.get(slug="aktuelles").add_child(instance=page)
page.save_revision()
print(page.pk)
"""
PLACES = {
    "B1": "#block-g2-section input[name$=alt_text]",
    "V1": "#block-p-section [role=textbox]",
    "S5": "#id_correction",
}

# People write and decide at a desk; what pupils and moderators do on a phone, their own journeys show.
pytestmark = ON_A_DESKTOP


@pytest.fixture
def draft(town) -> str:
    return town.manage("shell", "-c", WRITE.format(title=f"Befunde {token_hex(4)}")).split()[-1]


def test_a_click_on_a_finding_opens_what_is_folded_and_leads_into_the_field(page: Page, town, draft):
    sign_in(page, town, "redaktion")
    page.goto(f"/admin/pages/{draft}/edit/", wait_until="networkidle")
    for block in ("p", "g2", "g"):
        page.locator(f"#block-{block}-section > .w-panel__header [data-panel-toggle]").click()
    expect(page.locator("#block-g2-section")).to_be_hidden()
    page.locator("#findings summary").click()
    for rule, place in PLACES.items():
        page.locator("#findings li", has_text=rule).locator("a").click()
        expect(page.locator(place)).to_be_in_viewport()
        expect(page.locator(place)).to_be_focused()


def test_the_list_of_findings_has_no_barriers(page: Page, town, draft, assert_accessible):
    sign_in(page, town, "redaktion")
    page.goto(f"/admin/pages/{draft}/edit/", wait_until="networkidle")
    page.locator("#findings summary").click()
    assert_accessible(".findings")
