"""What is forgotten after which time, and what somebody gets who asks."""

from datetime import timedelta

from django.utils import timezone

from feedback import clock, retention
from feedback.models import BarrierEntry, BarrierReport, FeedbackGroup, Reply, Subject
from residents import personal_data
from tests.factories.feedback import BarrierReportFactory, FeedbackGroupFactory, ReplyFactory
from tests.factories.residents import ResidentFactory

ANNA = "anna@example.org"


def test_everything_is_gone_after_a_year(db):
    long_ago = timezone.now() - timedelta(days=366)
    BarrierReportFactory(closed_at=long_ago, email=ANNA)
    BarrierReportFactory(sent_at=long_ago)  # still open
    ReplyFactory(given_at=long_ago, once="a")
    shown = FeedbackGroupFactory(is_published=True, closed_at=timezone.now(), change="Neu")
    young = ReplyFactory(given_at=timezone.now() - timedelta(hours=2), once="b")
    counts = {"answers about pages": 1, "reports of barriers": 1}
    assert retention.forget_all(really=False) == counts
    assert Reply.objects.count() == BarrierReport.objects.count() == 2
    clock.forget()
    assert list(Reply.objects.all()) == [young]
    assert Reply.objects.get().once is None
    assert set(FeedbackGroup.objects.all()) == {shown, young.group}
    assert Subject.objects.count() == 2
    assert not BarrierReport.objects.get().email


def test_a_resident_gets_everything_and_is_forgotten(db):
    anna = ResidentFactory(email=ANNA)
    one = BarrierReportFactory(email="Anna@example.org")
    BarrierEntry.objects.create(report=one, kind="answer", text="Liebe Anna")
    exported = personal_data.export(anna)["barrier_reports"]["reports"]
    assert [each["number"] for each in exported] == [one.number]
    assert exported[0]["answers"][0]["text"] == "Liebe Anna"
    personal_data.forget(anna)
    one.refresh_from_db()
    assert (one.email, one.entries.count()) == ("", 0)
