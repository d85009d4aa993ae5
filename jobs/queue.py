"""Work that waits: tasks of django-tasks, kept in the database by django-tasks-db.

Their own worker leaves the task of a killed worker running for ever and never repeats a failed one;
ours claims by lease, repeats with growing pauses, and parks what failed too often until a person decides.
"""

import logging
import traceback
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus
from django_tasks.signals import task_finished, task_started
from django_tasks_db.models import DBTaskResult, get_date_max

from .lease import MAX_TRIES, Heartbeat, back_off, lease_time
from .models import Attempt

logger = logging.getLogger(__name__)

CANDIDATES = 20


class WorkerStoppedError(Exception):
    """The worker was killed in the middle of a task, the last time it was tried."""


def work_one(worker: str) -> bool:
    """Work the next waiting task; tell whether there was one."""
    row = claim(worker)
    if row is None:
        return False
    try:
        with Heartbeat(held(row, worker)):
            value = call(row)
        succeed(row, worker, value)
    except (Exception, SystemExit) as error:
        fail(row, worker, error)
    return True


def claim(worker: str) -> DBTaskResult | None:
    """The next task that no other worker has, now ours."""
    candidates = DBTaskResult.objects.ready()[:CANDIDATES]
    return next((row for row in candidates if take(row, worker)), None)


def take(row: DBTaskResult, worker: str) -> bool:
    """Claim one task by a conditional UPDATE: of two workers only one changes the row."""
    now = timezone.now()
    with transaction.atomic():
        taken = (
            DBTaskResult.objects.ready()
            .filter(pk=row.pk)
            .update(
                status=TaskResultStatus.RUNNING,
                started_at=now,
                worker_ids=[*row.worker_ids, worker],
                finished_at=None,
            )
        )
        if taken:
            Attempt.objects.get_or_create(task=row)
            Attempt.objects.filter(task=row).update(
                tries=F("tries") + 1, worker=worker, leased_until=now + lease_time()
            )
    if taken:
        row.refresh_from_db()
    return bool(taken)


def call(row: DBTaskResult) -> object:
    result: Any = row.task_result
    announce(task_started, row)
    context = [TaskContext(task_result=result)] if result.task.takes_context else []
    return result.task.call(*context, *result.args, **result.kwargs)


def succeed(row: DBTaskResult, worker: str, value: object) -> None:
    with transaction.atomic():
        if not release(row, worker):
            return
        row.set_successful(value)
    announce(task_finished, row)


def fail(row: DBTaskResult, worker: str, error: BaseException) -> None:
    """Put a failed task back for a later try, or park it when it has had its tries."""
    logger.error("Task %s failed.", row.task_path, exc_info=error)
    with transaction.atomic():
        tries = Attempt.objects.get(task=row).tries
        if not release(row, worker):
            return
        if tries >= MAX_TRIES:
            park(row, error)
        else:
            put_back(row, error, wait=back_off(tries))


def put_back(row: DBTaskResult, error: BaseException, wait: timedelta) -> None:
    DBTaskResult.objects.filter(pk=row.pk).update(
        status=TaskResultStatus.READY,
        run_after=timezone.now() + wait,
        exception_class_path=f"{type(error).__module__}.{type(error).__qualname__}",
        traceback="".join(traceback.format_exception(error)),
    )


def park(row: DBTaskResult, error: BaseException) -> None:
    """Try no more: it stays visible as failed until a person says “try again”."""
    row.set_failed(error)
    logger.critical("Task %s (%s) is parked after %s tries.", row.task_path, row.pk, MAX_TRIES)
    announce(task_finished, row)


def announce(signal: Signal, row: DBTaskResult) -> None:
    """Tell those who listen to django-tasks."""
    try:
        signal.send(sender=type(row.task.get_backend()), task_result=row.task_result)
    except (ImportError, SuspiciousOperation):
        logger.warning("Task %s names a function that is no longer there.", row.task_path)


def held(row: DBTaskResult, worker: str) -> QuerySet[Attempt]:
    """The attempt as long as this worker still has it."""
    return Attempt.objects.filter(task=row, worker=worker)


def release(row: DBTaskResult, worker: str) -> bool:
    """Give the lease back; false if it ran out meanwhile and the task is no longer ours to judge."""
    if held(row, worker).update(worker="", leased_until=None):
        return True
    logger.error("Task %s took so long that another worker has taken it over.", row.task_path)
    return False


def rescue() -> int:
    """Put back the tasks of killed workers, whose leases ran out; tell how many."""
    left = Attempt.objects.filter(leased_until__lt=timezone.now()).select_related("task")
    return sum(rescue_one(attempt) for attempt in list(left))


def rescue_one(attempt: Attempt) -> bool:
    as_seen = Attempt.objects.filter(pk=attempt.pk, worker=attempt.worker, leased_until=attempt.leased_until)
    error = WorkerStoppedError(f"Worker {attempt.worker} stopped in the middle of the task.")
    with transaction.atomic():
        if not as_seen.update(worker="", leased_until=None):
            return False
        logger.error("Task %s: worker %s stopped in the middle.", attempt.task.task_path, attempt.worker)
        if attempt.tries >= MAX_TRIES:
            park(attempt.task, error)
        else:
            put_back(attempt.task, error, wait=timedelta())
    return True


def failed_before() -> Q:
    """Tasks that a person may send again: parked ones, and those that wait after a failure."""
    return Q(status=TaskResultStatus.FAILED) | Q(status=TaskResultStatus.READY, attempt__tries__gt=0)


def try_again(task_id: UUID) -> bool:
    """Give a failed task all its tries again, from now on; tell whether there was one."""
    with transaction.atomic():
        changed = DBTaskResult.objects.filter(failed_before(), pk=task_id).update(
            status=TaskResultStatus.READY, run_after=get_date_max(), finished_at=None
        )
        Attempt.objects.filter(task_id=task_id, leased_until=None).update(tries=0)
    return bool(changed)
