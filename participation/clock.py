"""What participation does again and again."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from jobs.schedule import job
from participation import retention
from participation.following import forgetting, mails, watch
from participation.in_search import LOOKED_AT_EVERY, tell_what_has_opened_or_closed


@job(name="participation.windows", title=_("Tell the search what has opened and closed"), every=LOOKED_AT_EVERY)
def tell_windows() -> None:
    """A workshop begins at six in the evening, and is found as open from then on."""
    tell_what_has_opened_or_closed()


@job(name="participation.forget", title=_("Forget who took part"), at=time(3, 25))
def forget_people() -> None:
    """Names, addresses and ties to a person after the time that the page has named; unconfirmed ones after 7 days."""
    retention.forget_all()


@job(
    name="participation.following",
    title=_("Tell followers what begins and what ends soon"),
    every=watch.LOOKED_AT_EVERY,
)
def tell_followers() -> None:
    """One mail when one can take part, and one 48 hours before the end."""
    watch.tell_by_the_clock()


@job(name="participation.digests", title=_("Write to followers in the morning"), at=time(7))
def write_digests() -> None:
    """Once a day or once a week with all that is new; also what no mail server took when it happened."""
    mails.write_digests()


@job(name="participation.forget_followers", title=_("Forget followers"), at=time(3, 35))
def forget_followers() -> None:
    """Unconfirmed addresses after 7 days, and those of projects that have been over for a year."""
    forgetting.forget_old()
    forgetting.forget_followers_of_finished_projects()
