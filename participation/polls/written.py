"""What people wrote in a poll: who of the town reads it, and what of it everybody may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from wagtail.log_actions import log
from wagtail.models import PageLogEntry
from wagtail.permission_policies.pages import PagePermissionPolicy

from participation.models import Answer, PollPage
from participation.moderation.access import evaluates, modules_of
from participation.polls.questions import Question, questions_in

READ_CONFIDENTIAL = "participation.read_confidential_answers"
SHOWN, TAKEN_OUT = "participation.words_shown", "participation.words_taken_out"


@dataclass(frozen=True)
class Written:
    """A question with how many wrote something; None where the reader has no right to know."""

    question: Question
    total: int | None
    shown: int = 0


def may_read(user: Any, page: Any) -> bool:
    """What is not confidential is read by those who evaluate the poll."""
    return isinstance(page, PollPage) and evaluates(user, page)


def may_read_confidential(user: Any, poll: PollPage) -> bool:
    """The right alone opens no poll of somebody else."""
    return user.has_perm(READ_CONFIDENTIAL) and may_read(user, poll)


def polls_of(user: Any) -> QuerySet[PollPage]:
    """The polls that somebody evaluates, without asking each of them."""
    editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change").values("pk")
    return PollPage.objects.filter(Q(pk__in=modules_of(user).values("pk")) | Q(pk__in=editable))


def questions_with_words(poll: PollPage, with_confidential: bool) -> list[Written]:
    """Those that somebody can answer in own words, and all that are confidential: their answers stand nowhere else."""
    counted = {row["question"]: row for row in counts(poll, with_confidential)}
    asked = [one for one in questions_in(poll.questions) if not one.is_closed or one.has_other or one.is_confidential]
    return [written(one, counted, with_confidential) for one in asked]


def counts(poll: PollPage, with_confidential: bool) -> Any:
    found = words_in(poll, with_confidential).values("question")
    return found.annotate(total=Count("pk"), shown=Count("pk", filter=Q(is_shown=True))).order_by()


def written(question: Question, counted: dict[str, dict[str, Any]], with_confidential: bool) -> Written:
    if question.is_confidential and not with_confidential:
        return Written(question, None)
    row = counted.get(question.id, {"total": 0, "shown": 0})
    return Written(question, row["total"], row["shown"])


def words_in(poll: PollPage, with_confidential: bool) -> QuerySet[Answer]:
    found = Answer.objects.filter(ballot__module=poll).exclude(text="")
    return found if with_confidential else found.filter(is_confidential=False)


def words_of(poll: PollPage, question: Question, with_confidential: bool) -> QuerySet[Answer]:
    """The answers to one question, the newest first.

    Confidential ones stand in the order of the alphabet: in the order of time the same place in two lists would be the
    same person.
    """
    found = words_in(poll, with_confidential).filter(question=question.id)
    return found.order_by("text", "pk") if question.is_confidential else found.order_by("-pk")


def show(poll: PollPage, question: Question, numbers: Iterable[int], by: Any) -> int:
    """Everybody may read these answers with the result; says how many that changed. Confidential ones are passed over."""
    if question.is_confidential:
        return 0
    with transaction.atomic():
        hidden = words_of(poll, question, with_confidential=False).filter(is_shown=False, pk__in=numbers)
        found = sorted(hidden.values_list("pk", flat=True))
        Answer.objects.filter(pk__in=found).update(is_shown=True)
        if found:
            log(poll, SHOWN, user=by, data={"numbers": found})
    return len(found)


def take_out(poll: PollPage, number: int, by: Any, *, reason: str, words: str = "") -> bool:
    """Nobody reads this answer any more; the reason stands in the history of the page. False where it was not shown."""
    with transaction.atomic():
        if not Answer.objects.filter(ballot__module=poll, pk=number, is_shown=True).update(is_shown=False):
            return False
        log(poll, TAKEN_OUT, user=by, data={"number": number, "reason": reason, "words": words})
    return True


def decisions_on(poll: PollPage, answers: Iterable[Answer]) -> dict[int, PageLogEntry]:
    """Why answers were taken out of the public view, by their number; the last time counts."""
    numbers = [answer.pk for answer in answers]
    entries = PageLogEntry.objects.filter(page=poll.pk, action=TAKEN_OUT, data__number__in=numbers)
    return {entry.data["number"]: entry for entry in entries.select_related("user").order_by("timestamp", "pk")}
