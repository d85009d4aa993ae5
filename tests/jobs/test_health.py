from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jobs.clock import PUBLISH_JOB
from jobs.health import jobs_state
from jobs.models import Schedule
from jobs.schedule import write_schedule
from tests.jobs import tasks

pytestmark = pytest.mark.django_db


def ago(**span: float):
    return timezone.now() - timedelta(**span)


@pytest.fixture
def publishing(db):
    """Set how the last runs of scheduled publishing went."""
    write_schedule()
    return lambda **times: Schedule.objects.filter(name=PUBLISH_JOB).update(**times)


def test_a_house_whose_clock_never_ran_has_no_problem():
    state = jobs_state()
    assert (state.publishing_age, state.oldest_waiting, state.parked) == (None, None, 0)
    assert state.problems == []


@pytest.mark.parametrize(("minutes", "problems"), [(4, []), (6, ["publishing_late"])])
def test_publishing_is_late_after_five_minutes(publishing, minutes, problems):
    publishing(last_started_at=ago(minutes=minutes), last_succeeded_at=ago(minutes=minutes))
    assert jobs_state().problems == problems


def test_publishing_that_runs_and_always_fails_is_late_too(publishing):
    publishing(last_started_at=ago(seconds=5), last_succeeded_at=ago(hours=1))
    assert jobs_state().problems == ["publishing_late"]


@pytest.mark.parametrize(("minutes", "problems"), [(9, []), (11, ["queue_waiting"])])
def test_a_task_that_waits_long_is_a_problem(paper, minutes, problems):
    tasks.write_line.enqueue(str(paper), "")
    DBTaskResult.objects.update(enqueued_at=ago(minutes=minutes))
    assert jobs_state().problems == problems


def test_a_task_for_later_does_not_wait_yet(paper):
    tasks.write_line.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(str(paper), "")
    DBTaskResult.objects.update(enqueued_at=ago(hours=3))
    assert jobs_state().oldest_waiting is None
    DBTaskResult.objects.update(run_after=ago(minutes=1))
    assert jobs_state().problems == []


def test_a_parked_task_is_a_problem(paper):
    tasks.write_line.enqueue(str(paper), "")
    DBTaskResult.objects.update(status="FAILED")
    assert jobs_state().problems == ["tasks_parked"]
