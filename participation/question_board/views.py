"""A question board for residents: ask, vote, and follow what is answered now, on a phone and on the big screen."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control

from participation import limits, qr, taking_part
from participation.access_codes.codes import NoVotesLeftError
from participation.models import BoardQuestion, QuestionBoardPage
from participation.question_board.board import ON_THE_SCREEN, board_of, public, shortlist_of, shown_now, version_of
from participation.question_board.form import QuestionForm
from participation.routes import below
from participation.support import support
from residents.passes import too_many


@below(QuestionBoardPage, "")
def show_board(board: QuestionBoardPage, request: HttpRequest) -> HttpResponseBase:
    """The page itself: what is answered now, the form, and all questions."""
    form = QuestionForm(request, board, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        draft = BoardQuestion(module=board, text=form.cleaned_data["text"])
        return taking_part.take_in(request, board, form, draft, "question")
    return drawn_board(board, request, form)


def drawn_board(
    board: QuestionBoardPage, request: HttpRequest, form: QuestionForm, *, no_votes_left: bool = False
) -> HttpResponse:
    request.is_preview = getattr(request, "is_preview", False)  # type: ignore[attr-defined]
    context = {**board.get_context(request), **stand_for(board, request), "form": form, "no_votes_left": no_votes_left}
    status = 422 if form.errors or no_votes_left else 200
    return TemplateResponse(request, "participation/question_board_page.html", context, status=status)


def stand_for(board: QuestionBoardPage, request: HttpRequest) -> dict[str, Any]:
    """How the board stands for whoever is asking."""
    reader = taking_part.participant_of(request, board)
    return {
        "page": board,
        "board": board_of(board, reader, request.GET),
        "version": version_of(board, reader, choice_of(request)),
        "refusal": taking_part.refusal(request, board),
        "one_vote": taking_part.one_vote(board),
        "privacy": taking_part.privacy_line(board, "vote"),
    }


def choice_of(request: HttpRequest) -> str:
    return f"{request.GET.get('seite')}-{request.GET.get('antworten')}"


@below(QuestionBoardPage, "stand/")
def live_questions(board: QuestionBoardPage, request: HttpRequest) -> HttpResponse:
    """All questions anew for a page that is open; 304 where nothing has changed."""
    version = version_of(board, taking_part.participant_of(request, board), choice_of(request))
    if has(request, version):
        return unchanged(version)
    context = stand_for(board, request)
    html = render_to_string("participation/question_lists.html", context, request)
    return told(version, html, context["board"].now)


@below(QuestionBoardPage, "leinwand/")
def question_screen(board: QuestionBoardPage, request: HttpRequest) -> HttpResponse:
    """The question that is answered now, large; nothing on it can be pressed."""
    response = render(request, "participation/question_screen.html", screen_of(board, request))
    patch_cache_control(response, no_cache=True)
    return response


@below(QuestionBoardPage, "leinwand/stand/")
def live_screen(board: QuestionBoardPage, request: HttpRequest) -> HttpResponse:
    """The big screen anew; 304 where nothing has changed."""
    version = version_of(board, None, "screen")
    if has(request, version):
        return unchanged(version)
    context = screen_of(board, request)
    return told(version, render_to_string("participation/question_screen_now.html", context, request), context["now"])


def screen_of(board: QuestionBoardPage, request: HttpRequest) -> dict[str, Any]:
    now, address = shown_now(board), board.get_full_url(request)
    coming = shortlist_of(board).exclude(pk=now.pk if now else 0)
    return {
        "page": board,
        "page_label": "participation.question_screen",
        "now": now,
        "coming": coming[:ON_THE_SCREEN],
        "version": version_of(board, None, "screen"),
        "address": qr.readable(address),
        "qr": qr.picture(address),
    }


def has(request: HttpRequest, version: str) -> bool:
    return request.headers.get("If-None-Match") == f'"{version}"'


def unchanged(version: str) -> HttpResponse:
    return HttpResponseNotModified(headers={"ETag": f'"{version}"', "Cache-Control": "private, no-cache"})


def told(version: str, html: str, now: BoardQuestion | None) -> HttpResponse:
    said = {"version": version, "html": html, "now": now.text if now else ""}
    return JsonResponse(said, headers={"ETag": f'"{version}"', "Cache-Control": "private, no-cache"})


@below(QuestionBoardPage, "frage/<int:number>/stimme/")
def vote_for_question(board: QuestionBoardPage, request: HttpRequest, number: int) -> HttpResponseBase:
    """Vote for a question, or take the vote back (`zurueck`)."""
    if request.method != "POST":
        return redirect(board.get_url())
    question = get_object_or_404(public(board).unanswered(), pk=number)
    if not board.with_support:
        raise Http404
    back = f"{board.get_url()}#frage-{question.pk}"
    try:
        limits.spend(request, board, "vote")
    except limits.TooManyError:
        return too_many(request)
    voter = taking_part.voter(request, board, back)
    if isinstance(voter, HttpResponseBase):
        return voter
    try:
        support(question, voter, wanted="zurueck" not in request.POST)
    except NoVotesLeftError:
        return drawn_board(board, request, QuestionForm(request, board), no_votes_left=True)
    return redirect(back)
