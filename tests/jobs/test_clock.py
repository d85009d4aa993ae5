from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jobs.clock import clear_old_tasks, clear_sessions
from jobs.schedule import JOBS
from tests.jobs import tasks

pytestmark = pytest.mark.django_db


def test_the_house_publishes_every_minute():
    assert JOBS["publish_scheduled"].every == timedelta(minutes=1)


def test_old_entries_of_the_queue_are_removed_and_the_others_kept(paper):
    kept = []
    for status, days, stays in [
        (TaskResultStatus.SUCCESSFUL, 31, False),
        (TaskResultStatus.SUCCESSFUL, 29, True),
        (TaskResultStatus.FAILED, 31, True),
        (TaskResultStatus.FAILED, 91, False),
        (TaskResultStatus.READY, 200, True),
    ]:
        result = tasks.write_line.enqueue(str(paper), "")
        DBTaskResult.objects.filter(pk=result.id).update(
            status=status,
            finished_at=None if status == "READY" else timezone.now() - timedelta(days=days),
            enqueued_at=timezone.now() - timedelta(days=days),
        )
        kept += [result.id] if stays else []
    clear_old_tasks()
    assert sorted(str(pk) for pk in DBTaskResult.objects.values_list("pk", flat=True)) == sorted(kept)


def test_expired_sign_ins_are_removed():
    for key, hours in [("old", -1), ("new", 1)]:
        expires = timezone.now() + timedelta(hours=hours)
        Session.objects.create(session_key=key, session_data="", expire_date=expires)
    clear_sessions()
    assert [session.session_key for session in Session.objects.all()] == ["new"]
