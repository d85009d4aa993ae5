"""Support: once a person, however often and from however many windows the button is pressed."""

from django.db import transaction
from django.db.models import F

from participation.access_codes.codes import give_back_vote, spend_vote
from participation.models import Contribution, Participant, Support


def support(contribution: Contribution, voter: Participant, *, wanted: bool) -> bool:
    """Stand behind a contribution, or no longer; says whether anything changed. Raises NoVotesLeftError for codes."""
    with transaction.atomic():
        changed = give(contribution, voter) if wanted else take_back(contribution, voter)
        if changed:
            counted = Contribution.objects.filter(pk=contribution.pk)
            counted.update(support_count=F("support_count") + (1 if wanted else -1))
    return changed


def give(contribution: Contribution, voter: Participant) -> bool:
    """The row is unique, so that of many presses at once one counts."""
    rows = Support.objects
    _row, is_new = rows.get_or_create(contribution_id=contribution.pk, participant=voter)
    if is_new:
        spend_vote(voter)
    return is_new


def take_back(contribution: Contribution, voter: Participant) -> bool:
    rows = Support.objects.filter(contribution_id=contribution.pk, participant=voter)
    taken, _kinds = rows.delete()
    if taken:
        give_back_vote(voter)
    return bool(taken)
