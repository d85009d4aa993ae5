"""By when a report of a barrier must be answered: the law of the Land in which the town lies."""

import datetime
from datetime import timedelta

from django.utils import timezone
from wagtail.models import Site

from cms.lands import FIRST_ANSWER_WEEKS, LAST_ANSWER_WEEKS, Land, land_of
from cms.models import TownSettings


def town() -> TownSettings:
    """The town of the main site; an empty one where nobody has made it."""
    site = Site.objects.filter(is_default_site=True).first()
    return TownSettings.for_site(site) if site else TownSettings()


def land() -> Land | None:
    return land_of(town().ars)


def due_days(today: datetime.date | None = None) -> tuple[datetime.date, datetime.date]:
    """The last days of the first and of the final answer, for a report of today."""
    today, here = today or timezone.localdate(), land()
    first, last = here.answer_weeks if here else (FIRST_ANSWER_WEEKS, LAST_ANSWER_WEEKS)
    return today + timedelta(weeks=first), today + timedelta(weeks=last)
