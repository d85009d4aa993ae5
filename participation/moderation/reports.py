"""Reports of residents: something stays public until it is decided, unless many networks report it."""

from typing import Any

from django.db import transaction

from participation.models import Channel, Contribution, Decision, Report
from participation.moderation.decisions import decide
from participation.moderation.queue import entries

# From so many different networks, so that one household cannot hide what it does not like.
HIDDEN_AFTER = 5


def report(contribution: Contribution, submission: str, network: str, **said: Any) -> bool:
    """Store it, once for each sending; tell whether it was new."""
    with transaction.atomic():
        # One after the other, so that the one that fills the measure sees all the others.
        Contribution.objects.select_for_update().get(pk=contribution.pk)
        found = {"contribution_id": contribution.pk, "network": network, **said}
        _stored, is_new = Report.objects.get_or_create(submission=submission, defaults=found)
        if is_new and is_too_much(contribution):
            (entry,) = entries([contribution])
            decide(entry, Decision.Action.HIDE, None)
    return is_new


def is_too_much(contribution: Contribution) -> bool:
    """Whether it waits from now on. What a moderator has looked at stays, and so does what the town entered itself."""
    if contribution.state != Contribution.State.PUBLIC or contribution.channel != Channel.ONLINE:
        return False
    networks = Report.objects.open().filter(contribution=contribution.pk).values("network").distinct()
    return networks.count() >= HIDDEN_AFTER and not contribution.decisions.exists()
