"""Ballots that programs send: with the rules of the page."""

from django.http import HttpRequest
from django.utils import timezone

from participation import limits
from participation.actions.contribute import submission_of
from participation.actions.vote import cast
from participation.identity import known, somebody_new
from participation.models import Ballot, Identity, Participant, PollPage
from participation.polls.forms import Given
from participation.taking_part import said_to_programs, sender, sending


def cast_by_program(request: HttpRequest, poll: PollPage, given: list[Given], key: str) -> tuple[Ballot, bool]:
    """Count these answers; says whether the ballot is new. Raises what Django REST framework answers with 403, 422, 429."""
    voter = sender(request, poll)
    with said_to_programs():
        limits.spend(request, poll, "vote")
        if voter is None:
            return cast_for_key(poll, given, key)
        return cast(poll, voter, given, submission_of(poll, *sending(voter, key)))


def cast_for_key(poll: PollPage, given: list[Given], key: str) -> tuple[Ballot, bool]:
    """Where everybody may vote and nobody is known, the key is to a program what the pass is to a browser.

    Somebody else may choose the same key, so it never changes an answer. Raises ChangedError.
    """
    if not key:
        return cast(poll, somebody_new(poll, confirmed_at=timezone.now()), given)
    voter: Participant = known(poll, Identity.OPEN, f"api\n{key}", confirmed_at=timezone.now())
    return cast(poll, voter, given, submission_of(poll, *sending(voter, key)))
