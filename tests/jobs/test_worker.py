import signal
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from jobs import queue, schedule
from jobs.models import Schedule
from jobs.schedule import job
from jobs.worker import Worker
from tests.jobs import tasks

pytestmark = pytest.mark.django_db


def test_two_workers_of_one_name_are_two_workers():
    assert Worker("town-hall").name != Worker("town-hall").name
    assert Worker("town-hall").name.startswith("town-hall-")
    assert len(Worker("x" * 500).name) <= 100


def test_everything_that_is_due_is_worked(empty_schedule, paper):
    """Also what a job itself puts into the queue."""
    job(name="ring", title="", every=timedelta(days=1))(lambda: tasks.write_line.enqueue(str(paper), "from the job"))
    schedule.write_schedule()
    tasks.write_line.enqueue(str(paper), "first")
    worker = Worker()
    worker.work_what_is_due()
    assert worker.worked == 3
    assert paper.read_text() == "first\nfrom the job\n"


def test_a_long_queue_does_not_hold_up_the_schedule(empty_schedule, paper):
    job(name="ring", title="", every=timedelta(days=1))(lambda: paper.write_text("job\n"))
    schedule.write_schedule()
    Schedule.objects.update(next_at=timezone.now() + timedelta(hours=1))
    for number in range(3):
        tasks.write_line.enqueue(str(paper), str(number))
    worker = Worker()
    worker.turn()
    Schedule.objects.update(next_at=timezone.now())
    worker.turn()
    assert paper.read_text() == "job\n1\n"


def test_after_the_signal_the_worker_takes_nothing_new(paper):
    tasks.write_line.enqueue(str(paper), "never")
    worker = Worker()
    before = signal.getsignal(signal.SIGTERM)
    try:
        worker.stop(signal.SIGTERM, None)
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    finally:
        signal.signal(signal.SIGTERM, before)
    worker.work_until_stopped()
    assert not paper.exists()


def test_the_worker_goes_on_when_the_database_comes_back(monkeypatch, caplog):
    worker = Worker()
    answers = iter([OperationalError("the server closed the connection"), None])

    def rescue() -> int:
        if error := next(answers):
            raise error
        worker.stopping.set()
        return 0

    monkeypatch.setattr("jobs.worker.PAUSE_SECONDS", 0)
    monkeypatch.setattr(queue, "rescue", rescue)
    worker.work_until_stopped()
    assert "did not answer" in caplog.text
    assert next(answers, "all asked") == "all asked"
