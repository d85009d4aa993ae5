from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from jobs import queue
from jobs.lease import MAX_TRIES
from jobs.models import Attempt
from tests.jobs import tasks

pytestmark = pytest.mark.django_db


def row_of(result) -> DBTaskResult:
    return DBTaskResult.objects.get(pk=result.id)


def lease_runs_out() -> None:
    Attempt.objects.update(leased_until=timezone.now() - timedelta(seconds=1))


def waiting_is_over() -> None:
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=get_date_max())


def test_a_task_is_worked_once_and_its_result_kept(paper):
    result = tasks.write_line.enqueue(str(paper), "hello")
    assert queue.work_one("w") is True
    assert queue.work_one("w") is False
    assert paper.read_text() == "hello\n"
    result.refresh()
    assert (result.status, result.return_value) == (TaskResultStatus.SUCCESSFUL, "hello")


def test_important_tasks_come_first_then_the_oldest(paper):
    for line, priority in [("first", 0), ("second", 0), ("urgent", 10)]:
        tasks.write_line.using(priority=priority).enqueue(str(paper), line)
    while queue.work_one("w"):
        pass
    assert paper.read_text().split() == ["urgent", "first", "second"]


def test_a_task_for_later_waits(paper):
    tasks.write_line.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(str(paper), "later")
    assert queue.work_one("w") is False


def test_every_queue_is_worked(paper):
    tasks.write_line.using(queue_name="imports").enqueue(str(paper), "hello")
    assert queue.work_one("w") is True


def test_enqueue_in_a_transaction_that_is_rolled_back_leaves_nothing(paper):
    with transaction.atomic():
        tasks.write_line.enqueue(str(paper), "never")
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


def test_a_failed_task_waits_longer_each_time_and_is_parked_in_the_end(caplog):
    result = tasks.fall_over.enqueue()
    waits = []
    for _ in range(MAX_TRIES - 1):
        queue.work_one("w")
        row = row_of(result)
        assert row.status == TaskResultStatus.READY
        assert "The letter has no address." in row.traceback
        waits.append(row.run_after - timezone.now())
        assert queue.work_one("w") is False
        waiting_is_over()
    queue.work_one("w")
    row = row_of(result)
    assert [round(wait.total_seconds(), -1) for wait in waits] == [10, 60, 600, 3600]
    assert row.status == TaskResultStatus.FAILED
    assert row.exception_class_path == "builtins.ValueError"
    assert row.attempt.tries == MAX_TRIES
    assert queue.work_one("w") is False
    assert caplog.text.count("Traceback") >= MAX_TRIES
    assert "is parked" in caplog.text


def test_a_parked_task_gets_all_its_tries_again():
    result = tasks.fall_over.enqueue()
    for _ in range(MAX_TRIES):
        queue.work_one("w")
        waiting_is_over()
    assert queue.try_again(UUID(result.id)) is True
    assert queue.work_one("w") is True
    assert row_of(result).status == TaskResultStatus.READY
    assert row_of(result).attempt.tries == 1


def test_a_task_that_waits_after_a_failure_can_be_hurried():
    result = tasks.fall_over.enqueue()
    queue.work_one("w")
    assert queue.work_one("w") is False
    assert queue.try_again(UUID(result.id)) is True
    assert queue.work_one("w") is True


def test_a_task_that_did_not_fail_is_not_sent_again(paper):
    result = tasks.write_line.enqueue(str(paper), "once")
    assert queue.try_again(UUID(result.id)) is False
    queue.work_one("w")
    assert queue.try_again(UUID(result.id)) is False


@pytest.mark.parametrize("odd", [tasks.leave, tasks.return_something_odd], ids=["exit", "no json"])
def test_odd_tasks_fail_and_the_worker_lives(odd):
    result = odd.enqueue()
    assert queue.work_one("w") is True
    assert row_of(result).status == TaskResultStatus.READY
    assert row_of(result).attempt.tries == 1


def test_a_task_whose_function_is_gone_is_kept_and_tried_later(paper, caplog):
    result = tasks.write_line.enqueue(str(paper), "hello")
    DBTaskResult.objects.update(task_path="tests.jobs.tasks.no_longer_there")
    for _ in range(MAX_TRIES):
        assert queue.work_one("w") is True
        waiting_is_over()
    assert row_of(result).status == TaskResultStatus.FAILED
    assert "no longer there" in caplog.text


def test_a_task_may_ask_which_attempt_it_is():
    result = tasks.tell_attempt.enqueue()
    queue.work_one("w")
    assert row_of(result).return_value == 1


def test_the_task_of_a_killed_worker_is_put_back(paper):
    tasks.write_line.enqueue(str(paper), "rescued")
    assert queue.claim("killed") is not None
    assert queue.rescue() == 0
    assert queue.work_one("other") is False
    lease_runs_out()
    assert queue.rescue() == 1
    assert queue.work_one("other") is True
    assert paper.read_text() == "rescued\n"


def test_a_task_that_kills_its_workers_is_parked(paper, caplog):
    result = tasks.write_line.enqueue(str(paper), "deadly")
    for _ in range(MAX_TRIES):
        assert queue.claim("killed") is not None
        lease_runs_out()
        queue.rescue()
    assert queue.claim("next") is None
    assert row_of(result).status == TaskResultStatus.FAILED
    assert row_of(result).exception_class_path == "jobs.queue.WorkerStoppedError"


def test_a_worker_that_lost_its_lease_judges_no_more(paper, caplog):
    result = tasks.write_line.enqueue(str(paper), "slow")
    slow = queue.claim("slow")
    lease_runs_out()
    queue.rescue()
    assert queue.claim("quick") is not None
    queue.succeed(slow, "slow", "late")
    queue.fail(slow, "slow", ValueError("late"))
    assert row_of(result).status == TaskResultStatus.RUNNING
    assert row_of(result).attempt.worker == "quick"
    assert "taken it over" in caplog.text
