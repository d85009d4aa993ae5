"""What there is to tell, stored once, and handed to everybody whom it concerns by the queue."""

from typing import Any

from django.db import transaction
from django_tasks import task

from participation.following import mails
from participation.following.chain import heard_by
from participation.following.subjects import is_public, row_of, whole
from participation.models import FollowDelivery, Follower, FollowEvent, Following

Kind = FollowEvent.Kind
AT_A_TIME = 1000


def tell(subject: Any, kind: Kind, *, key: str = "", **words: Any) -> None:
    """Tell the followers of a subject; the same kind and key twice is told once, and what is not public never.

    Call it in the transaction that makes it true: the mails are queued in the same one.
    """
    row = row_of(subject)
    (name, number), *_none = row.items()
    if not may_be_told(subject, kind):
        return
    with transaction.atomic():
        full_key = f"{name}:{number}:{kind}:{key}"
        event, is_new = FollowEvent.objects.get_or_create(key=full_key, defaults={**row, "kind": kind, "words": words})
        if is_new:
            spread.enqueue(event.pk)


def may_be_told(subject: Any, kind: Kind) -> bool:
    """Whether everybody may read what it is about, also the project or the idea that it names."""
    subject = whole(subject)
    named = {Kind.BECAME: "project", Kind.MERGED: "merged_into"}.get(kind)
    other = getattr(subject, named) if named else subject
    return other is not None and is_public(subject) and is_public(other)


@task()
def spread(event_number: int) -> None:
    """Give a piece of news to all whom it concerns; a second run finds them served."""
    event = FollowEvent.objects.filter(pk=event_number).first()
    if event is None:  # its subject was deleted meanwhile
        return
    concerned = Following.objects.confirmed().filter(heard_by(whole(event.subject)))
    with transaction.atomic():
        rows = [FollowDelivery(event=event, following_id=number) for number in concerned.values_list("pk", flat=True)]
        FollowDelivery.objects.bulk_create(rows, batch_size=AT_A_TIME, ignore_conflicts=True)
        at_once = Follower.objects.filter(
            followings__deliveries__event=event,
            followings__deliveries__sent_at=None,
            frequency=Follower.Frequency.AT_ONCE,
        )
        for number in at_once.distinct().values_list("pk", flat=True):
            mails.write_to.enqueue(number)
