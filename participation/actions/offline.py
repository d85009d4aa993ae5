"""What two people must agree on before it counts: sheets of paper, entered once and once more by somebody else."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from participation.actions.contribute import change_state, contribute, submission_of
from participation.actions.vote import cast_for_somebody
from participation.models import (
    Answer,
    Ballot,
    Batch,
    BoardQuestion,
    Card,
    Channel,
    Contribution,
    FromBatch,
    Helped,
    Idea,
    IdeaCollectionPage,
    ModulePage,
    PollPage,
    QuestionBoardPage,
    Tally,
    WallPage,
)
from participation.polls.forms import Given
from participation.polls.questions import Question, questions_in

State = Batch.State
Counts = dict[tuple[str, str], int]
"""How often each option of each question stands on the sheets; ("", "") is the number of all sheets.

Of signatures for ideas the question is SIGNED and the option the number of the idea.
"""
SIGNED = "signed"

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


def enter_tallies(
    batch: Batch, user: Any, entry: int, counts: Counts, *, words: dict[str, str] | None = None, agreed: bool = True
) -> Batch:
    """Store what one of the two has counted. Once both are there they are compared.

    The first person types the own words, the second has compared them with the sheets and says whether they are right
    (`agreed`). Raises NotYouError and ClosedError.
    """
    with transaction.atomic():
        batch = locked(batch)
        refuse(batch, user, entry)
        batch.tallies.filter(entry=entry).delete()
        rows = [Tally(batch=batch, entry=entry, question=q, option=o, count=n) for (q, o), n in counts.items()]
        Tally.objects.bulk_create(rows)
        sign(batch, user, entry)
        take_words(batch, entry, words or {}, agreed)
        compare(batch, user)
    return batch


def take_words(batch: Batch, entry: int, words: dict[str, str], agreed: bool) -> None:
    """What was compared holds until the first person changes a word."""
    if entry == Tally.SECOND:
        batch.words_agreed = agreed
    elif batch.words != words:
        batch.words, batch.words_agreed = words, False


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
    elif differences(batch) or words_differ(batch):
        move(batch, user, State.DIFFERENT, DIFFERED)
    else:
        keep_words(batch)
        add_signatures(batch)
        move(batch, user, State.AGREED, AGREED)


def words_differ(batch: Batch) -> bool:
    """Whether the second person has not found the own words as they stand on the sheets."""
    return bool(batch.words) and not batch.words_agreed


def keep_words(batch: Batch) -> None:
    """Own words become answers; each hangs on a row that is no ballot, for its sheet is counted with the batch."""
    for question in questions_in(batch.module.specific.questions) if batch.words else []:
        for line in lines(batch.words.get(question.id, "")):
            sheet = Ballot.with_sheets.create(module_id=batch.module_id, batch=batch, channel=batch.source)
            Answer.objects.create(
                ballot=sheet, question=question.id, text=line, is_confidential=question.is_confidential
            )
    batch.words = {}


def add_signatures(batch: Batch) -> None:
    for (question, option), number in counts_of(batch, Tally.FIRST).items():
        if question == SIGNED:
            signed = Contribution.objects.filter(pk=int(option), module=batch.module_id)
            signed.update(support_count=F("support_count") + number, support_offline=F("support_offline") + number)


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
    for question, option, label in signed_in(batch) if batch.is_signatures else asked_in(batch.module.specific):
        key = (question.id if question else SIGNED, option)
        found.append(Difference(question, label, first.get(key), second.get(key)))
    return [item for item in found if item.first != item.second]


def asked_in(poll: PollPage) -> Iterator[tuple[Question, str, str]]:
    for question in countable(poll):
        yield question, "", ""
        for option, label in question.labels.items():
            yield question, option, label


def signed_in(batch: Batch) -> Iterator[tuple[None, str, str]]:
    """The ideas that one of the two has found signatures for."""
    numbers = {int(tally.option) for tally in batch.tallies.all() if tally.question == SIGNED}
    for idea in Idea.objects.filter(pk__in=numbers).order_by("pk"):
        yield None, str(idea.pk), f"{idea.pk} {idea.title}"


def countable(poll: PollPage) -> list[Question]:
    """Questions whose answers can be counted on sheets."""
    return [question for question in questions_in(poll.questions) if question.is_closed]


def takes_texts(module: ModulePage) -> bool:
    return isinstance(module, WallPage | IdeaCollectionPage | QuestionBoardPage)


def lines(words: str) -> list[str]:
    """Own words in a poll: one answer to a line."""
    return [line.strip() for line in words.splitlines() if line.strip()]


def parted(texts: str) -> list[str]:
    """The single cards, ideas or questions: an empty line stands between them."""
    return [text.strip() for text in re.split(r"\n\s*\n", texts.replace("\r\n", "\n")) if text.strip()]


def drafts(module: ModulePage, texts: str, channel: str) -> Iterator[Card | Idea | BoardQuestion]:
    """What stands in the texts. The first line of an idea is its title."""
    for text in parted(texts):
        if isinstance(module, WallPage):
            yield Card(module=module, text=text, channel=channel)
        elif isinstance(module, QuestionBoardPage):
            yield BoardQuestion(module=module, text=text, channel=channel)
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
