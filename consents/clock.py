"""What the room does again and again."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cms import gate
from jobs.schedule import job


@job(name="consents.expire", title=_("Take pictures offline whose consent has ended"), every=timedelta(minutes=5))
def expire() -> None:
    """Soon after midnight of the last day; it also heals whatever was changed past the forms."""
    gate.refresh()
