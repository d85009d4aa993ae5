"""Taking in what somebody wrote: once, whole, and told to others in the same transaction."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from participation.actions.contribute import ChangedError, change_state, contribute, first_state, submission_of
from participation.models import Card, Contribution
from participation.signals import contribution_changed
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory, WallPageFactory
from tests.factories.taking_part import ContributionFactory, ParticipantFactory


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home))


@pytest.fixture
def wall(project):
    return WallPageFactory(parent=project)


@pytest.fixture
def broken_listener():
    """Somebody who hears of a contribution and fails."""

    def fail(**kwargs):
        raise RuntimeError

    contribution_changed.connect(fail)
    yield
    contribution_changed.disconnect(fail)


def test_a_repeat_gives_what_is_stored(wall):
    first, is_new = contribute(Card(module=wall, text="Bank"), "einmal")
    again, is_new_again = contribute(Card(module=wall, text="Bank"), "einmal")
    assert (again.pk, is_new, is_new_again) == (first.pk, True, False)


def test_a_repeat_with_other_words_is_refused_and_changes_nothing(wall):
    contribute(Card(module=wall, text="Bank"), "einmal")
    with pytest.raises(ChangedError):
        contribute(Card(module=wall, text="Baum"), "einmal")
    assert Card.objects.get().text == "Bank"


def test_another_error_of_the_database_stays_one(wall):
    with pytest.raises(IntegrityError):
        contribute(Card(module=wall, text=None), "einmal")


def test_what_others_could_not_hear_of_is_not_stored(wall, broken_listener):
    with pytest.raises(RuntimeError):
        contribute(Card(module=wall, text="Bank"), "einmal")
    assert not Contribution.objects.exists()


def test_a_state_is_changed_once_by_whoever_is_first(wall):
    card = ContributionFactory(module=wall)
    other = Contribution.objects.get(pk=card.pk)
    assert change_state(card, "censored")
    assert not change_state(other, "removed")
    assert not change_state(card, "censored")
    assert Contribution.objects.get().state == "censored"


@pytest.mark.parametrize(
    ("identity", "moderation", "is_confirmed", "state"),
    [
        ("open", "after", False, "public"),
        ("open", "before", False, "waiting"),
        ("email", "after", False, "unconfirmed"),
        ("email", "before", False, "unconfirmed"),
        ("email", "after", True, "public"),
        ("account", "before", True, "waiting"),
    ],
)
def test_what_becomes_of_something_new(project, identity, moderation, is_confirmed, state):
    wall = WallPageFactory(parent=project, identity=identity, moderation=moderation)
    author = ParticipantFactory(module=wall, confirmed_at=timezone.now() if is_confirmed else None)
    assert first_state(wall, author) == state


def test_a_sending_belongs_to_its_module(project, wall):
    assert submission_of(wall, "a", "b") == submission_of(wall, "a", "b")
    assert submission_of(wall, "a", "b") != submission_of(WallPageFactory(parent=project), "a", "b")
