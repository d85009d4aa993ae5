"""Work that comes back: a room writes `clock.py` and registers plain functions with `@job`."""

import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TypeVar

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from .lease import MAX_TRIES, Heartbeat, back_off, lease_time
from .models import Schedule

logger = logging.getLogger(__name__)

Function = TypeVar("Function", bound=Callable[[], object])

JOBS: dict[str, "Job"] = {}
ERROR_LENGTH = 10_000
WORKER_STOPPED = "The worker was stopped in the middle of this job."


@dataclass(frozen=True)
class Job:
    """One thing the house does again and again, at a fixed distance or at one time of the day."""

    name: str
    title: str | Promise
    function: Callable[[], object]
    every: timedelta | None = None
    at: time = time()

    def next_run(self, planned: datetime, now: datetime) -> datetime:
        """The first moment of its rhythm that still lies ahead; runs that were missed are not made up for."""
        if self.every is not None:
            return planned + self.every * (max(now - planned, timedelta()) // self.every + 1)
        today = timezone.localdate(now)
        runs = [
            datetime.combine(today + timedelta(days=days), self.at, timezone.get_current_timezone()) for days in (0, 1)
        ]
        return next(run for run in runs if run > now)


def job(
    *, name: str, title: str | Promise, every: timedelta | None = None, at: time | None = None
) -> Callable[[Function], Function]:
    """Let a function run again and again: `every=timedelta(minutes=1)`, or daily `at=time(3, 20)` local time.

    It takes no arguments, tells failure by an exception, and may be run twice without harm.
    """
    if (every is None) == (at is None):
        raise ValueError(f"Job {name} needs either every= or at=.")

    def register(function: Function) -> Function:
        if name in JOBS and JOBS[name].function is not function:
            raise ValueError(f"Two jobs are called {name}.")
        JOBS[name] = Job(name, title, function, every, at or time())
        return function

    return register


def write_schedule() -> None:
    """Give every registered job its row; one with a rhythm is due at once, one with a time of day then."""
    now = timezone.now()
    known = set(Schedule.objects.values_list("name", flat=True))
    for entry in JOBS.values():
        if entry.name not in known:
            first = now if entry.every else entry.next_run(now, now)
            Schedule.objects.get_or_create(name=entry.name, defaults={"next_at": first})


def due_jobs() -> Iterator[Job]:
    """The jobs whose time has come, the one that waits longest first."""
    due = Schedule.objects.filter(next_at__lte=timezone.now(), name__in=JOBS).order_by("next_at")
    for name in list(due.values_list("name", flat=True)):
        yield JOBS[name]


def run(entry: Job, worker: str) -> bool:
    """Run one job if it is due and no other worker has it; tell whether it ran."""
    row = claim(entry, worker)
    if row is None:
        return False
    try:
        with Heartbeat(held(row)):
            entry.function()
    except (Exception, SystemExit):
        logger.exception("Job %s failed.", entry.name)
        finish(entry, row, error=traceback.format_exc())
    else:
        finish(entry, row)
    return True


def claim(entry: Job, worker: str) -> Schedule | None:
    """Take a due job by one conditional UPDATE, so that two workers never run it at the same time."""
    now = timezone.now()
    row = Schedule.objects.filter(name=entry.name, next_at__lte=now).first()
    if row is None or row.is_running:
        return None
    as_seen = Schedule.objects.filter(pk=row.pk, next_at=row.next_at, worker=row.worker, leased_until=row.leased_until)
    taken = as_seen.update(worker=worker, leased_until=now + lease_time(), last_started_at=now, runs=F("runs") + 1)
    if not taken:
        return None
    left_by, row.worker = row.worker, worker
    return take_over(entry, row, left_by) if left_by else row


def take_over(entry: Job, row: Schedule, left_by: str) -> Schedule | None:
    """Run again at once what a killed worker left behind, unless the job itself seems to kill its workers."""
    logger.error("Job %s: worker %s stopped in the middle.", entry.name, left_by)
    if row.failures_in_a_row + 1 >= MAX_TRIES:
        finish(entry, row, error=WORKER_STOPPED)
        return None
    row.failures_in_a_row += 1
    held(row).update(
        last_failed_at=timezone.now(),
        last_error=WORKER_STOPPED,
        failures=F("failures") + 1,
        failures_in_a_row=row.failures_in_a_row,
    )
    return row


def held(row: Schedule) -> QuerySet[Schedule]:
    """The row as long as this worker still has it."""
    return Schedule.objects.filter(pk=row.pk, worker=row.worker)


def finish(entry: Job, row: Schedule, error: str = "") -> None:
    """Write down how a run ended and when the next one is; a failed one is repeated sooner than planned."""
    now = timezone.now()
    next_at = entry.next_run(row.next_at, now)
    changes: dict[str, object] = {"last_succeeded_at": now, "failures_in_a_row": 0}
    if error:
        failures = row.failures_in_a_row + 1
        next_at = min(next_at, now + back_off(failures))
        changes = {
            "last_failed_at": now,
            "last_error": error[-ERROR_LENGTH:],
            "failures": F("failures") + 1,
            "failures_in_a_row": failures,
        }
    changes |= {"worker": "", "leased_until": None, "last_finished_at": now, "next_at": next_at}
    if not held(row).update(**changes):
        logger.error("Job %s took so long that another worker has taken it over.", entry.name)
