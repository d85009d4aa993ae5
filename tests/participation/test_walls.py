"""Topic walls: short cards from phones, on one wall for all."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from participation.models import Card, CardGroup, Contribution, Idea
from tests.factories.participation import (
    IdeaCollectionPageFactory,
    ParticipationIndexPageFactory,
    ProjectPageFactory,
    WallPageFactory,
)
from tests.visitors import typed

FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home), title="Werkstatt", status="running")


@pytest.fixture
def wall(project):
    return WallPageFactory(parent=project, title="Wohnen", teaser="Welche Wohnungen fehlen?", longest_card=60)


def card(wall, text="Mehr kleine Wohnungen", **values):
    return Card.objects.create(**{"module": wall, "text": text, "state": "public", **values})


def write(client, wall, text, **fields):
    data = typed(**{"text": text, "accept_rules": "on", "submission": str(uuid.uuid4()), **fields})
    return client.post(wall.url, data, headers=FROM_HERE)


def live(client, wall, since=0, **headers):
    return client.get(f"/beteiligung/waende/{wall.pk}/karten.json?since={since}", headers=headers)


def test_a_card_is_stored_and_hangs_on_the_wall(client, wall):
    response = write(client, wall, "Mehr\r\nkleine Wohnungen", pseudonym="Mara")
    assert response.status_code == 303
    stored = Card.objects.get()
    assert (stored.text, stored.pseudonym, stored.state, stored.channel) == (
        "Mehr\nkleine Wohnungen",
        "Mara",
        "public",
        "online",
    )
    page = client.get(wall.url)
    assert [one.pk for section in page.context["sections"] for one in section.cards] == [stored.pk]
    assert "kleine Wohnungen" in page.text
    assert "Mara" in page.text


def test_the_form_stands_before_the_cards_and_needs_no_script(client, wall):
    card(wall)
    html = client.get(wall.url).text
    assert html.index('name="text"') < html.index("data-wall=")
    assert 'maxlength="60"' in html
    assert "Set-Cookie" not in client.get(wall.url).headers


def test_the_same_form_sent_again_is_one_card(client, wall):
    submission = str(uuid.uuid4())
    answers = [write(client, wall, "Einmal", submission=submission) for _time in range(3)]
    assert {answer.status_code for answer in answers} == {303}
    assert Card.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 61, "mit\0Null"])
def test_what_does_not_fit_is_said_in_place_and_leaves_no_trace(client, wall, text):
    response = write(client, wall, text, pseudonym="Mara")
    assert response.status_code == 422
    assert response.context["form"].errors["text"]
    assert 'value="Mara"' in response.text
    assert not Contribution.objects.exists()


def test_the_end_of_a_line_counts_once(client, wall):
    assert write(client, wall, "\r\n".join(["x" * 29, "y" * 30])).status_code == 303


def test_without_the_house_rules_nothing_is_stored(client, wall):
    response = write(client, wall, "Mehr Licht", accept_rules="")
    assert response.status_code == 422
    assert "accept_rules" in response.context["form"].errors
    assert not Card.objects.exists()


def test_the_summary_of_errors_names_the_fields_in_their_order_without_a_link_in_a_link(client, wall):
    html = write(client, wall, "", accept_rules="").text
    summary = html.partition('<div class="kern-alert')[2].partition("</ul>")[0]
    assert re.findall(r'href="([^"]+)"', summary) == ["#id_text", "#id_accept_rules"]


def test_scripts_in_cards_are_text(client, wall):
    card(wall, "<script>alert(1)</script><img src=x onerror=alert(2)>", sharpened="<b>fett</b>", pseudonym="<i>ich</i>")
    found = live(client, wall).json()["cards"][0]["html"]
    for html in (client.get(wall.url).text, client.get(f"{wall.url}leinwand/").text, found):
        assert "&lt;script&gt;alert(1)" in html
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>fett" not in html
        assert "<i>ich" not in html


def test_a_wall_that_is_closed_or_has_not_begun_has_no_form(client, wall, project):
    later = WallPageFactory(parent=project, opens_at=timezone.now() + timedelta(days=1))
    wall.closes_at = timezone.now() - timedelta(minutes=1)
    wall.save()
    for closed in (wall, later):
        assert 'name="text"' not in client.get(closed.url).text
        assert write(client, closed, "Zu spät").status_code != 303
    assert not Card.objects.exists()


def test_only_public_cards_are_shown(client, wall):
    for state in Contribution.State.values:
        card(wall, f"Karte {state}", state=state)
    html = client.get(wall.url).text
    assert "Karte public" in html
    for state in ("unconfirmed", "waiting", "blocked", "censored", "removed"):
        assert f"Karte {state}" not in html


def test_cards_hang_under_their_headings_the_newest_first(client, wall):
    group = CardGroup.objects.create(wall=wall, title="Für Ältere")
    old, new = (
        card(wall, "Alt", group=group, created_at=timezone.now() - timedelta(hours=1)),
        card(wall, "Neu", group=group),
    )
    loose = card(wall, "Lose", sharpened="Geschärft")
    sections = client.get(wall.url).context["sections"]
    assert [(section.title, [one.pk for one in section.cards]) for section in sections] == [
        ("", [loose.pk]),
        ("Für Ältere", [new.pk, old.pk]),
    ]
    html = client.get(wall.url).text
    assert html.index("Geschärft") < html.index("<q")
    assert "Lose" in html


def test_open_pages_learn_what_is_new_and_what_is_gone(client, wall):
    first = card(wall)
    answer = live(client, wall)
    assert answer.status_code == 200
    data = answer.json()
    assert data["count"] == 1
    assert data["open"] is True
    assert [one["id"] for one in data["cards"]] == [first.pk]

    Card.objects.filter(pk=first.pk).update(changed_at=timezone.now() - timedelta(minutes=1), state="censored")
    cache.clear()
    since = live(client, wall).json()["version"].split("-")[0]
    second = card(wall, "Neu")
    cache.clear()
    data = live(client, wall, since).json()
    assert [one["id"] for one in data["cards"]] == [second.pk]
    assert data["gone"] == [first.pk]
    assert data["count"] == 1


def test_nothing_new_costs_an_empty_answer_and_soon_no_query(client, wall, django_assert_num_queries):
    card(wall)
    mark = live(client, wall).headers["ETag"]
    with django_assert_num_queries(0):
        again = live(client, wall, **{"If-None-Match": mark})
        assert live(client, wall).status_code == 200
    assert again.status_code == 304
    assert again.content == b""
    CardGroup.objects.create(wall=wall, title="Neu")
    cache.clear()
    assert live(client, wall, **{"If-None-Match": mark}).status_code == 200


def test_nobody_looks_at_a_hidden_wall_through_the_side_door(client, wall):
    wall.unpublish()
    assert live(client, wall).status_code == 404
    assert live(client, wall, "viel").status_code == 404
    assert client.get(f"/api/v1/walls/{wall.pk}/").status_code == 404
    assert client.get(f"/api/v1/walls/{wall.pk}/cards/").status_code == 404


def test_the_big_screen_shows_cards_and_the_way_in_and_nothing_to_press(client, wall, project):
    card(wall)
    other = WallPageFactory(parent=project, title="Unterwegs")
    html = client.get(f"{wall.url}leinwand/").text
    assert "data:image/svg+xml" in html
    assert wall.url.strip("/") in html
    for control in ("<button", "<input", "<a ", "<form"):
        assert control not in html
    both = client.get(f"{wall.url}leinwand/alle/").text
    assert both.count("data-wall=") == 2
    assert other.title in both


def test_a_closed_wall_asks_nobody_in_from_the_screen(client, wall):
    wall.closes_at = timezone.now()
    wall.save()
    assert "data:image/svg+xml" not in client.get(f"{wall.url}leinwand/").text


@pytest.mark.parametrize("make", [WallPageFactory, IdeaCollectionPageFactory])
def test_every_way_to_take_part_has_a_poster_and_cards_to_print(client, project, make):
    module = make(parent=project, title="Was fehlt?")
    for address in ("plakat/", "karten-drucken/"):
        response = client.get(f"{module.url}{address}")
        assert response.status_code == 200
        assert "data:image/svg+xml" in response.text
        assert "Was fehlt?" in response.text
        assert "Set-Cookie" not in response.headers
    assert client.get(f"{module.url}karten-drucken/").text.count("slip__question") == 4


def test_a_card_leads_to_its_idea_only_while_that_is_public(client, wall, project):
    collection = IdeaCollectionPageFactory(parent=project)
    idea = Idea.objects.create(module=collection, title="Tauschbörse für Wohnungen", text="…", state="public")
    card(wall, became=idea)
    assert idea.get_absolute_url() in client.get(wall.url).text
    Idea.objects.filter(pk=idea.pk).update(state="censored")
    assert "Tauschbörse" not in client.get(wall.url).text


def test_a_full_wall_stays_cheap(client, wall, django_assert_max_num_queries):
    groups = [CardGroup.objects.create(wall=wall, title=f"Gruppe {number}") for number in range(5)]
    for number in range(30):
        card(wall, f"Karte {number}", group=groups[number % 5])
    client.get(wall.url)
    with django_assert_max_num_queries(25):
        client.get(wall.url)
    with django_assert_max_num_queries(25):
        client.get(f"{wall.url}leinwand/")
    assert json.dumps(live(client, wall).json()).count('"html"') == 30
