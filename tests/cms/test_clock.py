"""Messages are forgotten as promised, and not a day earlier."""

from datetime import timedelta

from django.utils import timezone

from cms.clock import forget_messages
from cms.models import VisitorMessage
from tests.factories.cms import VisitorMessageFactory


def handled_days_ago(days):
    message = VisitorMessageFactory(handled=True)
    VisitorMessage.objects.filter(pk=message.pk).update(handled_at=timezone.now() - timedelta(days=days))
    return message


def test_only_what_was_dealt_with_long_ago_is_deleted(db):
    old, recent, waiting = handled_days_ago(181), handled_days_ago(179), VisitorMessageFactory()
    VisitorMessage.objects.filter(pk=waiting.pk).update(sent_at=timezone.now() - timedelta(days=900))
    forget_messages()
    left = set(VisitorMessage.objects.values_list("pk", flat=True))
    assert left == {recent.pk, waiting.pk}
    assert old.pk not in left
