"""Archive, topics, featured items and feeds of a newsroom; and what an item says to machines."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from news.models import Author, FeaturedNews, RelatedPage
from search.finding import find
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import PlaceFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory, NewsTopicFactory

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def newsroom(home):
    return NewsIndexPageFactory(parent=home, title="Aktuelles", slug="aktuelles", by_line="Pressestelle")


@pytest.fixture
def item(newsroom):
    """Makes an item of a month."""
    return lambda year, month, title, **more: NewsPageFactory(
        parent=newsroom, title=title, date=date(year, month, 3), **more
    )


def json_ld_of(html):
    """The item itself; the script before it says where the page stands."""
    return json.loads(re.findall(r'<script type="application/ld\+json">(.+?)</script>', html)[-1])


def test_the_archive_leads_to_years_and_months(item, client):
    item(2025, 3, "Osterfeuer")
    item(2026, 3, "Frühjahrsputz")
    item(2026, 11, "Martinszug")
    item(2026, 11, "Entwurf", live=False)
    page = client.get("/aktuelles/")
    assert [(year.number, year.count) for year in page.context_data["archive"]] == [(2026, 2), (2025, 1)]
    year = client.get("/aktuelles/2026/")
    assert "Martinszug" in year.text
    assert "Osterfeuer" not in year.text
    assert [(month.number, month.count) for month in year.context_data["archive"][0].months] == [(3, 1), (11, 1)]
    month = client.get("/aktuelles/2026/11/")
    assert "Martinszug" in month.text
    assert "Frühjahrsputz" not in month.text
    assert "November 2026" in month.text


@pytest.mark.parametrize("address", ["2026/13/", "2026/0/", "thema/gibt-es-nicht/", "2026/11/3/"])
def test_addresses_that_make_no_sense_are_not_there(item, client, address):
    item(2026, 11, "Martinszug")
    assert client.get(f"/aktuelles/{address}").status_code == 404


def test_a_year_without_news_says_so(newsroom, client):
    assert client.get("/aktuelles/9999/").status_code == 200


def test_a_topic_gathers_its_items_and_only_topics_with_news_are_offered(item, client):
    school, council = NewsTopicFactory(name="Schule", slug="schule"), NewsTopicFactory(name="Rat")
    item(2026, 1, "Neue Mensa", topics=[school])
    item(2026, 2, "Haushalt")
    item(2026, 2, "Geheim", topics=[council], live=False)
    listing = client.get("/aktuelles/")
    assert list(listing.context_data["topics"]) == [school]
    html = client.get("/aktuelles/thema/schule/").text
    assert "Neue Mensa" in html
    assert "Haushalt" not in html


def test_featured_items_stand_on_top_as_long_as_they_are_public(newsroom, item, client):
    old, gone = item(2020, 1, "Wärmeplan"), item(2021, 1, "Zurückgezogen")
    item(2026, 1, "Neuer")
    newsroom.featured = [FeaturedNews(item=old), FeaturedNews(item=gone)]
    newsroom.save()
    gone.unpublish()
    listing = client.get("/aktuelles/")
    assert [page.title for page in listing.context_data["featured"]] == ["Wärmeplan"]
    assert [page.title for page in listing.context_data["news"]] == ["Neuer"]
    assert "Zurückgezogen" not in listing.text
    assert "featured" not in client.get("/aktuelles/2026/").context_data


def test_an_item_of_another_newsroom_cannot_be_featured(newsroom, home):
    foreign = NewsPageFactory(parent=NewsIndexPageFactory(parent=home))
    with pytest.raises(ValidationError) as caught:
        FeaturedNews(newsroom=newsroom, item=foreign).clean()
    assert "item" in caught.value.message_dict


@pytest.mark.parametrize(("address", "entries"), [("feed", "channel/item"), ("atom", f"{ATOM}entry")])
def test_feeds_hold_what_everybody_may_see(item, client, address, entries):
    item(2026, 11, "Martinszug & Laternen", teaser="Um 17 Uhr", authors=[Author(name="Mia K.")])
    item(2026, 10, "Entwurf", live=False)
    answer = client.get(f"/aktuelles/{address}/")
    assert "xml" in answer.headers["Content-Type"]
    [entry] = ElementTree.fromstring(answer.content).findall(entries)
    texts = " ".join(entry.itertext())
    assert "Martinszug & Laternen" in texts
    assert "Um 17 Uhr" in texts
    assert "http://localhost/aktuelles/" in answer.text or "http://testserver/aktuelles/" in answer.text


def test_the_feed_of_a_newsroom_behind_a_login_is_behind_it_too(newsroom, item, client):
    item(2026, 11, "GEHEIM")
    PageViewRestriction.objects.create(page=newsroom, restriction_type=PageViewRestriction.LOGIN)
    for address in ("", "feed/", "atom/", "2026/", "2026/11/"):
        assert "GEHEIM" not in client.get(f"/aktuelles/{address}", follow=True).text


def test_a_newsroom_asks_few_questions_however_much_it_has(item, client, django_assert_max_num_queries):
    topic = NewsTopicFactory()
    for number in range(15):
        item(2010 + number, 1, f"Meldung {number}", topics=[topic])
    for address in ("", "2012/", "2012/1/", f"thema/{topic.slug}/", "feed/"):
        client.get(f"/aktuelles/{address}")
        with django_assert_max_num_queries(20):
            client.get(f"/aktuelles/{address}")


def test_a_correction_stands_above_the_text_with_its_day(item, client):
    page = item(2026, 11, "Zug", correction="Er beginnt um 17 Uhr.", corrected_on=date(2026, 11, 4))
    html = client.get(page.url).text
    assert "Er beginnt um 17 Uhr." in html
    assert "4. November 2026" in html


def test_a_correction_gets_its_day_by_itself_and_a_day_needs_one(item):
    page = item(2026, 11, "Zug")
    page.correction = "Er beginnt um 17 Uhr."
    page.clean()
    assert page.corrected_on
    page.correction = " "
    with pytest.raises(ValidationError) as caught:
        page.clean()
    assert "correction" in caught.value.message_dict


def test_related_pages_are_shown_in_order_and_only_public_ones(home, item, client):
    first, second = StandardPageFactory(parent=home, title="Bäder"), StandardPageFactory(parent=home, title="Parken")
    draft = StandardPageFactory(parent=home, title="ENTWURF", live=False)
    page = item(2026, 11, "Zug", related=[RelatedPage(target=target) for target in (second, draft, first)])
    assert [each.title for each in page.related_pages()] == ["Parken", "Bäder"]
    assert "ENTWURF" not in client.get(page.url).text


def test_an_item_tells_machines_who_when_and_where(item, client):
    page = item(2026, 11, "</script>Zug", authors=[Author(name="Mia K.")], place=PlaceFactory(name="Marktplatz"))
    found = json_ld_of(client.get(page.url).text)
    assert found["@type"] == "NewsArticle"
    assert found["headline"] == "</script>Zug"
    assert found["author"] == [{"@type": "Person", "name": "Mia K."}]
    assert found["datePublished"].startswith("2026-11-03")
    assert found["contentLocation"]["name"] == "Marktplatz"


def test_without_an_author_the_newsroom_speaks(item, client):
    assert json_ld_of(client.get(item(2026, 11, "Zug").url).text)["author"][0]["name"] == "Pressestelle"


def test_a_card_for_other_networks_names_the_page(item, client):
    html = client.get(item(2026, 11, "Martinszug").url).text
    assert '<meta property="og:title" content="Martinszug">' in html
    assert '<meta name="twitter:card" content="summary">' in html


def test_a_renamed_topic_is_found_under_its_new_name(item):
    topic = NewsTopicFactory(name="Schule")
    item(2026, 11, "Mensa", topics=[topic])
    topic.name = "Bildung"
    topic.save()
    call_command("search_status")
    assert find("mensa").count == 1
