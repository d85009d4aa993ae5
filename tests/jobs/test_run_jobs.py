"""`manage.py run_jobs` as a process of its own: killed, stopped, started by cron."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from jobs.models import Schedule
from jobs.schedule import JOBS
from tests.jobs import tasks

ROOT = Path(__file__).parents[2]


@pytest.fixture
def start_worker() -> Iterator[Callable[..., subprocess.Popen]]:
    """Start workers on a database; those that still live at the end are killed."""
    workers: list[subprocess.Popen] = []

    def start(database: str, *arguments: str) -> subprocess.Popen:
        command = [sys.executable, "manage.py", "run_jobs", *arguments]
        environment = os.environ | {
            "TEST_DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "tests.jobs.short_lease",
        }
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        workers.append(subprocess.Popen(command, cwd=ROOT, env=environment, **pipes))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
        worker.communicate()


def wait_for(paper: Path, text: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not (paper.exists() and text in paper.read_text()):
        assert time.monotonic() < end, f"{text!r} did not come within {seconds} seconds"
        time.sleep(0.05)


def test_the_task_of_a_killed_worker_is_done_by_the_next(shared_database, in_threads, start_worker, paper):
    tasks.hang_the_first_time.enqueue(str(paper))
    database = shared_database()
    killed, other = start_worker(database), start_worker(database)
    wait_for(paper, "started")
    # Either of the two has the task; both leases are as long, so both ends are the same.
    [names] = in_threads(lambda: DBTaskResult.objects.get().worker_ids)
    assert len(names) == 1
    busy = next(worker for worker in (killed, other) if name_of(worker) == names[0])
    busy.send_signal(signal.SIGKILL)
    started = time.monotonic()
    wait_for(paper, "done")
    assert time.monotonic() - started < 10
    assert paper.read_text() == "started\nstarted\ndone\n"


def name_of(worker: subprocess.Popen) -> str:
    """A worker says its name in the line it prints at the start."""
    assert worker.stdout
    return worker.stdout.readline().split()[1]


def test_a_living_worker_keeps_a_task_that_takes_longer_than_a_lease(shared_database, in_threads, start_worker, paper):
    tasks.take_a_while.enqueue(str(paper), 5)
    database = shared_database()
    start_worker(database)
    start_worker(database)
    wait_for(paper, "done")
    assert paper.read_text() == "started\ndone\n"


def test_a_stopped_worker_finishes_what_it_has_in_hand(shared_database, in_threads, start_worker, paper):
    tasks.take_a_while.enqueue(str(paper), 1.5)
    tasks.write_line.using(priority=-1).enqueue(str(paper), "left for the next")
    worker = start_worker(shared_database())
    wait_for(paper, "started")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert paper.read_text() == "started\ndone\n"
    [states] = in_threads(lambda: sorted(DBTaskResult.objects.values_list("status", flat=True)))
    assert states == ["READY", "SUCCESSFUL"]


@pytest.mark.django_db
def test_once_works_what_is_due_and_ends(paper, capsys):
    tasks.write_line.enqueue(str(paper), "hello")
    call_command("run_jobs", "--once", "--worker-name", "cron")
    assert paper.read_text() == "hello\n"
    assert Schedule.objects.get(name="publish_scheduled").last_succeeded_at is not None
    assert Schedule.objects.count() == len(JOBS)
    assert capsys.readouterr().out.startswith("Worked ")
    assert DBTaskResult.objects.get().worker_ids[0].startswith("cron-")


def test_missing_migrations_are_named(monkeypatch):
    missing = ["jobs.0001_initial", "news.0002_colour"]
    monkeypatch.setattr("jobs.management.commands.run_jobs.missing_migrations", lambda: missing)
    with pytest.raises(CommandError, match=r"2 migrations are missing.*jobs.0001_initial.*manage.py migrate"):
        call_command("run_jobs", "--once")
