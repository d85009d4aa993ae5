"""Polls in the public API: what is asked, and the result only once everybody may see it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participation.models import Batch, PollPage, Tally
from tests.factories.participation import PollPageFactory
from tests.participation.polls import ROAD, SECRET, WORDS, ballots, make_poll, questions

ADDRESS = "/api/v1/polls/"


@pytest.fixture
def poll(home):
    return make_poll(home, title="Lange Straße")


def end(poll):
    PollPage.objects.filter(pk=poll.pk).update(closes_at=timezone.now() - timedelta(minutes=1))


def result_of(client, poll):
    return client.get(f"{ADDRESS}{poll.pk}/").json()["result"]


def test_a_poll_says_what_it_asks(client, poll):
    one = client.get(f"{ADDRESS}{poll.pk}/").json()
    assert (one["title"], one["open"], one["url"], one["result"]) == ("Lange Straße", True, poll.url, None)
    assert [question["kind"] for question in one["questions"]] == ["single", "multiple", "scale", "open", "open"]
    road = one["questions"][0]
    assert (road["id"], road["required"]) == (ROAD, True)
    assert [option["id"] for option in road["options"]] == ["yes", "no", "maybe", "other"]
    assert [question["confidential"] for question in one["questions"]] == [False] * 4 + [True]
    assert not client.get(ADDRESS).cookies


def test_an_open_poll_tells_no_result_to_anybody(client, poll):
    ballots(poll, 9)
    assert result_of(client, poll) is None
    PollPage.objects.filter(pk=poll.pk).update(results_shown=PollPage.ResultsShown.AFTER_VOTING)
    assert result_of(client, poll) is None


def test_what_is_over_has_a_result_with_the_sheets_and_without_secrets(client, poll):
    ballots(poll, 6, words="Mehr Schatten", secret="Die Treppe")
    batch = Batch.objects.create(module=poll, title="Kasten", sheets=4, state="agreed")
    for question, option in (("", ""), (ROAD, ""), (ROAD, "no")):
        Tally.objects.create(batch=batch, entry=Tally.FIRST, question=question, option=option, count=4)
    end(poll)
    answer = client.get(f"{ADDRESS}{poll.pk}/")
    result = answer.json()["result"]
    assert result["ballots"] == 10
    road = result["questions"][0]
    assert (road["question"], road["answered"]) == (ROAD, 10)
    assert {bar["option"]: bar["count"] for bar in road["options"]} == {"yes": 6, "no": 4, "maybe": 0, "other": 0}
    assert SECRET not in [question["question"] for question in result["questions"]]
    words = next(question for question in result["questions"] if question["question"] == WORDS)
    assert words["texts"] == []
    assert "Die Treppe" not in answer.text
    assert "Mehr Schatten" not in answer.text


def test_drafts_are_not_there_and_nothing_can_be_sent(client, poll):
    poll.unpublish()
    assert client.get(ADDRESS).json()["count"] == 0
    assert client.get(f"{ADDRESS}{poll.pk}/").status_code == 404
    assert client.post(ADDRESS, {}, content_type="application/json").status_code == 405


def test_a_long_list_needs_no_query_for_each(client, poll, django_assert_max_num_queries):
    for _number in range(5):
        PollPageFactory(parent=poll.get_parent(), questions=questions())
    client.get(ADDRESS)
    with django_assert_max_num_queries(8):
        assert len(client.get(ADDRESS).json()["results"]) == 6
