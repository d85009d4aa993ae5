"""/api/v1/news/"""

from datetime import date

from tests.factories.news import NewsIndexPageFactory, NewsPageFactory


def test_the_list_is_newest_first_and_without_drafts(client, home):
    newsroom = NewsIndexPageFactory(parent=home)
    NewsPageFactory(parent=newsroom, title="Alt", date=date(2026, 1, 1))
    NewsPageFactory(parent=newsroom, title="Neu", date=date(2026, 6, 1))
    NewsPageFactory(parent=newsroom, title="Entwurf", live=False)
    data = client.get("/api/v1/news/").json()
    assert data["count"] == 2
    assert [item["title"] for item in data["results"]] == ["Neu", "Alt"]


def test_a_stretch_of_time(client, home):
    newsroom = NewsIndexPageFactory(parent=home)
    NewsPageFactory(parent=newsroom, date=date(2026, 1, 1))
    NewsPageFactory(parent=newsroom, date=date(2026, 6, 1))
    assert client.get("/api/v1/news/", {"since": "2026-03-01"}).json()["count"] == 1
    assert client.get("/api/v1/news/", {"since": "gestern"}).status_code == 400


def test_unknown_parameters_are_refused_with_a_text(client, home):
    response = client.get("/api/v1/news/", {"datum": "2026"})
    assert response.status_code == 400
    assert "datum" in response.json()


def test_nonsense_pages_are_refused(client, home):
    assert client.get("/api/v1/news/", {"page": "abc"}).status_code == 400
    assert client.get("/api/v1/news/", {"page_size": "0"}).status_code == 400
    assert client.get("/api/v1/news/", {"page": "99"}).status_code == 404


def test_nothing_can_be_written(client, home):
    assert client.post("/api/v1/news/", {}).status_code == 405


def test_few_queries_however_many_items(client, home, django_assert_max_num_queries):
    newsroom = NewsIndexPageFactory(parent=home)
    for _number in range(15):
        NewsPageFactory(parent=newsroom)
    client.get("/api/v1/news/")
    with django_assert_max_num_queries(8):
        client.get("/api/v1/news/")
