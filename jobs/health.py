from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, F, Min, When
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from .clock import PUBLISH_JOB
from .models import Schedule

PUBLISHING_LATE = timedelta(minutes=5)
WAITING_LONG = timedelta(minutes=10)


@dataclass(frozen=True)
class JobsState:
    """How the clock of the house is doing, in three figures."""

    publishing_age: timedelta | None  # since content last went live on time; None: the clock never ran
    oldest_waiting: timedelta | None  # None: nothing waits
    parked: int

    @property
    def problems(self) -> list[str]:
        late = self.publishing_age is not None and self.publishing_age > PUBLISHING_LATE
        waiting = self.oldest_waiting is not None and self.oldest_waiting > WAITING_LONG
        found = {"publishing_late": late, "queue_waiting": waiting, "tasks_parked": self.parked > 0}
        return [problem for problem, holds in found.items() if holds]


def jobs_state() -> JobsState:
    now = timezone.now()
    since = Case(When(run_after=get_date_max(), then=F("enqueued_at")), default=F("run_after"))
    waiting_since = DBTaskResult.objects.ready().aggregate(oldest=Min(since))["oldest"]
    published = Schedule.objects.filter(name=PUBLISH_JOB, last_started_at__isnull=False).first()
    last = published and (published.last_succeeded_at or published.last_started_at)
    return JobsState(
        publishing_age=now - last if last else None,
        oldest_waiting=now - waiting_since if waiting_since else None,
        parked=DBTaskResult.objects.failed().count(),
    )
