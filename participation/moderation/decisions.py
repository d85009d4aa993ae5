"""A moderator decides: yes or no. What that means follows from the state that the contribution is in."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from participation.actions.contribute import change_state
from participation.ideas.pictures import let_through
from participation.models import Appeal, Contribution, Decision, Report
from participation.moderation import tell
from participation.moderation.access import others_than
from participation.moderation.queue import Entry, entries

State, Action = Contribution.State, Decision.Action
DECIDED = "participation.decided"
# What "yes" means, and what "no" means.
ALLOWED = {
    State.WAITING: Action.PUBLISH,
    State.PUBLIC: Action.KEEP,
    State.BLOCKED: Action.RESTORE,
    State.CENSORED: Action.RESTORE,
}
REFUSED = {State.WAITING: Action.BLOCK, State.PUBLIC: Action.CENSOR}
LETS_THROUGH = {Action.PUBLISH, Action.KEEP, Action.RESTORE}
STATES = {
    Action.PUBLISH: State.PUBLIC,
    Action.RESTORE: State.PUBLIC,
    Action.BLOCK: State.BLOCKED,
    Action.CENSOR: State.CENSORED,
    Action.HIDE: State.WAITING,
}


class TooLateError(Exception):
    """Somebody else has decided in the meantime, or its author has changed it."""


class SameModeratorError(Exception):
    """An appeal is decided by somebody else than the decision that it is about."""


def allow(contribution: Contribution, by: Any, as_seen: str) -> Decision:
    """Publish it, leave it, or bring it back. Raises TooLateError and SameModeratorError."""
    entry = entry_of(contribution, as_seen)
    action = ALLOWED.get(State(entry.contribution.state))
    if action is None:
        raise TooLateError
    return decide(entry, action, by)


def refuse(contribution: Contribution, by: Any, as_seen: str, *, reason: str, words: str = "") -> Decision:
    """Take it away, or not publish it at all; an appeal is turned down. Raises TooLateError and SameModeratorError."""
    entry = entry_of(contribution, as_seen)
    action = Action.UPHOLD if entry.appeal else REFUSED.get(State(entry.contribution.state))
    if action is None:
        raise TooLateError
    if action == Action.BLOCK and was_public(entry):
        action = Action.CENSOR
    return decide(entry, action, by, reason, words)


def was_public(entry: Entry) -> bool:
    """Whether what waits now could be read before: until it was reported, or until its author changed the words."""
    return entry.last is not None and entry.last.action not in {Action.BLOCK, Action.CENSOR, Action.UPHOLD}


def entry_of(contribution: Contribution, as_seen: str) -> Entry:
    (entry,) = entries([contribution])
    if entry.seen != as_seen:
        raise TooLateError
    return entry


def decide(entry: Entry, action: Decision.Action, by: Any, reason: str = "", words: str = "") -> Decision:
    """Change the state, write the decision down, close what was open about it, and tell whom it concerns."""
    contribution, now = entry.contribution, timezone.now()
    if entry.appeal and must_be_somebody_else(entry, by):
        raise SameModeratorError
    with transaction.atomic():
        if entry.appeal and not close_appeal(entry.appeal, now):
            raise TooLateError
        if action in STATES and not change_state(contribution, STATES[action]):
            raise TooLateError
        waited = now - entry.since if action != Action.RESTORE or entry.appeal else now - now
        decision = Decision.objects.create(
            contribution_id=contribution.pk,
            moderator=by,
            action=action,
            reason=reason,
            words=words,
            at=now,
            waited=waited,
        )
        if by is not None:
            close_reports(entry, decision)
        if action in LETS_THROUGH:
            let_through(entry.pictures)
        tell.author(contribution, decision)
        log(contribution.module, DECIDED, user=by, data={"number": contribution.pk, "decision": str(action)})
    return decision


def must_be_somebody_else(entry: Entry, by: Any) -> bool:
    first = entry.last.moderator if entry.last else None
    return first == by and others_than(by, entry.contribution.module)


def close_appeal(appeal: Appeal, now: datetime) -> bool:
    """False where somebody else was quicker."""
    return bool(Appeal.objects.open().filter(pk=appeal.pk).update(decided_at=now))


def close_reports(entry: Entry, decision: Decision) -> None:
    """Those who gave an address hear what was decided; then nobody can tell any more who they were."""
    for report in entry.reports:
        tell.reporter(report, entry.contribution, decision)
    numbers = [report.pk for report in entry.reports]
    Report.objects.filter(pk__in=numbers).update(decided_at=decision.at, email="", network="")
