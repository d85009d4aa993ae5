"""What visitors say about pages, valid without arguments."""

from datetime import timedelta
from uuid import uuid4

import factory
from django.utils import timezone

from feedback.models import BarrierReport, FeedbackGroup, Reply, Subject
from feedback.models.replies import THRESHOLD


class SubjectFactory(factory.django.DjangoModelFactory):
    key = factory.Sequence("/rathaus/amt-{}/".format)
    title = factory.Sequence("Amt {}".format)
    address = factory.SelfAttribute("key")

    class Meta:
        model = Subject


def subject_of(page, **values):
    """The subject of a page of the tree."""
    return SubjectFactory(key=f"page:{page.pk}", page=page, title=page.title, address=page.url, **values)


class FeedbackGroupFactory(factory.django.DjangoModelFactory):
    subject = factory.SubFactory(SubjectFactory)
    cause = "incomplete"

    class Meta:
        model = FeedbackGroup


class ReplyFactory(factory.django.DjangoModelFactory):
    group = factory.SubFactory(FeedbackGroupFactory)
    subject = factory.SelfAttribute("group.subject")
    is_clear = False
    says_why = True
    words = "Was soll ich mitbringen?"

    class Meta:
        model = Reply


class BarrierReportFactory(factory.django.DjangoModelFactory):
    what = "Der Screenreader liest die Tabelle nicht vor."
    where = "/gebuehren/"
    submission = factory.LazyFunction(uuid4)
    first_due = factory.LazyFunction(lambda: timezone.localdate() + timedelta(weeks=2))
    last_due = factory.LazyFunction(lambda: timezone.localdate() + timedelta(weeks=6))

    class Meta:
        model = BarrierReport


def make_visitors_wait() -> None:
    """Something that is not clear to enough people, and the report of a barrier."""
    ReplyFactory.create_batch(THRESHOLD, group=FeedbackGroupFactory())
    BarrierReportFactory()
