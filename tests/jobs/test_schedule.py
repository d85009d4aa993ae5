from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from jobs import schedule
from jobs.lease import MAX_TRIES
from jobs.models import Schedule
from jobs.schedule import Job, job

MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Bell:
    """A function that counts its calls and fails when it is told to."""

    def __init__(self) -> None:
        self.calls, self.broken = 0, False

    def __call__(self) -> None:
        self.calls += 1
        if self.broken:
            raise RuntimeError("The rope is torn.")


pytestmark = pytest.mark.django_db


@pytest.fixture
def bell(empty_schedule) -> Bell:
    bell = job(name="ring", title="Ring the bell", every=MINUTE)(Bell())
    schedule.write_schedule()
    return bell


def run_due(worker: str = "w") -> int:
    return sum(schedule.run(entry, worker) for entry in schedule.due_jobs())


def row() -> Schedule:
    return Schedule.objects.get(name="ring")


def make_due() -> None:
    Schedule.objects.update(next_at=timezone.now() - timedelta(seconds=1))


def lease_runs_out() -> None:
    Schedule.objects.update(leased_until=timezone.now() - timedelta(seconds=1))


def test_a_job_has_one_rhythm_and_one_name(empty_schedule):
    with pytest.raises(ValueError, match="either"):
        job(name="ring", title="")
    with pytest.raises(ValueError, match="either"):
        job(name="ring", title="", every=MINUTE, at=time(3))
    job(name="ring", title="", every=MINUTE)(Bell())
    with pytest.raises(ValueError, match="Two jobs"):
        job(name="ring", title="", every=MINUTE)(Bell())


def test_a_run_is_counted_and_the_next_one_planned(bell):
    assert run_due() == 1
    assert run_due() == 0
    assert bell.calls == row().runs == 1
    assert row().last_succeeded_at is not None
    assert timedelta() < row().next_at - timezone.now() <= MINUTE


def test_writing_the_schedule_again_keeps_what_is_there(bell):
    run_due()
    schedule.write_schedule()
    assert row().runs == 1


def test_a_job_that_is_no_longer_registered_rests(bell, empty_schedule):
    empty_schedule.clear()
    assert run_due() == 0


def test_a_failure_is_kept_logged_and_repeated_soon(bell, caplog):
    bell.broken = True
    run_due()
    assert (row().failures, row().failures_in_a_row) == (1, 1)
    assert "RuntimeError: The rope is torn." in row().last_error
    assert "Traceback" in caplog.text
    assert row().next_at - timezone.now() < timedelta(seconds=11)
    assert row().last_succeeded_at is None

    bell.broken = False
    make_due()
    run_due()
    assert (row().failures, row().failures_in_a_row) == (1, 0)
    assert row().last_error  # stays to be read


def test_a_job_that_fails_again_and_again_keeps_its_rhythm(bell):
    bell.broken = True
    for _ in range(6):
        make_due()
        run_due()
    assert row().next_at - timezone.now() <= MINUTE


def test_a_daily_job_that_fails_does_not_wait_for_tomorrow(empty_schedule):
    bell = job(name="ring", title="", at=time(3, 20))(Bell())
    bell.broken = True
    schedule.write_schedule()
    make_due()
    run_due()
    assert row().next_at - timezone.now() < timedelta(seconds=11)


def test_a_job_in_hand_is_left_alone(bell):
    [entry] = schedule.due_jobs()
    assert schedule.claim(entry, "first") is not None
    assert schedule.claim(entry, "second") is None


def test_the_job_of_a_killed_worker_runs_again(bell, caplog):
    [entry] = schedule.due_jobs()
    schedule.claim(entry, "killed")
    lease_runs_out()
    assert run_due("second") == 1
    assert bell.calls == 1
    assert row().failures == 1
    assert row().worker == ""
    assert "killed stopped in the middle" in caplog.text


def test_a_job_that_kills_its_workers_is_slowed_down(empty_schedule):
    bell = job(name="ring", title="", at=time(3, 20))(Bell())
    schedule.write_schedule()
    make_due()
    for _ in range(MAX_TRIES + 1):
        [schedule.claim(entry, "killed") for entry in schedule.due_jobs()]
        lease_runs_out()
    assert row().next_at - timezone.now() > timedelta(minutes=50) or row().next_at.minute == 20
    assert bell.calls == 0
    assert run_due() == 0


def test_a_worker_that_lost_its_lease_changes_nothing(bell, caplog):
    [entry] = schedule.due_jobs()
    slow = schedule.claim(entry, "slow")
    lease_runs_out()
    schedule.claim(entry, "quick")
    schedule.finish(entry, slow)
    assert row().worker == "quick"
    assert row().last_succeeded_at is None
    assert "taken it over" in caplog.text


def test_missed_runs_are_not_made_up_for():
    every_minute = Job("ring", "", Bell(), every=MINUTE)
    assert every_minute.next_run(NOON, NOON + timedelta(seconds=5)) == NOON + MINUTE
    assert every_minute.next_run(NOON, NOON + timedelta(hours=3, seconds=5)) == NOON + timedelta(hours=3, minutes=1)


def test_a_daily_job_keeps_its_hour_when_the_clocks_change():
    daily = Job("ring", "", Bell(), at=time(3, 20))
    before = datetime(2027, 3, 27, 12, 0, tzinfo=UTC)
    summer = daily.next_run(before, before)
    assert summer == datetime(2027, 3, 28, 1, 20, tzinfo=UTC)  # 03:20 in summer
    assert daily.next_run(summer, summer) == datetime(2027, 3, 29, 1, 20, tzinfo=UTC)
    before = datetime(2027, 10, 30, 12, 0, tzinfo=UTC)
    assert daily.next_run(before, before) == datetime(2027, 10, 31, 2, 20, tzinfo=UTC)  # 03:20 in winter


def test_a_job_is_late_after_five_minutes_unless_it_runs(bell):
    assert not row().is_late
    Schedule.objects.update(next_at=timezone.now() - timedelta(minutes=6))
    assert row().is_late
    schedule.claim(next(schedule.due_jobs()), "w")
    assert not row().is_late
