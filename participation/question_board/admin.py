"""/admin/participation/questions/<page>/: whoever leads an evening chooses what is asked next and says what was answered."""

import hashlib
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F, Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.models import BoardQuestion, Contribution, QuestionBoardPage
from participation.models.moderation import Reason
from participation.models.questions import LONGEST_ANSWER
from participation.moderation.access import leads
from participation.moderation.decisions import SameModeratorError, TooLateError, allow, refuse
from participation.open_boards import current
from participation.question_board import board as question_board

ON_A_PAGE = 50
State = Contribution.State


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("What was answered, in short"),
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HideForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=Reason.choices)


def lead_view(request: HttpRequest, number: int) -> HttpResponse:
    """The board for the one who leads: what is on the screen, what comes next, what is new."""
    board = get_object_or_404(QuestionBoardPage, pk=number)
    if not leads(request.user, board):
        raise PermissionDenied
    answer_form = None
    if request.method == "POST":
        answer_form = carry_out(request, board)
        if answer_form is None:
            return redirect(f"{reverse('participation_questions', args=[board.pk])}{anchor(request)}")
    return drawn(request, board, answer_form)


def anchor(request: HttpRequest) -> str:
    """Where the list was pressed it is shown again."""
    number = request.POST.get("question", "")
    return f"#frage-{number}" if number.isdecimal() and request.POST.get("do") == "answer" else ""


def drawn(request: HttpRequest, board: QuestionBoardPage, answer_form: AnswerForm | None) -> HttpResponse:
    context = {
        **stand(request, board),
        "page_title": _("Lead the evening"),
        "page_subtitle": board.title,
        "header_icon": "help",
        "answer_form": answer_form,
        "failed": request.POST.get("question", "") if answer_form else "",
        "version": version_of(board),
        "live": reverse("participation_questions_live", args=[board.pk]),
    }
    return render(request, "participation/question_lead.html", context, status=422 if answer_form else 200)


def live_view(request: HttpRequest, number: int) -> HttpResponse:
    """/admin/participation/questions/<page>/stand/: the lists anew for a page that is open; 304 where nothing has changed."""
    board = get_object_or_404(QuestionBoardPage, pk=number)
    if not leads(request.user, board):
        raise PermissionDenied
    return current(request, version_of(board), "participation/question_lead_board.html", lambda: stand(request, board))


def version_of(board: QuestionBoardPage) -> str:
    """Another one after every change that whoever leads would see; one query."""
    seen = BoardQuestion.objects.filter(module=board, state__in=(State.PUBLIC, State.WAITING))
    votes = Sum(F("support_count") * F("pk"))
    found = seen.aggregate(latest=Max("changed_at"), count=Count("pk"), votes=votes)
    return hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest()[:16]


def stand(request: HttpRequest, board: QuestionBoardPage) -> dict[str, Any]:
    """What is on the screen, and all lists."""
    public = question_board.public(board)
    fresh = public.unanswered().filter(shortlisted=False).by_votes()
    return {
        "board": board,
        "now": question_board.shown_now(board),
        "shortlist": question_board.shortlist_of(board),
        "waiting": BoardQuestion.objects.filter(module=board, state=State.WAITING).order_by("created_at")[:ON_A_PAGE],
        "open": Paginator(fresh, ON_A_PAGE).get_page(request.GET.get("seite")),
        "answered": list(public.answered()[:ON_A_PAGE]),
        "reasons": Reason.choices,
        "longest": LONGEST_ANSWER,
    }


def carry_out(request: HttpRequest, board: QuestionBoardPage) -> AnswerForm | None:
    """Do what was pressed; the form comes back where the answer cannot be taken."""
    done = request.POST.get("do", "")
    if done in STEPS:
        STEPS[done](request, board)
        return None
    if done not in DEEDS:
        return None
    question = question_of(board, request.POST.get("question", ""))
    return DEEDS[done](request, question)


def question_of(board: QuestionBoardPage, number: str) -> BoardQuestion:
    pk = int(number) if number.isdecimal() and len(number) < 10 else 0
    known: Any = BoardQuestion.objects.filter(module=board, state__in=(State.PUBLIC, State.WAITING))
    return get_object_or_404(known, pk=pk)


def next_question(request: HttpRequest, board: QuestionBoardPage) -> None:
    if question_board.call_next(board, 1) is None:
        messages.warning(request, _("There is no further question on the shortlist."))


def previous_question(request: HttpRequest, board: QuestionBoardPage) -> None:
    if question_board.call_next(board, -1) is None:
        messages.warning(request, _("There is no earlier question on the shortlist."))


def answered_and_next(request: HttpRequest, board: QuestionBoardPage) -> None:
    """The usual step on a stage; which question was meant is said by the page, so that pressing twice is pressing once."""
    now = question_board.shown_now(board)
    if now is None or str(now.pk) != request.POST.get("question"):
        return
    following = [one for one in question_board.shortlist_of(board) if one.pk != now.pk]
    question_board.answer(now, now.answer)
    if following:
        question_board.call_up(following[0])


def empty_screen(request: HttpRequest, board: QuestionBoardPage) -> None:
    question_board.call_nobody(board)


def to_shortlist(request: HttpRequest, question: BoardQuestion) -> None:
    question_board.put_on_shortlist(question, True)


def off_shortlist(request: HttpRequest, question: BoardQuestion) -> None:
    question_board.put_on_shortlist(question, False)


def to_screen(request: HttpRequest, question: BoardQuestion) -> None:
    if question.is_public:
        question_board.call_up(question)


def answer(request: HttpRequest, question: BoardQuestion) -> AnswerForm | None:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return form
    question_board.answer(question, form.cleaned_data["answer"])
    return None


def reopen(request: HttpRequest, question: BoardQuestion) -> None:
    question_board.reopen(question)


def publish(request: HttpRequest, question: BoardQuestion) -> None:
    decided(request, lambda: allow(question, request.user, request.POST.get("seen", "")))


def hide(request: HttpRequest, question: BoardQuestion) -> None:
    form = HideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a reason; the author reads it."))
        return
    reason = form.cleaned_data["reason"]
    decided(request, lambda: refuse(question, request.user, request.POST.get("seen", ""), reason=reason))


def decided(request: HttpRequest, decide: Callable[[], Any]) -> None:
    try:
        decide()
    except (TooLateError, SameModeratorError):
        messages.warning(request, _("This question has changed in the meantime. Look at it again."))


STEPS: dict[str, Callable[[HttpRequest, QuestionBoardPage], None]] = {
    "next": next_question,
    "previous": previous_question,
    "answered": answered_and_next,
    "empty": empty_screen,
}
DEEDS: dict[str, Callable[[HttpRequest, BoardQuestion], AnswerForm | None]] = {
    "shortlist": to_shortlist,
    "unlist": off_shortlist,
    "screen": to_screen,
    "answer": answer,
    "reopen": reopen,
    "publish": publish,
    "hide": hide,
}
