"""What participation does again and again."""

from datetime import time

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.retention import forgets
from jobs.schedule import job
from participation import overdue, retention
from participation.confirming import LINK_LASTS
from participation.following import forgetting, mails, watch
from participation.in_search import LOOKED_AT_EVERY, tell_what_has_opened_or_closed
from participation.models import Participant


@forgets(
    "participation.people",
    _("Who took part"),
    _("the number of days after the end that the page names; what was said stays, without a name"),
    by="participation.forget",
)
def people_of_the_past() -> int:
    return retention.forget_due(timezone.now(), really=False)


@forgets(
    "participation.unconfirmed",
    _("Contributions that nobody confirmed, with their address"),
    _("7 days, unless you open the link in our mail"),
    by="participation.forget",
)
def unconfirmed_people() -> QuerySet[Participant]:
    return retention.unconfirmed().filter(began_at__lt=timezone.now() - LINK_LASTS)


forgets(
    "participation.decisions",
    _("Decisions of the moderators, and what their authors said against them"),
    _("four years"),
    by="participation.forget",
)(retention.old_decisions)
FORGET_FOLLOWERS = "participation.forget_followers"
forgets(
    "participation.follow_unconfirmed",
    _("Addresses of followers that nobody confirmed"),
    _("7 days, unless you open the link in our mail"),
    by=FORGET_FOLLOWERS,
)(forgetting.unconfirmed)
forgets("participation.follow_links", _("Links in mails to followers"), _("48 hours"), by=FORGET_FOLLOWERS)(
    forgetting.old_links
)
forgets(
    "participation.follow_networks",
    _("Shortened addresses from which followers asked"),
    _("one day"),
    by=FORGET_FOLLOWERS,
)(forgetting.old_networks)
forgets("participation.follow_news", _("What followers were told"), _("twelve months"), by=FORGET_FOLLOWERS)(
    forgetting.old_news
)
forgets(
    "participation.follow_finished",
    _("Addresses of followers"),
    _("until you end it, or twelve months after the project is over"),
    by=FORGET_FOLLOWERS,
)(forgetting.of_finished_projects)


@job(name="participation.windows", title=_("Tell the search what has opened and closed"), every=LOOKED_AT_EVERY)
def tell_windows() -> None:
    """A workshop begins at six in the evening, and is found as open from then on."""
    tell_what_has_opened_or_closed()


@job(name="participation.forget", title=_("Forget who took part"), at=time(3, 25))
def forget_people() -> None:
    """Names, addresses and ties to a person after the time that the page has named; unconfirmed ones after 7 days."""
    retention.forget_all()
    retention.forget_decisions()


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


@job(name=FORGET_FOLLOWERS, title=_("Forget followers"), at=time(3, 35))
def forget_followers() -> None:
    """Unconfirmed addresses after 7 days, and those of projects that have been over for a year."""
    forgetting.forget_old()
    forgetting.forget_followers_of_finished_projects()


@job(name="participation.remind_results", title=_("Remind of promised results that are late"), at=time(7, 50))
def remind_of_results() -> None:
    """Once a week, until the result is published or another day is promised."""
    overdue.remind()
