"""The polls of the demo town."""

import pytest
from django.utils import timezone

from demo.content import read
from demo.polls import load_polls
from participation.models import Answer
from participation.polls.questions import questions_in
from participation.polls.results import PollResult
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory


@pytest.fixture
def polls(home):
    index = ParticipationIndexPageFactory(parent=home)
    for entry in read("polls")["poll"]:
        ProjectPageFactory(parent=index, slug=entry["project"])
    return load_polls(timezone.localdate())


def test_one_poll_is_over_and_counts_paper_apart_and_two_are_open(polls, client):
    over, running, evening = polls
    assert (over.is_over, running.is_open, evening.is_open) == (True, True, True)
    result = PollResult(over)
    assert (result.ballots.online, result.ballots.offline, result.is_parted) == (400, 86, True)
    assert [question.base.offline for question in result.results] == [86, 86, 0]
    assert 'id="auszaehlung"' in client.get(over.url).text
    html = client.get(running.url).text
    assert html.count('type="checkbox"') >= 4
    assert 'id="auszaehlung"' not in html


def test_one_poll_has_questions_of_all_kinds_and_words_to_choose_from(polls):
    evening = polls[-1]
    asked = questions_in(evening.questions)
    assert {question.kind for question in asked} == {"single", "multiple", "scale", "open"}
    written = Answer.objects.filter(ballot__module=evening).exclude(text="")
    assert {answer.is_shown for answer in written} == {True, False}
    assert {answer.question for answer in written.filter(is_confidential=True)} == {asked[-1].id}
