"""Whoever leads a workshop: groups, sharpens, hides, makes ideas, closes."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageLogEntry

from accounts.rights import admin_access, permissions
from participation.actions import walls
from participation.models import Card, CardGroup, Decision, Idea
from tests.factories.participation import (
    IdeaCollectionPageFactory,
    ParticipationIndexPageFactory,
    ProjectPageFactory,
    WallPageFactory,
)


@pytest.fixture
def wall(home):
    project = ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home))
    return WallPageFactory(parent=project, title="Wohnen")


def card(wall, text="Mehr Licht", **values):
    return Card.objects.create(**{"module": wall, "text": text, "state": "public", **values})


def do(client, wall, verb, *cards, **fields):
    data = {"do": verb, "card": [one.pk for one in cards], **fields}
    return client.post(f"/admin/participation/walls/{wall.pk}/", data)


def test_cards_go_under_a_heading_and_away_again(admin_client, wall):
    first, second = card(wall), card(wall, "Bank am Weg")
    before = first.changed_at
    do(admin_client, wall, "group", first, second, title="Draußen")
    group = CardGroup.objects.get()
    assert set(group.cards.all()) == {first, second}
    first.refresh_from_db()
    assert first.changed_at > before
    do(admin_client, wall, "group", second, group="0")
    assert list(group.cards.all()) == [first]
    assert admin_client.get(f"/admin/participation/walls/{wall.pk}/").status_code == 200
    do(admin_client, wall, "dissolve", group=str(group.pk))
    assert not CardGroup.objects.exists()
    assert Card.objects.filter(group=None).count() == 2


def test_a_sharpened_card_keeps_what_was_written(admin_client, client, wall):
    one = card(wall)
    address = f"/admin/participation/walls/{wall.pk}/{one.pk}/"
    assert admin_client.get(address).status_code == 200
    admin_client.post(address, {"sharpened": "Laternen am Schulweg"})
    one.refresh_from_db()
    assert (one.text, one.sharpened) == ("Mehr Licht", "Laternen am Schulweg")
    html = client.get(wall.url).text
    assert "Laternen am Schulweg" in html
    assert "Mehr Licht" in html


def hide(client, wall, *cards, **fields):
    seen = {f"seen-{one.pk}": one.state for one in cards}
    return do(client, wall, "hide", *cards, **seen, **fields)


def test_a_hidden_card_is_gone_until_it_is_shown_again_and_both_are_decisions(admin_client, wall):
    one, foreign = card(wall), card(WallPageFactory(parent=wall.get_parent()))
    hide(admin_client, wall, one, foreign, reason="insult", words="Bitte freundlich.")
    one.refresh_from_db()
    foreign.refresh_from_db()
    assert (one.state, foreign.state) == ("censored", "public")
    taken = Decision.objects.get()
    assert (taken.contribution_id, taken.action, taken.reason, taken.words) == (
        one.pk,
        "censor",
        "insult",
        "Bitte freundlich.",
    )
    assert taken.moderator.username == "technik"
    assert PageLogEntry.objects.filter(action="participation.decided", page=wall).count() == 1
    do(admin_client, wall, "show", one, **{f"seen-{one.pk}": one.state})
    one.refresh_from_db()
    assert (one.state, Decision.objects.first().action) == ("public", "restore")


def test_without_a_reason_nothing_is_hidden_and_the_ticks_stay(admin_client, wall):
    one = card(wall)
    for fields in ({}, {"reason": "other"}):
        response = hide(admin_client, wall, one, **fields)
        assert response.status_code == 422
        assert response.context["ticked"] == [str(one.pk)]
        assert f'id="tick-{one.pk}" checked' in response.text
    one.refresh_from_db()
    assert (one.state, Decision.objects.count()) == ("public", 0)


def test_a_card_that_was_changed_in_the_meantime_is_not_hidden(admin_client, wall):
    one = card(wall)
    Card.objects.filter(pk=one.pk).update(edited_at=timezone.now())
    hide(admin_client, wall, one, reason="insult")
    one.refresh_from_db()
    assert (one.state, Decision.objects.count()) == ("public", 0)


def test_an_open_board_learns_what_has_changed_and_asks_no_more_where_nothing_has(admin_client, client, wall):
    where = f"/admin/participation/walls/{wall.pk}/stand/"
    page = admin_client.get(f"/admin/participation/walls/{wall.pk}/")
    seen = {"headers": {"if-none-match": f'"{page.context["version"]}"'}}
    assert admin_client.get(where, **seen).status_code == 304
    one = card(wall, "<b>Licht</b>")
    found = admin_client.get(where, **seen).json()
    assert f'id="karte-{one.pk}"' in found["html"]
    assert "&lt;b&gt;Licht" in found["html"]
    client.logout()
    assert client.get(where).status_code == 302


def test_who_may_only_write_the_page_hides_nothing(client, wall, django_user_model):
    group = Group.objects.create(name="Schreibt")
    group.permissions.add(admin_access())
    (change,) = permissions([("wagtailcore", "change_page")])
    GroupPagePermission.objects.create(group=group, page=wall, permission=change)
    writer = django_user_model.objects.create_user("schreibt", "s@town.example", "secret")
    writer.groups.add(group)
    client.force_login(writer)
    one = card(wall)
    assert 'value="hide"' not in client.get(f"/admin/participation/walls/{wall.pk}/").text
    hide(client, wall, one, reason="insult")
    one.refresh_from_db()
    assert (one.state, Decision.objects.count()) == ("public", 0)


def test_cards_become_one_public_idea_that_they_lead_to(admin_client, wall):
    collection = IdeaCollectionPageFactory(parent=wall.get_parent(), moderation="before")
    cards = [card(wall), card(wall, "Hellere Lampen", channel="paper")]
    address = do(admin_client, wall, "idea", *cards).url
    assert admin_client.get(address).status_code == 200
    fields = {"title": "Licht am Schulweg", "text": "Beides", "collection": collection.pk}
    assert admin_client.post(address, fields).status_code == 302
    idea = Idea.objects.get()
    assert (idea.state, idea.channel, idea.module_id) == ("public", "event", collection.pk)
    assert set(idea.cards.all()) == set(cards)
    assert admin_client.post(address, fields).status_code == 200
    assert Idea.objects.count() == 1


def test_closing_is_public_at_once_and_leaves_a_draft_a_draft(admin_client, wall, django_user_model):
    wall.title = "Noch nicht fertig"
    wall.save_revision()
    do(admin_client, wall, "close")
    wall.refresh_from_db()
    assert wall.title == "Wohnen"
    assert wall.is_over
    draft = wall.get_latest_revision_as_object()
    assert draft.title == "Noch nicht fertig"
    assert draft.closes_at
    do(admin_client, wall, "open")
    wall.refresh_from_db()
    assert wall.is_open


def test_the_result_begins_as_a_draft_of_headings_and_cards(admin_client, wall):
    card(wall, "<b>Licht</b>", group=walls.new_group(wall, "Draußen"))
    response = do(admin_client, wall, "result")
    assert response.url == f"/admin/pages/{wall.pk}/edit/"
    wall.refresh_from_db()
    assert wall.result == ""
    draft = wall.get_latest_revision_as_object().result
    assert "<h3>Draußen</h3>" in draft
    assert "&lt;b&gt;Licht" in draft


def test_only_those_who_may_edit_the_page(client, wall, django_user_model):
    address = f"/admin/participation/walls/{wall.pk}/"
    assert client.get(address).status_code == 302
    client.force_login(django_user_model.objects.create_user("fremd", "fremd@town.example", "secret"))
    assert client.get(address).status_code in {302, 403}
    one = card(wall)
    do(client, wall, "hide", one)
    one.refresh_from_db()
    assert one.state == "public"
