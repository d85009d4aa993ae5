"""What tests send that fill in a form of visitors."""

from datetime import datetime, timedelta
from unittest import mock

from django.utils import timezone

from cms.visitor_fields import new_stamp


def stamp_of(moment: datetime) -> str:
    """The stamp of a form that was drawn then."""
    with mock.patch("django.core.signing.time.time", return_value=moment.timestamp()):
        return new_stamp()


def typed(**fields: object) -> dict[str, object]:
    """The fields of a form that was drawn a minute ago by a person who sees no trap."""
    return {"website": "", "rendered": stamp_of(timezone.now() - timedelta(minutes=1)), **fields}
