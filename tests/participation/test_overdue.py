"""A promised result that is late: whoever is in charge hears of it once a week, until it is published."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cms.upkeep import Upkeep
from jobs.schedule import JOBS
from participation.models import LastTold
from tests.factories.accounts import make_person
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory
from tests.participation.following.letters import run_job

JOB = "participation.remind_results"


@pytest.fixture
def index(home):
    return ParticipationIndexPageFactory(parent=home)


@pytest.fixture
def late(index):
    """A project whose result was promised for yesterday, kept by Anna."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return ProjectPageFactory(
        parent=index, title="Marktplatz", status="evaluating", result_due=yesterday, owner=make_person("anna")
    )


def sent(days=0):
    return run_job(JOB, timezone.now() + timedelta(days=days))


def test_once_a_week_until_the_result_is_published(late):
    [message] = sent()
    assert message.to == ["anna@town.example"]
    assert "Marktplatz" in message.body
    assert f"/admin/pages/{late.pk}/edit/" in message.body
    assert sent() == sent(days=6) == []
    assert len(sent(days=7)) == 1
    late.results = "<p>Gebaut wird die zweite Variante.</p>"
    late.save_revision().publish()
    assert sent(days=14) == []


def test_not_before_the_day_is_over_and_not_for_what_was_stopped_or_is_a_draft(index):
    today, anna = timezone.localdate(), make_person("anna")
    on_time = ProjectPageFactory(parent=index, result_due=today, owner=anna)
    ProjectPageFactory(
        parent=index, result_due=today - timedelta(days=3), status="stopped", status_reason="Kein Geld", owner=anna
    )
    ProjectPageFactory(parent=index, result_due=today - timedelta(days=3), live=False, owner=anna)
    assert sent() == []
    assert len(sent(days=1)) == 1
    on_time.result_due = today + timedelta(days=30)
    on_time.save()
    assert sent(days=8) == []


def test_one_mail_about_several(late, index):
    ProjectPageFactory(parent=index, title="Nachtbus", result_due=late.result_due, owner=late.owner)
    [message] = sent()
    assert "Marktplatz" in message.body
    assert "Nachtbus" in message.body


def test_where_the_owner_has_left_it_goes_to_who_was_named_else_to_all_who_may_edit(late):
    editor = make_person("bea")
    late.owner.is_active = False
    late.owner.save()
    assert [message.to for message in sent()] == [[editor.email]]
    Upkeep.objects.update_or_create(page=late, defaults={"keeper_email": "bauamt@town.example"})
    assert [message.to for message in sent(days=7)] == [["bauamt@town.example"]]


def test_a_mail_that_does_not_leave_is_tried_again_and_holds_up_nobody(late, index, monkeypatch):
    ProjectPageFactory(parent=index, title="Nachtbus", result_due=late.result_due, owner=make_person("bea"))
    send = mail.EmailMessage.send

    def away(message, *args, **kwargs):
        if message.to == ["anna@town.example"]:
            raise OSError("the mail server is away")
        return send(message, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMessage, "send", away)
    with pytest.raises(RuntimeError):
        JOBS[JOB].function()
    assert [message.to for message in mail.outbox] == [["bea@town.example"]]
    monkeypatch.undo()
    assert [message.to for message in sent()] == [["anna@town.example"]]
    assert LastTold.objects.exclude(reminded_on=None).count() == 2
