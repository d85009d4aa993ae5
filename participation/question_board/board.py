"""What stands on a question board: what is answered now, what comes next, what is open, what has been answered."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, Sum
from django.utils import timezone
from django.utils.translation import get_language

from participation.models import BoardQuestion, Contribution, Participant, QuestionBoardPage, Support

ON_A_PAGE = 30
# What can be called up next and still be read from the last row.
ON_THE_SCREEN = 5


@dataclass(frozen=True)
class Board:
    """The public questions of a board in the order in which they matter."""

    now: BoardQuestion | None
    shortlist: list[BoardQuestion]
    open: Page
    answered: Page
    supported: set[int]
    """Those that the reader has voted for."""

    @property
    def is_empty(self) -> bool:
        return not (self.now or self.shortlist or self.open or self.answered)


def public(board: QuestionBoardPage) -> Any:
    return BoardQuestion.objects.public().filter(module=board)


def shown_now(board: QuestionBoardPage) -> BoardQuestion | None:
    """The question that those on the stage are answering."""
    return public(board).called().first()


def shortlist_of(board: QuestionBoardPage) -> Any:
    return public(board).unanswered().filter(shortlisted=True).by_votes()


def board_of(board: QuestionBoardPage, reader: Participant | None, choice: Any) -> Board:
    """`choice` names the pages that the reader has turned to."""
    if not public(board).exists():
        nothing = Paginator(BoardQuestion.objects.none(), ON_A_PAGE).get_page(1)
        return Board(now=None, shortlist=[], open=nothing, answered=nothing, supported=set())
    now = shown_now(board)
    number = now.pk if now else 0
    waiting = public(board).unanswered().filter(shortlisted=False).exclude(pk=number).by_votes()
    return Board(
        now=now,
        shortlist=list(shortlist_of(board).exclude(pk=number)),
        open=Paginator(waiting, ON_A_PAGE).get_page(choice.get("seite")),
        answered=Paginator(public(board).answered(), ON_A_PAGE).get_page(choice.get("antworten")),
        supported=supported_by(board, reader),
    )


def supported_by(board: QuestionBoardPage, reader: Participant | None) -> set[int]:
    if reader is None:
        return set()
    found = Support.objects.filter(contribution__module=board, participant=reader)
    return set(found.values_list("contribution_id", flat=True))


def version_of(board: QuestionBoardPage, reader: Participant | None, choice: str) -> str:
    """Another one after every change that this reader would see; two queries at most."""
    votes = Sum(F("support_count") * F("pk"))
    questions = Contribution.objects.public().filter(module=board)
    # An aggregate and not one query a question: a hall of 200 people asks every two seconds.
    stand = sorted(questions.aggregate(latest=Max("changed_at"), count=Count("pk"), votes=votes).items())
    seen = [stand, board.is_open, sorted(supported_by(board, reader)), choice, get_language()]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def call_up(question: BoardQuestion) -> None:
    """Show it on the big screen in place of any other."""
    change(question, called_at=timezone.now())


def call_nobody(board: QuestionBoardPage) -> None:
    """Nothing is asked at the moment."""
    for question in public(board).called():
        change(question, called_at=None)


def call_next(board: QuestionBoardPage, step: int) -> BoardQuestion | None:
    """The next question of the shortlist (1) or the one before (-1); at the end of the list it stays as it is."""
    queue, now = list(shortlist_of(board)), shown_now(board)
    numbers = [question.pk for question in queue]
    here = numbers.index(now.pk) if now and now.pk in numbers else (-1 if step > 0 else len(queue))
    if not 0 <= here + step < len(queue):
        return None
    call_up(queue[here + step])
    return queue[here + step]


def answer(question: BoardQuestion, words: str) -> None:
    """It has been answered; what was said may be added or changed later."""
    change(question, answer=words, answered_at=question.answered_at or timezone.now())


def reopen(question: BoardQuestion) -> None:
    """It was marked as answered by mistake. What was written stays for the next time."""
    change(question, answered_at=None, called_at=None)


def put_on_shortlist(question: BoardQuestion, is_on: bool) -> None:
    change(question, shortlisted=is_on)


def change(question: BoardQuestion, **values: Any) -> None:
    """Only these values: votes that come in at the same moment are not overwritten."""
    for name, value in values.items():
        setattr(question, name, value)
    question.save(update_fields=[*values, "changed_at"])
