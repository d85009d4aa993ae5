"""Topic walls in the public API: with the same rules as on the page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participation import limits
from participation.models import Card, CardGroup, WallPage
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory, WallPageFactory


@pytest.fixture
def wall(home):
    project = ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home), title="Werkstatt")
    return WallPageFactory(parent=project, title="Wohnen", teaser="Was fehlt?", longest_card=60)


def post(client, wall, body, key="", **more):
    headers = {**({"Idempotency-Key": key} if key else {}), **more.pop("headers", {})}
    address = f"/api/v1/walls/{wall.pk}/cards/"
    return client.post(address, body, content_type="application/json", headers=headers, **more)


def hello(text="Mehr Licht", **more):
    return {"text": text, "accept_rules": True, **more}


def test_walls_say_what_they_ask_and_whether_they_are_open(client, wall, django_assert_max_num_queries):
    for _number in range(5):
        WallPageFactory(parent=wall.get_parent(), closes_at=timezone.now() - timedelta(days=1))
    client.get("/api/v1/walls/")
    with django_assert_max_num_queries(8):
        found = client.get("/api/v1/walls/").json()["results"]
    assert [one["open"] for one in found] == [True, *[False] * 5]
    one = client.get(f"/api/v1/walls/{wall.pk}/").json()
    assert one == found[0]
    assert (one["title"], one["question"], one["project"], one["url"]) == (
        "Wohnen",
        "Was fehlt?",
        "Werkstatt",
        wall.url,
    )


def test_where_the_real_name_is_needed_a_program_does_not_go_round_it(client, wall):
    WallPage.objects.filter(pk=wall.pk).update(asks_real_name=True)
    assert post(client, wall, hello()).status_code == 403
    assert not Card.objects.exists()


def test_a_card_is_stored_and_a_repeat_is_the_same_card(client, wall):
    first, again = post(client, wall, hello(), key="a1"), post(client, wall, hello(), key="a1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert post(client, wall, hello("Etwas anderes"), key="a1").status_code == 422
    assert post(client, wall, hello(), key="a2").status_code == 201
    assert [card.text for card in Card.objects.all()] == ["Mehr Licht", "Mehr Licht"]
    assert "Set-Cookie" not in first.headers


def test_a_phone_that_tries_again_from_another_network_hangs_up_one_card(client, wall):
    there, elsewhere = (post(client, wall, hello(), key="a1", REMOTE_ADDR=f"203.0.{number}.7") for number in (1, 2))
    assert (there.status_code, elsewhere.status_code) == (201, 200)
    assert Card.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        {"text": "Mehr Licht"},
        {"text": "Mehr Licht", "accept_rules": False},
        {"accept_rules": True},
        hello(""),
        hello("x" * 61),
        hello("mit\0Null"),
        hello(state="public"),
        hello(text=["Liste"]),
        ["keine", "Felder"],
        "{kaputt",
    ],
    ids=str,
)
def test_what_does_not_fit_is_400_and_leaves_no_trace(client, wall, body):
    response = post(client, wall, body)
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/json"
    assert response.json()
    assert not Card.objects.exists()


def test_a_closed_wall_says_so(client, wall):
    wall.closes_at = timezone.now()
    wall.save()
    response = post(client, wall, hello())
    assert response.status_code == 403
    assert response.json()["detail"]


@pytest.mark.parametrize("identity", ["email", "account", "code"])
def test_where_the_page_asks_who_one_is_a_program_is_sent_there(client, wall, identity):
    wall.identity = identity
    wall.save()
    assert post(client, wall, hello()).status_code == 403
    assert not Card.objects.exists()


def test_with_a_pass_only_this_site_may_send(client, wall):
    client.cookies["teilnahme"] = "irgendeiner"
    assert post(client, wall, hello(), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert post(client, wall, hello()).status_code == 403
    assert post(client, wall, hello(), headers={"Sec-Fetch-Site": "same-origin"}).status_code == 201


def test_a_hall_has_one_address_and_nobody_gets_another_by_a_header(client, wall, monkeypatch):
    monkeypatch.setitem(limits.MOST, "card", 2)
    outside = {"REMOTE_ADDR": "203.0.113.7"}
    answers = [
        post(client, wall, hello(), headers={"X-Forwarded-For": f"198.51.{number}.1"}, **outside).status_code
        for number in range(3)
    ]
    assert answers == [201, 201, 429]


def test_only_public_cards_are_read_page_by_page(client, wall, django_assert_max_num_queries):
    group = CardGroup.objects.create(wall=wall, title="Ältere")
    for number in range(25):
        Card.objects.create(module=wall, text=f"Karte {number}", state="public", group=group, sharpened="Scharf")
    for state in ("waiting", "censored", "blocked", "removed", "unconfirmed"):
        Card.objects.create(module=wall, text="Geheim", state=state)
    with django_assert_max_num_queries(5):
        data = client.get(f"/api/v1/walls/{wall.pk}/cards/").json()
    assert data["count"] == 25
    assert len(data["results"]) == 20
    assert set(data["results"][0]) == {"id", "text", "sharpened", "group", "pseudonym", "created"}
    assert data["results"][0]["group"] == "Ältere"
    assert "Geheim" not in str(data)
