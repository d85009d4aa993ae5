"""What many send at the same moment is stored once, and votes are used once.

In threads with connections of their own; nothing is wrapped in a transaction, and what is made here is deleted again.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test import Client
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from accounts.limits import Sending
from participation.access_codes import codes
from participation.access_codes.codes import NoVotesLeftError
from participation.actions import merging
from participation.models import AccessCode, AuthorAsked, Ballot, Contribution, Idea, Merger, Participant
from participation.polls.views import take_poll
from participation.support import support
from residents.models import Pass
from tests.factories.participation import (
    ParticipationIndexPageFactory,
    PollPageFactory,
    ProjectPageFactory,
    WallPageFactory,
)
from tests.factories.residents import browser_of
from tests.factories.taking_part import ParticipantFactory, request_of, send
from tests.participation.polls import MOOD, ROAD, WISHES, WORDS, questions

SENT = 20


@pytest.fixture
def shared_project(django_db_setup, django_db_blocker, tmp_path):
    """A project that threads reach. For SQLite in a copy, which leaves nothing behind."""
    names, own = connection.settings_dict, connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(tmp_path / "site.sqlite3")])
            connection.close()
            names["NAME"] = str(tmp_path / "site.sqlite3")
        overview = ParticipationIndexPageFactory(parent=Page.get_first_root_node())
        yield ProjectPageFactory(parent=overview)
        Page.objects.get(pk=overview.pk).delete()
        for model in (Pass, DBTaskResult, Sending):
            model.objects.all().delete()
        connection.close()
        names["NAME"] = own


@pytest.fixture
def shared_wall(shared_project):
    return WallPageFactory(parent=shared_project)


@pytest.fixture
def shared_poll(shared_project):
    return PollPageFactory(parent=shared_project, questions=questions())


def at_once(work: Callable[[int], object], count: int) -> list:
    """Run it in so many threads that begin at the same moment; an error in one of them is one."""
    start = Barrier(count)

    def run(number: int) -> object:
        start.wait()
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


@pytest.mark.django_db
def test_there_is_a_test_database(home):
    """pytest makes one only for tests that are marked so."""
    assert home.pk


def test_a_form_sent_twenty_times_at_once_is_stored_once(shared_wall):
    answers = at_once(lambda number: send(shared_wall, submission="einmal"), SENT)
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer["Location"] for answer in answers}) == 1
    assert Contribution.objects.count() == 1
    assert Sending.objects.get().count == SENT


def test_a_browser_that_sends_twenty_forms_at_once_is_one_participant(shared_wall):
    browser = browser_of(None)
    at_once(lambda number: send(shared_wall, browser, text=f"Karte {number}"), SENT)
    assert Contribution.objects.filter(author=Participant.objects.get()).count() == SENT


def test_a_code_gives_its_votes_and_not_one_more(shared_wall):
    codes.make_package(shared_wall, "Briefe", count=1, votes=3)
    voter = ParticipantFactory(module=shared_wall)
    AccessCode.objects.update(participant=voter)

    def vote(number: int) -> bool:
        try:
            codes.spend_vote(voter)
        except NoVotesLeftError:
            return False
        return True

    assert sum(at_once(vote, 10)) == AccessCode.objects.get().votes_used == 3


def test_authors_and_supporters_who_press_at_once_count_once_each(shared_wall):
    """Two last answers at the same moment must not miss each other, and twenty presses are one support."""
    texts = {"module": shared_wall, "text": "Bänke", "state": "public"}
    ideas = [Idea.objects.create(**texts, title=title) for title in ("Bank", "Bänke")]
    voter = ParticipantFactory(module=shared_wall)
    support(ideas[0], voter, wanted=True)
    merger = merging.propose(*ideas, reason="Gleich", together="", by=None)
    asked = list(AuthorAsked.objects.select_related("merger"))
    assert at_once(lambda number: merging.answer(asked[number % 2], agrees=True), 6).count(True) == 2
    assert Merger.objects.get().state == "merged"
    assert at_once(lambda number: merging.carry_over(merger, voter), SENT).count(True) == 1
    assert Idea.objects.get(title="Bänke").support_count == 1


def test_twenty_ballots_of_one_browser_at_once_are_one_with_the_answers_of_one_of_them(shared_poll):
    own = browser_of(None)

    def vote(number: int) -> int:
        given = {"q-road": "yes", "q-words": "Ja"} if number % 2 else {"q-road": "no", "q-words": "Nein", "q-mood": "1"}
        return take_poll(shared_poll, request_of(own, **given)).status_code

    assert at_once(vote, SENT) == [302] * SENT
    answers = Ballot.objects.get().answers.values_list("question", "option", "text")
    assert sorted(answers) in (
        [(ROAD, "yes", ""), (WORDS, "", "Ja")],
        [(MOOD, "1", ""), (ROAD, "no", ""), (WORDS, "", "Nein")],
    )


def test_a_ballot_that_a_program_sends_twenty_times_at_once_is_one(shared_poll):
    body, headers = {"answers": {ROAD: "yes", WISHES: ["tree", "tap"]}}, {"Idempotency-Key": "einmal"}
    address = f"/api/v1/polls/{shared_poll.pk}/ballots/"

    def post(_number: int) -> int:
        return Client().post(address, body, content_type="application/json", headers=headers).status_code

    assert sorted(at_once(post, SENT)) == [200] * (SENT - 1) + [201]
    assert Ballot.objects.get().answers.count() == 3
