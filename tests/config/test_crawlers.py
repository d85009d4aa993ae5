"""robots.txt and sitemap.xml name the address under which they were asked for."""

from tests.factories.cms import StandardPageFactory
from tests.factories.directory import DepartmentFactory, PlaceFactory


def test_the_sitemap_lists_pages_departments_and_places(client, home):
    StandardPageFactory(parent=home, slug="kontakt")
    StandardPageFactory(parent=home, slug="entwurf", live=False)
    DepartmentFactory(slug="bauamt")
    PlaceFactory(slug="rathaus")
    xml = client.get("/sitemap.xml", headers={"Host": "127.0.0.1:8442"}).text
    for path in ("/", "/kontakt/", "/rathaus/bauamt/", "/rathaus/orte/rathaus/"):
        assert f"<loc>http://127.0.0.1:8442{path}</loc>" in xml
    assert "entwurf" not in xml


def test_robots_are_shown_the_sitemap_and_kept_from_the_endless_search(client, home):
    text = client.get("/robots.txt", headers={"Host": "127.0.0.1:8442"}).text
    assert "Sitemap: http://127.0.0.1:8442/sitemap.xml" in text
    assert "Disallow: /suche/" in text
    assert "Disallow: /*/suche/" in text  # in other languages
