"""What participation does again and again."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from jobs.schedule import job
from participation import retention
from participation.in_search import LOOKED_AT_EVERY, tell_what_has_opened_or_closed


@job(name="participation.windows", title=_("Tell the search what has opened and closed"), every=LOOKED_AT_EVERY)
def tell_windows() -> None:
    """A workshop begins at six in the evening, and is found as open from then on."""
    tell_what_has_opened_or_closed()


@job(name="participation.forget", title=_("Forget who took part"), at=time(3, 25))
def forget_people() -> None:
    """Names, addresses and ties to a person after the time that the page has named; unconfirmed ones after 7 days."""
    retention.forget_all()
