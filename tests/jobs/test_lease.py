import threading
from datetime import timedelta

from django.db import DatabaseError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jobs import queue, schedule
from jobs.lease import Heartbeat
from jobs.models import Schedule
from jobs.schedule import job
from tests.jobs import tasks


def worker_name() -> str:
    return threading.current_thread().name


def test_of_many_workers_one_gets_the_job(shared_database, empty_schedule, in_threads):
    calls = []
    job(name="ring", title="", every=timedelta(days=1))(lambda: calls.append(worker_name()))
    schedule.write_schedule()
    shared_database()
    [entry] = empty_schedule.values()
    results = in_threads(lambda: schedule.run(entry, worker_name()), 8)
    assert sorted(results) == [False] * 7 + [True]
    assert len(calls) == 1


def test_of_many_workers_each_gets_other_tasks(shared_database, in_threads, paper):
    for number in range(24):
        tasks.write_line.enqueue(str(paper), str(number))
    shared_database()

    def work_all() -> int:
        done = 0
        while queue.work_one(worker_name()):
            done += 1
        return done

    assert sum(in_threads(work_all, 4)) == 24
    assert sorted(paper.read_text().split(), key=int) == [str(number) for number in range(24)]
    [open_tasks] = in_threads(lambda: DBTaskResult.objects.exclude(status="SUCCESSFUL").count())
    assert open_tasks == 0


def test_of_many_rescuers_one_puts_a_task_back(shared_database, in_threads, paper):
    tasks.write_line.enqueue(str(paper), "hello")
    queue.claim("killed")
    queue.held(DBTaskResult.objects.get(), "killed").update(leased_until=timezone.now() - timedelta(seconds=1))
    shared_database()
    assert sorted(in_threads(queue.rescue, 4)) == [0, 0, 0, 1]


def test_the_heart_beats_as_long_as_the_work_goes_on(shared_database, in_threads, settings):
    settings.JOBS_LEASE_SECONDS = 0.6
    beaten = threading.Event()
    Schedule.objects.create(name="ring", next_at=timezone.now(), worker="w", leased_until=timezone.now())
    shared_database()

    class Row:
        def update(self, **changes: object) -> None:
            Schedule.objects.filter(name="ring").update(**changes)
            beaten.set()

    with Heartbeat(Row()):
        assert beaten.wait(5)
    [running] = in_threads(lambda: Schedule.objects.get(name="ring").is_running)
    assert running is True


def test_the_heart_goes_on_when_the_database_fails_once(settings, caplog):
    settings.JOBS_LEASE_SECONDS = 0.03
    recovered = threading.Event()

    class Row:
        beats = 0

        def update(self, **changes: object) -> None:
            self.beats += 1
            if self.beats == 1:
                raise DatabaseError("gone for a moment")
            recovered.set()

    with Heartbeat(Row()):
        assert recovered.wait(5)
    assert "could not be prolonged" in caplog.text
