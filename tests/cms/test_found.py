"""The head of a page says which address counts, and what the page is to search engines and social networks."""

import json
import re

import pytest

from cms.town import TownSettings
from tests.factories.cms import StandardPageFactory
from tests.factories.consents import PictureFactory

HOST = "http://localhost"


def told(client, path):
    """The canonical address, Open Graph by name, and the things of the JSON-LD by type."""
    html = client.get(path, headers={"Host": "localhost"}).text
    (address,) = re.findall(r'<link rel="canonical" href="([^"]+)"', html)
    graph = dict(re.findall(r'<meta property="og:(\S+)" content="([^"]*)"', html))
    script = re.search(r'<script type="application/ld\+json">(.+?)</script>', html)[1]
    return address, graph, {thing["@type"]: thing for thing in json.loads(script)["@graph"]}


@pytest.fixture
def leaf(home):
    parent = StandardPageFactory(parent=home, slug="gemeinde", title="Gemeinde")
    return StandardPageFactory(parent=parent, slug="zahlen", title="Zahlen & Daten", teaser="Wie viele wir sind.")


def test_a_page_says_where_it_stands(client, leaf):
    leaf.picture = PictureFactory()
    leaf.save_revision().publish()
    address, graph, things = told(client, "/gemeinde/zahlen/?utm=x")
    assert address == graph["url"] == f"{HOST}/gemeinde/zahlen/"
    assert graph["title"] == "Zahlen &amp; Daten"
    assert graph["description"] == "Wie viele wir sind."
    assert "/media/images/" in graph["image"]
    assert things["WebPage"]["name"] == "Zahlen & Daten"
    assert things["WebPage"]["dateModified"]
    steps = things["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["item"]) for step in steps] == [
        (1, f"{HOST}/"),
        (2, f"{HOST}/gemeinde/"),
        (3, f"{HOST}/gemeinde/zahlen/"),
    ]


def test_the_home_page_speaks_for_the_town(client, home):
    town = TownSettings.for_site(home.get_site())
    town.name, town.town = "Gemeinde Haselbruch", "Haselbruch"
    town.save()
    address, graph, things = told(client, "/")
    assert address == f"{HOST}/"
    assert graph["site_name"] == "Gemeinde Haselbruch"
    assert things["GovernmentOrganization"]["address"]["addressLocality"] == "Haselbruch"
    assert "telephone" not in things["GovernmentOrganization"]
    assert set(things) == {"GovernmentOrganization", "WebSite"}


@pytest.mark.parametrize(("asked", "counts"), [("?seite=2&x=1", "?seite=2"), ("?seite=1", ""), ("?seite=²", "")])
def test_further_pages_of_a_list_count_for_themselves(client, leaf, asked, counts):
    assert told(client, f"/gemeinde/{asked}")[0] == f"{HOST}/gemeinde/{counts}"


def test_a_page_that_is_not_there_counts_nowhere(client, home):
    html = client.get("/nirgends/").text
    assert 'rel="canonical"' not in html
    assert '<meta name="robots" content="noindex">' in html
