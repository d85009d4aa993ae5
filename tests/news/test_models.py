"""Newsrooms and news items."""

from datetime import date, timedelta

from django.utils import timezone

from news.models import Author
from tests.factories.directory import DepartmentFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory


def test_the_newest_item_comes_first_and_drafts_never(client, home):
    newsroom = NewsIndexPageFactory(parent=home)
    NewsPageFactory(parent=newsroom, title="Alt", date=date(2026, 1, 1))
    NewsPageFactory(parent=newsroom, title="Neu", date=date(2026, 6, 1))
    NewsPageFactory(parent=newsroom, title="Entwurf", live=False)
    html = client.get(newsroom.url).text
    assert html.index("Neu") < html.index("Alt")
    assert "Entwurf" not in html


def test_a_long_list_has_pages_and_nonsense_shows_the_first(client, home):
    newsroom = NewsIndexPageFactory(parent=home)
    for number in range(14):
        NewsPageFactory(parent=newsroom, title=f"Meldung {number:02}", date=date(2026, 1, 1) + timedelta(days=number))
    assert "Meldung 13" in client.get(newsroom.url).text
    assert "Meldung 00" in client.get(newsroom.url, {"seite": 2}).text
    assert "Meldung 13" in client.get(newsroom.url, {"seite": "abc"}).text
    assert client.get(newsroom.url, {"seite": "9999"}).status_code == 200


def test_an_item_names_its_author_or_its_newsroom(client, home):
    newsroom = NewsIndexPageFactory(parent=home, by_line="Die Haselmaus")
    named = NewsPageFactory(parent=newsroom, authors=[Author(name="Mia K.", role="Fotos"), Author(name="Ben T.")])
    unnamed = NewsPageFactory(parent=newsroom, department=DepartmentFactory(name="Bauamt"))
    assert "Mia K. (Fotos), Ben T." in client.get(named.url).text
    html = client.get(unnamed.url).text
    assert "Die Haselmaus" in html
    assert "Bauamt" in html


def test_the_home_page_shows_the_three_newest(client, home):
    newsroom = NewsIndexPageFactory(parent=home)
    today = timezone.localdate()
    for number in range(4):
        NewsPageFactory(parent=newsroom, title=f"Meldung {number}", date=today - timedelta(days=number))
    html = client.get("/").text
    assert "Meldung 2" in html
    assert "Meldung 3" not in html


def test_a_home_page_without_news_has_no_empty_section(client, home):
    assert "neues-titel" not in client.get("/").text


def test_news_age_from_their_date(home):
    item = NewsPageFactory(parent=NewsIndexPageFactory(parent=home), date=date(2026, 1, 2))
    assert item.search_date() == date(2026, 1, 2)
    assert item.search_kind == "news"
