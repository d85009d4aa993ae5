"""Pages that must be read again."""

from datetime import timedelta

from django.utils import timezone

from cms.models import Upkeep
from cms.upkeep import months_later


def make_due(page, *, days=1, **fields):
    """The care for a published page whose day was so many days ago."""
    reviewed_on = months_later(timezone.localdate() - timedelta(days=days), -12)
    # At the end of a month there are days that no other month has.
    fields = {"kind": "usual", "reviewed_on": reviewed_on, **fields}
    upkeep, _created = Upkeep.objects.get_or_create(page=page.page_ptr, defaults=fields)
    for name, value in fields.items():
        setattr(upkeep, name, value)
    upkeep.save()
    return upkeep
