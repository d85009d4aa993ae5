"""Notices, valid and shown without arguments."""

from datetime import timedelta

import factory
from django.utils import timezone

from notices.models import Notice


class NoticeFactory(factory.django.DjangoModelFactory):
    title = factory.Sequence("Hinweis {}".format)
    text = "Bitte benutzen Sie den Eingang am Hof."
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1))

    class Meta:
        model = Notice
