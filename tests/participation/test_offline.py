"""Paper, events and telephone: two people agree before anything counts, and nobody is both of them."""

import uuid

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import GroupPagePermission

from accounts.rights import admin_access, permissions
from accounts.roles import make_editors
from participation.actions import offline
from participation.models import Answer, Ballot, Batch, Card, FromBatch, Helped, Idea, Tally
from participation.polls.results import PollResult
from tests.factories.participation import IdeaCollectionPageFactory, TextReviewPageFactory, WallPageFactory
from tests.participation.polls import MOOD, ROAD, SECRET, WISHES, WORDS, ballots, make_poll

PERSON = get_user_model()


@pytest.fixture
def poll(home):
    return make_poll(home)


@pytest.fixture
def editors(db):
    return make_editors()


@pytest.fixture
def anna(editors):
    return person(editors, "anna")


@pytest.fixture
def ben(editors):
    return person(editors, "ben")


def person(group, name):
    user = PERSON.objects.create_user(name, f"{name}@town.example", "secret")
    user.groups.add(group)
    return user


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def made(user, module, sheets=10, title="Kasten in der Bücherei"):
    fields = {"title": title, "source": "paper", "happened_on": "2026-11-02", "sheets": sheets}
    response = browser(user).post(f"/admin/participation/{module.pk}/offline/", fields)
    assert response.status_code == 302
    return Batch.objects.get(title=title)


def counted(sheets=None, yes=6, answered=8):
    """What stands on ten sheets."""
    fields = {f"n-{ROAD}-yes": yes, f"n-{ROAD}-no": 3, f"n-{ROAD}-maybe": 1, f"n-{ROAD}-other": 0}
    fields |= {f"n-{WISHES}-sheets": answered, f"n-{WISHES}-bench": 5, f"n-{WISHES}-tree": 6}
    fields |= {f"n-{WISHES}-tap": 0, f"n-{WISHES}-other": 0}
    fields |= {f"n-{MOOD}-{step}": 2 for step in range(1, 6)}
    return fields | ({"sheets": sheets} if sheets else {})


def enter(user, batch, **fields):
    return browser(user).post(address(batch), fields)


def address(batch):
    return f"/admin/participation/batch/{batch.pk}/"


def state(batch):
    batch.refresh_from_db()
    return batch.state


def test_sheets_count_once_two_people_agree_and_stand_apart_in_the_result(poll, anna, ben):
    ballots(poll, 5)
    batch = made(anna, poll)
    assert enter(anna, batch, **counted()).status_code == 302
    assert (state(batch), PollResult(poll).ballots.offline) == ("second", 0)
    assert enter(ben, batch, **counted(sheets=10)).status_code == 302
    assert (state(batch), batch.entered_by, batch.checked_by) == ("agreed", anna, ben)
    result = PollResult(poll)
    assert (result.ballots.online, result.ballots.offline, result.is_parted) == (5, 10, True)
    yes = result.results[0].bars[0].count
    assert (yes.online, yes.offline) == (5, 6)
    assert result.results[1].base.offline == 8


def test_the_same_person_is_never_the_second(poll, anna, ben):
    batch = made(anna, poll)
    enter(anna, batch, **counted())
    enter(anna, batch, **counted(sheets=10))
    assert state(batch) == "second"
    assert not batch.tallies.filter(entry=Tally.SECOND).exists()
    enter(ben, batch, **counted(sheets=10, yes=5, answered=8) | {f"n-{ROAD}-no": 4})
    Batch.objects.filter(pk=batch.pk).update(entered_by=None)
    with pytest.raises(offline.NotYouError):
        offline.enter_tallies(batch, ben, Tally.FIRST, {("", ""): 10})


def test_differences_stand_beside_each_other_until_they_are_gone(poll, anna, ben):
    batch = made(anna, poll)
    enter(anna, batch, **counted())
    unseen = browser(ben).get(address(batch)).text
    assert 'id="differences"' not in unseen
    enter(ben, batch, **counted(sheets=10, yes=5) | {f"n-{ROAD}-no": 4})
    assert state(batch) == "different"
    found = browser(anna).get(address(batch)).context["differences"]
    assert [(one.option, one.first, one.second) for one in found] == [("Ja", 6, 5), ("Nein", 3, 4)]
    assert PollResult(poll).ballots.offline == 0
    enter(ben, batch, **counted(sheets=10))
    assert state(batch) == "agreed"
    assert browser(anna).get(address(batch)).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{f"n-{ROAD}-yes": 7}, {f"n-{WISHES}-bench": 9}, {f"n-{WISHES}-bench": 1, f"n-{WISHES}-tree": 1}]
)
def test_numbers_that_cannot_be_are_refused_and_stay_in_the_form(poll, anna, wrong):
    batch = made(anna, poll)
    response = enter(anna, batch, **counted() | wrong)
    assert response.status_code == 422
    name, number = next(iter(wrong.items()))
    assert response.context["form"][name].value() == str(number)
    assert not batch.tallies.exists()


def test_what_counts_stays_and_what_does_not_can_be_deleted(poll, anna, ben):
    batch, other = made(anna, poll), made(anna, poll, title="Marktstand")
    enter(anna, batch, **counted())
    enter(ben, batch, **counted(sheets=10))
    enter(anna, batch, **counted(yes=5))
    for one in (batch, other):
        assert browser(anna).post(f"{address(one)}delete/").status_code == 302
    assert list(Batch.objects.all()) == [batch]
    assert state(batch) == "agreed"


def test_own_words_from_paper_are_answers_once_somebody_has_compared_them(poll, anna, ben):
    batch = made(anna, poll)
    words = {f"w-{WORDS}": "Danke\r\n\r\nMehr <b>Bänke</b>", f"w-{SECRET}": "Die Treppe", f"w-{ROAD}": "Am Sonntag"}
    with_other = {f"n-{ROAD}-yes": 5, f"n-{ROAD}-other": 1}
    assert enter(anna, batch, **counted(), **words).status_code == 422
    assert enter(anna, batch, **counted() | with_other, **words).status_code == 302
    second = browser(ben)
    assert "Mehr &lt;b&gt;Bänke" in second.get(address(batch)).text
    second.post(address(batch), counted(sheets=10) | with_other)
    assert (state(batch), batch.words_agreed, Answer.objects.count()) == ("different", False, 0)
    second.post(address(batch), counted(sheets=10) | with_other | {"agreed": "on"})
    assert (state(batch), batch.words) == ("agreed", {})
    found = Answer.objects.order_by("pk").values_list("question", "option", "text", "is_confidential", "is_shown")
    assert list(found) == [
        (ROAD, "", "Am Sonntag", False, False),
        (WORDS, "", "Danke", False, False),
        (WORDS, "", "Mehr <b>Bänke</b>", False, False),
        (SECRET, "", "Die Treppe", True, False),
    ]
    result = PollResult(poll, with_confidential=True)
    assert (result.ballots.total, [one.base.offline for one in result.results]) == (10, [10, 8, 10, 2, 1])
    assert result.results[0].bars[-1].count.offline == 1


def test_a_changed_word_has_to_be_compared_again(poll, anna, ben):
    batch = made(anna, poll)
    enter(anna, batch, **counted(), **{f"w-{WORDS}": "Dnake"})
    enter(ben, batch, **counted(sheets=10, yes=5) | {f"n-{ROAD}-no": 4}, agreed="on")
    enter(anna, batch, **counted(), **{f"w-{WORDS}": "Danke"})
    enter(ben, batch, **counted(sheets=10))
    assert state(batch) == "different"


def test_signatures_on_paper_are_counted_twice_and_named_apart(poll, anna, ben, client):
    collection = IdeaCollectionPageFactory(parent=poll.get_parent())
    idea, other = (Idea.objects.create(module=collection, title=name, text="…", state="public") for name in "AB")
    foreign = Idea.objects.create(module=IdeaCollectionPageFactory(parent=poll.get_parent()), title="C", state="public")
    Idea.objects.filter(pk=idea.pk).update(support_count=3)
    fields = {"title": "Liste", "source": "paper", "happened_on": "2026-11-02", "sheets": 2, "is_signatures": "on"}
    browser(anna).post(f"/admin/participation/{collection.pk}/offline/", fields)
    batch = Batch.objects.get()
    for wrong in (f"{foreign.pk} 1", f"{idea.pk} 1\n{idea.pk} 2", "eins zwei", f"{idea.pk} ١"):
        assert enter(anna, batch, signed=wrong).status_code == 422
    enter(anna, batch, signed=f"{idea.pk} 12\r\n{other.pk} 4")
    enter(ben, batch, sheets=2, signed=f"{idea.pk} 11\n{other.pk} 4")
    found = browser(ben).get(address(batch)).context["differences"]
    assert [(one.option, one.first, one.second) for one in found] == [(f"{idea.pk} A", 12, 11)]
    for _time in range(2):
        enter(anna, batch, signed=f"{idea.pk} 11\n{other.pk} 4")
    idea.refresh_from_db()
    assert (state(batch), idea.support_count, idea.support_offline) == ("agreed", 14, 11)
    assert "support__paper" in client.get(idea.get_absolute_url()).text


def test_all_batches_stand_in_one_list_and_wait_for_the_right_person(poll, anna, ben):
    batch = made(anna, poll)
    enter(anna, batch, **counted())
    where = "/admin/participation/batches/"
    assert list(browser(ben).get(where, {"state": "mine"}).context["rows"]) == [batch]
    assert list(browser(anna).get(where, {"state": "mine"}).context["rows"]) == []
    assert where in browser(anna).get("/admin/").text
    enter(ben, batch, **counted(sheets=10, yes=5) | {f"n-{ROAD}-no": 4})
    assert list(browser(anna).get(where, {"state": "mine"}).context["rows"]) == [batch]
    assert browser(anna).get(where, {"module": poll.pk}).url == f"/admin/participation/{poll.pk}/offline/"
    fremd = browser(stranger(poll, "of another department"))
    assert list(fremd.get(where).context["rows"]) == []
    assert fremd.get(where, {"module": poll.pk}).status_code == 200


def test_cards_from_paper_become_public_after_the_check(poll, anna, ben, client):
    wall = WallPageFactory(parent=poll.get_parent(), moderation="before")
    batch = made(anna, wall, sheets=2)
    enter(anna, batch, texts="Mehr Licht\r\n\r\nEine Bank <b>hier</b>")
    assert state(batch) == "second"
    assert not Card.objects.exists()
    enter(anna, batch, right="1")
    assert not Card.objects.exists()
    assert "Mehr Licht" in browser(ben).get(address(batch)).text
    enter(ben, batch, right="1")
    cards = Card.objects.order_by("pk")
    assert [(card.text, card.channel, card.state) for card in cards] == [
        ("Mehr Licht", "paper", "public"),
        ("Eine Bank <b>hier</b>", "paper", "public"),
    ]
    assert FromBatch.objects.filter(batch=batch).count() == 2
    assert "Eine Bank &lt;b&gt;hier&lt;/b&gt;" in client.get(wall.url).text


def test_ideas_go_back_to_the_first_person_when_something_is_wrong(poll, anna, ben):
    collection = IdeaCollectionPageFactory(parent=poll.get_parent())
    batch = made(anna, collection, sheets=1)
    enter(anna, batch, texts="Eine Pank\nAm Teich")
    enter(ben, batch, wrong="1")
    assert state(batch) == "different"
    enter(anna, batch, texts="Eine Bank\nAm Teich")
    enter(ben, batch, right="1")
    idea = Idea.objects.get()
    assert (idea.title, idea.text, idea.channel, idea.is_public) == ("Eine Bank", "Am Teich", "paper", True)


def test_more_texts_than_sheets_and_too_long_ones_are_refused(poll, anna):
    wall = WallPageFactory(parent=poll.get_parent(), longest_card=20)
    batch = made(anna, wall, sheets=1)
    assert enter(anna, batch, texts="Eins\n\nZwei").status_code == 422
    assert enter(anna, batch, texts="x" * 21).status_code == 422
    assert state(batch) == "open"


def helping(**fields):
    return {"channel": "phone", "submission": str(uuid.uuid4()), "agreed": "on", **fields}


def test_a_vote_by_telephone_needs_the_tick_and_counts_once(poll, anna):
    where, sent = f"/admin/participation/{poll.pk}/help/", helping(**{f"q-{ROAD}": "yes"})
    assert browser(anna).get(where).status_code == 200
    refused = browser(anna).post(where, {**sent, "agreed": ""})
    assert (refused.status_code, Ballot.objects.count()) == (422, 0)
    for _time in range(2):
        assert browser(anna).post(where, sent).status_code == 302
    ballot = Ballot.objects.get()
    assert (ballot.channel, ballot.participant, Helped.objects.get().helper) == ("phone", None, anna)


def test_an_idea_by_telephone_is_public(poll, anna):
    collection = IdeaCollectionPageFactory(parent=poll.get_parent(), moderation="before")
    where = f"/admin/participation/{collection.pk}/help/"
    assert browser(anna).post(where, helping(text="Eine Bank\n\nAm Teich")).status_code == 302
    idea = Idea.objects.get()
    assert (idea.title, idea.text, idea.channel, idea.state) == ("Eine Bank", "Am Teich", "phone", "public")


def test_nobody_is_helped_into_a_poll_that_is_over(home, anna):
    poll = make_poll(home, closes_at="2020-01-01T12:00:00Z")
    response = browser(anna).post(f"/admin/participation/{poll.pk}/help/", helping(**{f"q-{ROAD}": "yes"}))
    assert (response.status_code, Ballot.objects.count()) == (302, 0)


def stranger(poll, kind):
    """Somebody with the right and another branch; or at this very page, without the right."""
    group = Group.objects.create(name=kind)
    group.permissions.add(admin_access())
    branch = poll if kind == "without the right" else WallPageFactory(parent=poll.get_parent())
    if kind == "of another department":
        group.permissions.add(*permissions([("participation", "enter_offline")]))
    (change,) = permissions([("wagtailcore", "change_page")])
    GroupPagePermission.objects.create(group=group, page=branch, permission=change)
    return person(group, "fremd")


@pytest.mark.parametrize("kind", ["without the right", "of another department"])
def test_others_can_neither_look_nor_enter(poll, anna, kind):
    batch = made(anna, poll)
    client = browser(stranger(poll, kind))
    for where in (f"/admin/participation/{poll.pk}/offline/", f"/admin/participation/{poll.pk}/help/", address(batch)):
        for response in (client.get(where), client.post(where, counted())):
            assert response.status_code == 302
            assert response.url.startswith("/admin/")
            assert "participation" not in response.url
    client.post(f"{address(batch)}delete/")
    assert state(batch) == "open"


def test_the_way_stands_on_pages_that_take_paper_only(poll, anna):
    draft = TextReviewPageFactory(parent=poll.get_parent())
    where = f"/admin/participation/{poll.pk}/offline/"
    assert where in browser(anna).get(f"/admin/pages/{poll.pk}/edit/").text
    assert f"/admin/participation/{draft.pk}/offline/" not in browser(anna).get(f"/admin/pages/{draft.pk}/edit/").text
    assert browser(anna).get(f"/admin/participation/{draft.pk}/offline/").status_code == 302


def test_a_poll_is_not_deleted_with_the_votes_on_paper(poll, admin_client, anna):
    made(anna, poll)
    admin_client.post(f"/admin/pages/{poll.pk}/delete/")
    assert Batch.objects.exists()


def test_the_list_of_batches_is_paginated(poll, anna, django_assert_max_num_queries):
    rows = [Batch(module=poll, title=f"Kasten {n}", sheets=1, entered_by=anna) for n in range(21)]
    Batch.objects.bulk_create(rows)
    client, where = browser(anna), f"/admin/participation/{poll.pk}/offline/"
    client.get(where)
    with django_assert_max_num_queries(40):
        first = client.get(where)
    assert len(first.context["rows"]) == 20
    assert len(client.get(f"{where}?p=2").context["rows"]) == 1
