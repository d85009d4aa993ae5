"""Casting a ballot: one for each participant, and the last answers count."""

from django.db import transaction
from django.utils import timezone

from participation.access_codes.codes import spend_vote
from participation.actions.contribute import ChangedError
from participation.models import Answer, Ballot, Channel, Participant, PollPage
from participation.polls.forms import Given


def cast(
    poll: PollPage, participant: Participant, given: list[Given], submission: str | None = None
) -> tuple[Ballot, bool]:
    """Count these answers, in place of earlier ones of the same participant. Says whether the ballot is new.

    However many arrive at once: the row is unique, and who comes second waits for it and then replaces all answers. A
    `submission` is the name of a sending: its repeat changes nothing, and raises ChangedError where it says something
    else. Raises NoVotesLeftError for a code that has none left.
    """
    with transaction.atomic():
        rows = Ballot.objects.select_for_update()
        ballot, is_new = rows.get_or_create(module=poll, participant=participant, defaults={"submission": submission})
        if is_new:
            spend_vote(participant)
        elif submission and ballot.submission == submission:
            refuse_other_answers(ballot, given)
            return ballot, False
        else:
            ballot.changed_at, ballot.submission = timezone.now(), submission or ballot.submission
            ballot.save(update_fields=["changed_at", "submission"])
            ballot.answers.all().delete()
        write(ballot, given)
    return ballot, is_new


def refuse_other_answers(ballot: Ballot, given: list[Given]) -> None:
    stored = set(ballot.answers.values_list("question", "option", "text"))
    if stored != {(answer.question, answer.option, answer.text) for answer in given}:
        raise ChangedError


def cast_for_somebody(poll: PollPage, given: list[Given], channel: Channel) -> Ballot:
    """A ballot that a helper fills in; nobody can be told from it."""
    with transaction.atomic():
        ballot = Ballot.objects.create(module=poll, channel=channel)
        write(ballot, given)
    return ballot


def write(ballot: Ballot, given: list[Given]) -> None:
    Answer.objects.bulk_create(
        Answer(
            ballot=ballot,
            question=answer.question,
            option=answer.option,
            text=answer.text,
            is_confidential=answer.is_confidential,
        )
        for answer in given
    )
