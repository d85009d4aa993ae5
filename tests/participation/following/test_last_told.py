"""How a page stood when its followers were told last: one row each, also when it is published twice at once."""

import pytest
from django.db.models import QuerySet

from participation.following import watch
from participation.models import FollowEvent, LastTold
from tests.participation.following.letters import follows, work


@pytest.fixture
def in_between(project, monkeypatch):
    """Another process publishes the same page for the first time, after this one has looked and found no row."""
    look = QuerySet.get

    def look_too_early(rows, *args, **kwargs):
        if rows.model is not LastTold:
            return look(rows, *args, **kwargs)
        monkeypatch.setattr(QuerySet, "get", look)
        LastTold.objects.create(page_id=project.pk, **watch.state_of(project))
        raise LastTold.DoesNotExist

    monkeypatch.setattr(QuerySet, "get", look_too_early)


def test_two_first_publications_at_once_leave_one_row_and_tell_nothing(project, in_between):
    follows(project=project)
    watch.on_published(type(project), project)
    assert LastTold.objects.get().page_id == project.pk
    assert not FollowEvent.objects.exists()
    project.status = "done"
    for _again in range(2):
        watch.on_published(type(project), project)
    assert len(work()) == 1


def test_the_day_of_the_last_reminder_survives_a_publication(project):
    watch.on_published(type(project), project)
    LastTold.objects.update(reminded_on="2026-11-02")
    project.status = "evaluating"
    watch.on_published(type(project), project)
    last = LastTold.objects.get()
    assert (last.status, str(last.reminded_on)) == ("evaluating", "2026-11-02")


def test_a_project_that_goes_on_again_is_not_over(project):
    project.status = "stopped"
    watch.on_published(type(project), project)
    since = LastTold.objects.get().over_since
    watch.on_published(type(project), project)
    assert LastTold.objects.get().over_since == since
    project.status = "running"
    watch.on_published(type(project), project)
    assert LastTold.objects.get().over_since is None
