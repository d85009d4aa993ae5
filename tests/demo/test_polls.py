"""The polls of the demo town."""

import pytest
from django.utils import timezone

from demo.content import read
from demo.polls import load_polls
from participation.polls.results import PollResult
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory


@pytest.fixture
def polls(home):
    index = ParticipationIndexPageFactory(parent=home)
    for entry in read("polls")["poll"]:
        ProjectPageFactory(parent=index, slug=entry["project"])
    return load_polls(timezone.localdate())


def test_one_poll_is_over_and_counts_paper_apart_and_one_is_open(polls, client):
    over, running = polls
    assert (over.is_over, running.is_open) == (True, True)
    result = PollResult(over)
    assert (result.ballots.online, result.ballots.offline, result.is_parted) == (400, 86, True)
    assert [question.base.offline for question in result.results] == [86, 86, 0]
    assert 'id="auszaehlung"' in client.get(over.url).text
    html = client.get(running.url).text
    assert html.count('type="checkbox"') >= 4
    assert 'id="auszaehlung"' not in html
