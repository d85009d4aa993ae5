from datetime import time, timedelta

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from . import publishing
from .retention import forgets
from .schedule import job

PUBLISH_JOB = "publish_scheduled"
KEEP_DONE = timedelta(days=30)
KEEP_PARKED = timedelta(days=90)


@job(name=PUBLISH_JOB, title=_("Publish and unpublish on time"), every=timedelta(minutes=1))
def publish_scheduled() -> None:
    """Content goes live and offline within a minute of the time its editor set."""
    publishing.publish_scheduled()


@forgets(
    "jobs.tasks",
    _("Entries of the queue"),
    _("a month after they are done, three months after they failed for good"),
    by="clear_old_tasks",
)
def old_tasks() -> QuerySet[DBTaskResult]:
    now = timezone.now()
    done = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_DONE)
    parked = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_PARKED)
    return DBTaskResult.objects.filter(done | parked)


@forgets("jobs.sessions", _("Sign-ins of people who work here"), _("until they expire"), by="clear_sessions")
def expired_sessions() -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=timezone.now())


@job(name="clear_old_tasks", title=_("Remove old entries of the queue"), at=time(3, 20))
def clear_old_tasks() -> None:
    """Finished tasks are kept for a month, parked ones for three: their arguments may name people."""
    old_tasks().delete()


@job(name="clear_sessions", title=_("Remove expired sign-ins"), at=time(3, 25))
def clear_sessions() -> None:
    """Sessions of people who signed in long ago."""
    call_command("clearsessions")
