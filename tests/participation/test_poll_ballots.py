"""Ballots that programs send: counted once, by the rules of the page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participation import limits
from participation.actions.vote import cast
from participation.models import Answer, Ballot, Participant, PollPage
from participation.polls.forms import Given
from participation.retention import forget
from tests.factories.cms import make_home
from tests.factories.residents import browser_of
from tests.participation.polls import MOOD, ROAD, SECRET, WISHES, WORDS, make_poll, send, somebody

EVERYTHING = {
    "answers": {ROAD: "other", WISHES: ["tree", "tap"], MOOD: 4, WORDS: "Mehr Schatten", SECRET: "Die Treppe"},
    "own_words": {ROAD: "Nur samstags"},
}


@pytest.fixture(scope="module")
def made(for_the_file):
    return make_poll(make_home())


@pytest.fixture
def poll(made, db):
    return PollPage.objects.get(pk=made.pk)


def post(client, poll, body, key="", **more):
    headers = {**({"Idempotency-Key": key} if key else {}), **more.pop("headers", {})}
    address = f"/api/v1/polls/{poll.pk}/ballots/"
    return client.post(address, body, content_type="application/json", headers=headers, **more)


def yes(**more):
    return {"answers": {ROAD: "yes", **more}}


def stored(poll):
    rows = Answer.objects.filter(ballot__module=poll).order_by("question", "option")
    return [(row.question, row.option, row.text, row.is_confidential) for row in rows]


def test_all_kinds_of_answers_are_counted_as_the_page_counts_them(client, poll):
    response = post(client, poll, EVERYTHING, key="a1")
    assert response.status_code == 201
    assert stored(poll) == [
        (MOOD, "4", "", False),
        (ROAD, "other", "Nur samstags", False),
        (SECRET, "", "Die Treppe", True),
        (WISHES, "tap", "", False),
        (WISHES, "tree", "", False),
        (WORDS, "", "Mehr Schatten", False),
    ]
    assert set(response.json()) == {"poll", "cast_at", "changed_at"}
    assert "Set-Cookie" not in response.headers


def test_a_repeat_is_the_same_ballot_and_other_answers_under_the_key_are_refused(client, poll):
    codes = [post(client, poll, yes(), key="a1", REMOTE_ADDR=f"203.0.{n}.7").status_code for n in (1, 2)]
    assert codes == [201, 200]
    assert post(client, poll, {"answers": {ROAD: "no"}}, key="a1").status_code == 422
    assert stored(poll) == [(ROAD, "yes", "", False)]
    assert post(client, poll, yes(), key="a2").status_code == 201
    assert post(client, poll, yes()).status_code == 201
    assert Ballot.objects.count() == 3


def test_a_browser_that_is_known_has_one_ballot_whatever_the_key(client, poll):
    browser = browser_of(None)
    ours = {"headers": {"Sec-Fetch-Site": "same-origin"}}
    assert post(browser, poll, yes(), key="a1", **ours).status_code == 201
    assert post(browser, poll, {"answers": {ROAD: "no"}}, key="a2", **ours).status_code == 200
    assert stored(poll) == [(ROAD, "no", "", False)]
    assert post(browser, poll, yes(), key="a2", **ours).status_code == 422
    assert Ballot.objects.get().changed_at is not None
    assert post(browser, poll, yes(), key="a3", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"answers": {}}, "answers"),
        ({"answers": {WORDS: "Ohne die Pflichtfrage"}}, f"answers.{ROAD}"),
        (yes(**{WISHES: ["tree", "tap", "bench"]}), f"answers.{WISHES}"),
        (yes(**{WISHES: "tree"}), f"answers.{WISHES}"),
        (yes(**{WORDS: ["Liste"]}), f"answers.{WORDS}"),
        (yes(**{WORDS: "x" * 201}), f"answers.{WORDS}"),
        (yes(**{WORDS: "mit\0Null"}), f"answers.{WORDS}"),
        (yes(**{WORDS: {"a": 1}}), f"answers.{WORDS}"),
        (yes(**{MOOD: 6}), f"answers.{MOOD}"),
        (yes(**{MOOD: True}), f"answers.{MOOD}"),
        (yes(unbekannt="1"), "answers.unbekannt"),
        ({"answers": {ROAD: "other"}}, f"own_words.{ROAD}"),
        ({**yes(), "own_words": {ROAD: "Nur samstags"}}, f"answers.{ROAD}"),
        ({**yes(), "own_words": {MOOD: "Gut"}}, f"own_words.{MOOD}"),
        ({**yes(), "state": "public"}, "state"),
        ({"answers": ["yes"]}, "answers"),
        (["keine", "Felder"], ""),
        ("{kaputt", ""),
    ],
    ids=str,
)
def test_what_does_not_fit_is_said_by_the_name_of_the_question_and_leaves_no_trace(client, poll, body, where):
    response = post(client, poll, body)
    assert response.status_code == 400
    said = response.json()
    for name in where.split(".") if where else []:
        said = said[name]
    assert said
    assert not Ballot.objects.exists()
    assert not Participant.objects.exists()


def test_the_same_answer_twice_is_one_answer_also_on_the_page(client, poll):
    assert post(client, poll, yes(**{WISHES: ["tree", "tree"]})).status_code == 201
    browser = somebody()
    for _time in range(2):
        assert send(browser, poll, road="yes", wishes=["tap", "tap"]).status_code in (200, 302)
    assert [row[:2] for row in stored(poll) if row[0] == WISHES] == [(WISHES, "tap"), (WISHES, "tree")]


@pytest.mark.parametrize("rule", ["over", "not yet", "email", "account", "code"])
def test_the_rules_of_the_poll_hold(client, poll, rule):
    away = timedelta(days=1)
    fields = {
        "over": {"closes_at": timezone.now() - away},
        "not yet": {"opens_at": timezone.now() + away},
    }.get(rule, {"identity": rule})
    PollPage.objects.filter(pk=poll.pk).update(**fields)
    response = post(client, poll, yes())
    assert response.status_code == 403
    assert response.json()["detail"]
    assert not Ballot.objects.exists()


def test_one_network_sends_no_more_than_a_hall(client, poll, monkeypatch):
    monkeypatch.setitem(limits.MOST, "vote", 2)
    headers = [{"X-Forwarded-For": f"198.51.{number}.1"} for number in range(3)]
    answers = [post(client, poll, yes(), headers=one, REMOTE_ADDR="203.0.113.7").status_code for one in headers]
    assert answers == [201, 201, 429]


def test_drafts_take_no_ballots_and_nobody_reads_them(client, poll):
    assert client.get(f"/api/v1/polls/{poll.pk}/ballots/").status_code == 405
    poll.unpublish()
    assert post(client, poll, yes()).status_code == 404


def test_who_is_forgotten_cannot_be_found_by_the_key(client, poll):
    post(client, poll, yes(), key="a1")
    forget(Participant.objects.all())
    assert Ballot.objects.get().submission is None
    assert post(client, poll, yes(), key="a1").status_code == 201


def test_answers_of_the_page_outlive_a_late_repeat_of_a_program(poll):
    person = Participant.objects.create(module=poll, identity="open", key="a")
    cast(poll, person, [Given(ROAD, "yes")], "a1")
    cast(poll, person, [Given(ROAD, "no")])
    cast(poll, person, [Given(ROAD, "no")], "a1")
    assert stored(poll) == [(ROAD, "no", "", False)]
