"""The mails: one to each person with all that is new in what they follow, plain text, ended by one click.

A mail is noted as sent after the mail server has taken it. A worker that is killed in between, within a blink, lets the
same mail go out twice; the other order would lose it, and nobody would know. Killed at any other moment, it neither
loses nor doubles anything: the queue runs the task again, and what is noted is not sent again.
"""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from participation.following import links
from participation.following.chain import why
from participation.following.sentences import News, news_of
from participation.following.subjects import title_of, whole
from participation.models import FollowDelivery, Follower, FollowEvent, Following

# Longer than any mail server may take (EMAIL_TIMEOUT); afterwards the worker counts as killed.
BUSY_FOR = timedelta(minutes=2)
MONDAY = 1


@task()
def write_to(follower_number: int) -> None:
    """Write one mail with all that waits for this person; again if more has come meanwhile."""
    while waiting_for(follower_number).exists():
        if not take(follower_number):
            # Another worker writes just now, or was killed while it did.
            write_to.using(run_after=timezone.now() + BUSY_FOR).enqueue(follower_number)
            return
        try:
            write(Follower.objects.get(pk=follower_number))
        finally:
            Follower.objects.filter(pk=follower_number).update(busy_until=None)


def write_digests() -> None:
    """In the morning to everybody for whom something waits, on Monday also to those who hear once a week."""
    late = Follower.objects.filter(followings__deliveries__sent_at=None, followings__deliveries__isnull=False)
    if timezone.localdate().isoweekday() != MONDAY:
        late = late.exclude(frequency=Follower.Frequency.WEEKLY)
    for number in late.distinct().values_list("pk", flat=True):
        write_to.enqueue(number)


def waiting_for(follower_number: int) -> Any:
    found = FollowDelivery.objects.filter(following__follower=follower_number, sent_at=None)
    return found.exclude(following__confirmed_at=None)


def take(follower_number: int) -> bool:
    """Of two workers one writes; the other looks again when this one has ended for sure."""
    now = timezone.now()
    free = Follower.objects.filter(Q(busy_until=None) | Q(busy_until__lt=now), pk=follower_number)
    return bool(free.update(busy_until=now + BUSY_FOR))


def write(follower: Follower) -> None:
    """What is no longer public is left out; whoever stopped following meanwhile is no longer in the rows."""
    rows = waiting_for(follower.pk).select_related(
        "event__project", "event__module", "event__contribution__module", "following__project", "following__module",
        "following__contribution__module",
    ).order_by("event__happened_at", "event", "following")  # fmt: skip
    by_event: dict[FollowEvent, list[FollowDelivery]] = defaultdict(list)
    for row in rows:
        by_event[row.event].append(row)
    with translation.override(settings.LANGUAGE_CODE):
        told = {event: news for event in by_event if (news := news_of(event))}
        if told:
            reasons = {event: [row.following for row in by_event[event]] for event in told}
            message(follower, told, reasons).send()
    numbers = [row.pk for waiting in by_event.values() for row in waiting]
    FollowDelivery.objects.filter(pk__in=numbers).update(sent_at=timezone.now())


def message(
    follower: Follower, told: dict[FollowEvent, News], reasons: dict[FollowEvent, list[Following]]
) -> EmailMessage:
    """The mail itself. Where it has one reason alone, one click in the mail program ends that one, else all."""
    followings = {following for found in reasons.values() for following in found}
    only = next(iter(followings)) if len(followings) == 1 else None
    context = {
        "items": [(news, [why(one, event) for one in reasons[event]]) for event, news in told.items()],
        "manage": links.to_manage(follower),
        "end": links.to_unsubscribe(follower),
        "end_only": links.to_unsubscribe(follower, only) if only else "",
    }
    text = render_to_string("participation/follow_news_mail.txt", context)
    first = next(iter(told.values()))
    title = ngettext("%(title)s", "%(n)d news about what you follow", len(told))
    subject = title % {"title": first.sentence, "n": len(told)}
    headers = one_click(links.to_unsubscribe(follower, only))
    return EmailMessage(" ".join(subject.split()), text, None, [follower.email], headers=headers)


def one_click(address: str) -> dict[str, str]:
    """RFC 8058: the mail program shows a button, and a post to the address ends it."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def confirmation(following: Following, address: str) -> EmailMessage:
    """The mail that asks whether the person wants to follow; or says that they do so already."""
    context = {
        "title": title_of(whole(following.subject)),
        "address": address,
        "manage": links.to_manage(following.follower) if following.confirmed_at else "",
    }
    subject = _("You follow this already") if following.confirmed_at else _("Do you want to follow this by mail?")
    text = render_to_string("participation/follow_confirm_mail.txt", context)
    return EmailMessage(subject, text, None, [following.follower.email])
