"""The author says, once and within half a year, that a decision was wrong."""

from django.db import IntegrityError, transaction

from participation.models import Appeal, Contribution, Decision
from participation.moderation.queue import TAKEN_AWAY


def decision_against(contribution: Contribution) -> Decision | None:
    """The decision that its author can say something against, or has; None where there is none, or too late."""
    against = contribution.decisions.filter(action__in=Decision.AGAINST).order_by("-at", "-pk").first()
    return against if against and (against.is_open_to_appeal or hasattr(against, "appeal")) else None


def appeal(contribution: Contribution, decision: Decision, words: str) -> bool:
    """Put it before the moderators; False where that was done before, or the contribution is public again."""
    if contribution.state not in TAKEN_AWAY or not decision.is_open_to_appeal:
        return False
    try:
        with transaction.atomic():
            Appeal.objects.create(decision=decision, contribution=contribution, words=words)
    except IntegrityError:  # the same form sent twice, or an earlier appeal
        return False
    return True
