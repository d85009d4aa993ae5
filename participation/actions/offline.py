"""What two people must agree on before it counts: sheets of paper, entered once and once more by somebody else."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from participation.actions.contribute import change_state, contribute, submission_of
from participation.actions.vote import cast_for_somebody
from participation.models import (
    Ballot,
    Batch,
    Card,
    Channel,
    Contribution,
    FromBatch,
    Helped,
    Idea,
    IdeaCollectionPage,
    ModulePage,
    PollPage,
    Tally,
    WallPage,
)
from participation.polls.forms import Given
from participation.polls.questions import Question, questions_in

State = Batch.State
Counts = dict[tuple[str, str], int]
"""How often each option of each question stands on the sheets; ("", "") is the number of all sheets."""

ENTERED = "participation.batch_entered"
DIFFERED = "participation.batch_differed"
AGREED = "participation.batch_agreed"
DELETED = "participation.batch_deleted"
HELPED = "participation.helped"


class NotYouError(Exception):
    """Somebody would check their own entry, or change that of another."""


class ClosedError(Exception):
    """The batch is agreed already, or nothing has been entered yet that could be checked."""


@dataclass(frozen=True)
class Difference:
    """A number that the two people have counted differently. Without a question it is that of all sheets."""

    question: Question | None
    option: str
    first: int | None
    second: int | None


def enter_tallies(batch: Batch, user: Any, entry: int, counts: Counts) -> Batch:
    """Store what one of the two has counted. Once both are there they are compared.

    Raises NotYouError and ClosedError.
    """
    with transaction.atomic():
        batch = locked(batch)
        refuse(batch, user, entry)
        batch.tallies.filter(entry=entry).delete()
        rows = [Tally(batch=batch, entry=entry, question=q, option=o, count=n) for (q, o), n in counts.items()]
        Tally.objects.bulk_create(rows)
        sign(batch, user, entry)
        compare(batch, user)
    return batch


def enter_texts(batch: Batch, user: Any, texts: str) -> Batch:
    """Store cards or ideas as one person has typed them; they become public when somebody else has compared them."""
    with transaction.atomic():
        batch = locked(batch)
        refuse(batch, user, Tally.FIRST)
        batch.texts = texts
        sign(batch, user, Tally.FIRST)
        move(batch, user, State.SECOND, ENTERED)
    return batch


def check_texts(batch: Batch, user: Any, is_right: bool) -> Batch:
    """The second person has compared all texts with the sheets."""
    with transaction.atomic():
        batch = locked(batch)
        refuse(batch, user, Tally.SECOND)
        sign(batch, user, Tally.SECOND)
        if is_right:
            publish_texts(batch)
        move(batch, user, State.AGREED if is_right else State.DIFFERENT, AGREED if is_right else DIFFERED)
    return batch


def locked(batch: Batch) -> Batch:
    """As it is now, and nobody else changes it before we are done."""
    return Batch.objects.select_for_update().get(pk=batch.pk)


def entry_of(batch: Batch, user: Any) -> int:
    """Which of the two entries this person makes: their own, or the second."""
    return Tally.FIRST if batch.entered_by_id in (None, user.pk) else Tally.SECOND


def refuse(batch: Batch, user: Any, entry: int) -> None:
    if batch.state == State.AGREED or (entry == Tally.SECOND and batch.state == State.OPEN):
        raise ClosedError
    is_both = entry == Tally.FIRST and user.pk == batch.checked_by_id
    if is_both or entry_of(batch, user) != entry:
        raise NotYouError


def sign(batch: Batch, user: Any, entry: int) -> None:
    if entry == Tally.FIRST:
        batch.entered_by = user
    else:
        batch.checked_by = user


def compare(batch: Batch, user: Any) -> None:
    if not batch.tallies.filter(entry=Tally.SECOND).exists():
        move(batch, user, State.SECOND, ENTERED)
    elif differences(batch):
        move(batch, user, State.DIFFERENT, DIFFERED)
    else:
        move(batch, user, State.AGREED, AGREED)


def move(batch: Batch, user: Any, state: State, action: str) -> None:
    batch.state = state
    batch.agreed_at = timezone.now() if state == State.AGREED else None
    batch.save()
    log(instance=batch.module.specific, action=action, user=user, data={"batch": batch.title})


def counts_of(batch: Batch, entry: int) -> Counts:
    return {(tally.question, tally.option): tally.count for tally in batch.tallies.all() if tally.entry == entry}


def differences(batch: Batch) -> list[Difference]:
    """Number by number, in the order of the sheets; empty as long as only one person has entered."""
    first, second = counts_of(batch, Tally.FIRST), counts_of(batch, Tally.SECOND)
    if not second:
        return []
    found = [Difference(None, "", first.get(("", "")), second.get(("", "")))]
    poll = batch.module.specific
    for question in countable(poll):
        for option in ("", *question.labels):
            key = (question.id, option)
            found.append(Difference(question, question.labels.get(option, ""), first.get(key), second.get(key)))
    return [item for item in found if item.first != item.second]


def countable(poll: PollPage) -> list[Question]:
    """Questions whose answers can be counted on sheets."""
    return [question for question in questions_in(poll.questions) if question.is_closed]


def takes_texts(module: ModulePage) -> bool:
    return isinstance(module, WallPage | IdeaCollectionPage)


def parted(texts: str) -> list[str]:
    """The single cards or ideas: an empty line stands between them."""
    return [text.strip() for text in re.split(r"\n\s*\n", texts.replace("\r\n", "\n")) if text.strip()]


def drafts(module: ModulePage, texts: str, channel: str) -> Iterator[Card | Idea]:
    """What stands in the texts. The first line of an idea is its title."""
    for text in parted(texts):
        if isinstance(module, WallPage):
            yield Card(module=module, text=text, channel=channel)
        else:
            title, _line, rest = text.partition("\n")
            yield Idea(module=module, title=title.strip(), text=rest.strip() or title.strip(), channel=channel)


def publish_texts(batch: Batch) -> None:
    for number, draft in enumerate(drafts(batch.module.specific, batch.texts, batch.source)):
        stored = publish(draft, submission_of(batch.module, "batch", str(batch.pk), str(number)))
        FromBatch.objects.create(batch=batch, contribution=stored)


def publish(draft: Any, submission: str) -> Contribution:
    """Somebody of the town has read it while typing, so it need not wait."""
    stored, _is_new = contribute(draft, submission)
    if not stored.is_public:
        change_state(stored, Contribution.State.PUBLIC)
    return stored


def help_to_vote(poll: PollPage, user: Any, given: list[Given], channel: Channel, form: str) -> Helped:
    """A ballot for somebody who has asked for it; the same form sent twice is one."""

    def cast() -> dict[str, Ballot]:
        return {"ballot": cast_for_somebody(poll, given, channel)}

    return helped(poll, user, form, cast)


def help_to_write(module: ModulePage, user: Any, text: str, channel: Channel, form: str) -> Helped:
    """A card or an idea for somebody who has asked for it; the same form sent twice is one."""

    def write() -> dict[str, Contribution]:
        (draft,) = drafts(module, text, channel)
        return {"contribution": publish(draft, submission_of(module, "helped", form))}

    return helped(module, user, form, write)


def helped(module: ModulePage, user: Any, form: str, store: Any) -> Helped:
    digest = hashlib.sha256(f"{module.pk}\n{form}".encode()).hexdigest()
    with transaction.atomic():
        record, is_new = Helped.objects.get_or_create(submission=digest, defaults={"module": module, "helper": user})
        if is_new:
            Helped.objects.filter(pk=record.pk).update(**store())
            log(instance=module, action=HELPED, user=user)
    return record


def delete_batch(batch: Batch, user: Any) -> None:
    """A batch that does not count yet; raises ClosedError for an agreed one."""
    with transaction.atomic():
        batch = locked(batch)
        if batch.is_agreed:
            raise ClosedError
        log(instance=batch.module.specific, action=DELETED, user=user, data={"batch": batch.title})
        batch.delete()
