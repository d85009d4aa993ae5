"""What the author of a contribution does with it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from participation.actions.contribute import change_state, first_state
from participation.models import Contribution, Report
from participation.signals import contribution_changed

State = Contribution.State
CHANGEABLE = (State.UNCONFIRMED, State.WAITING, State.PUBLIC)
DELETABLE = CHANGEABLE


def whole(contribution: Contribution) -> Contribution:
    """The contribution as what it is: a card, an idea, a comment or another kind."""
    for kind in Contribution.__subclasses__():
        found = kind._default_manager.filter(pk=contribution.pk).select_related("module", "author").first()
        if found is not None:
            return found
    return contribution


def can_change(contribution: Contribution) -> bool:
    return contribution.is_editable and contribution.state in CHANGEABLE


def change(contribution: Contribution, **words: Any) -> bool:
    """Give it other words; the moderators read them again where they read first. False when it is too late."""
    if not can_change(contribution):
        return False
    mine = whole(contribution)
    was = mine.state
    with transaction.atomic():
        if not Contribution.objects.filter(pk=mine.pk, state=was).update(edited_at=timezone.now()):
            return False
        for name, value in {**words, "edited_at": timezone.now()}.items():
            setattr(mine, name, value)
        mine.save(update_fields=[*words, "edited_at", "changed_at"])
        contribution_changed.send(type(mine), contribution=mine, was=was)
        change_state(mine, first_state(mine.module, mine.author))
    return True


def take_away(contribution: Contribution) -> bool:
    """Delete it: its place stays, so that the answers to it can be understood, its words are gone."""
    mine = whole(contribution)
    with transaction.atomic():
        if mine.state not in DELETABLE or not change_state(mine, State.REMOVED):
            return False
        gone = [name for name in ("text", "title", "pseudonym") if hasattr(mine, name)]
        for name in gone:
            setattr(mine, name, "")
        mine.save(update_fields=gone)
        # Nobody decides about these any more, so nobody needs to know who reported it.
        Report.objects.open().filter(contribution=mine.pk).update(decided_at=timezone.now(), email="", network="")
    return True
