"""The API as a whole: its document, its page, its limits."""

import pytest

ROOMS = [
    "services",
    "service-changes",
    "departments",
    "places",
    "news",
    "notices",
    "projects",
    "ideas",
    "walls",
    "polls",
]


def test_the_document_describes_our_addresses_and_no_others(client, home):
    document = client.get("/api/schema/", headers={"Accept": "application/json"}).json()
    assert {path.split("/")[3] for path in document["paths"]} == {*ROOMS, "search"}
    assert all(path.startswith("/api/v1/") for path in document["paths"])


def test_the_page_to_try_it_comes_from_our_own_host(client, home):
    html = client.get("/api/").text
    assert "swagger" in html
    assert "https://" not in html
    assert "cdn" not in html


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_answers_lists_and_refuses_what_it_does_not_know(client, home, room):
    assert client.get(f"/api/v1/{room}/").json()["count"] == 0
    refused = client.get(f"/api/v1/{room}/", {"sortierung": "name"})
    assert refused.status_code == 400
    assert "sortierung" in refused.json()
    assert client.get(f"/api/v1/{room}/99999/").status_code == 404


def test_nothing_is_stored_at_the_visitor(client, home):
    assert not client.get("/api/v1/services/").cookies


def test_the_root_lists_every_part(client, home):
    assert set(client.get("/api/v1/").json()) == {*ROOMS, "search"}


def test_the_page_has_no_style_or_script_of_its_own(client, home):
    """The content policy would refuse them."""
    html = client.get("/api/").text
    assert "<style" not in html
    assert "<script>" not in html
