"""The home page: the search first, below it what many come for."""

from cms.models import StandardPage
from tests.factories.cms import StandardPageFactory


def link(text: str, *, page: StandardPage | None = None, url: str = "") -> dict:
    return {"type": "link", "value": {"text": text, "page": page and page.pk, "url": url}}


def test_quick_links_stand_below_the_search(client, home):
    home.quick_links = [
        link("Stellen", page=StandardPageFactory(parent=home, slug="karriere")),
        link("Rat", url="https://rat.example/"),
    ]
    home.save()
    html = client.get("/").text
    assert html.index("start-suche") < html.index('<a href="/karriere/">Stellen</a>')
    assert '<a href="https://rat.example/">Rat</a>' in html


def test_a_quick_link_waits_until_its_page_is_published(client, home):
    home.quick_links = [link("Stellen", page=StandardPageFactory(parent=home, live=False))]
    home.save()
    html = client.get("/").text
    assert "Stellen" not in html
    assert "site-quick" not in html
