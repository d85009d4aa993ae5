"""What people wrote in polls, in the editors' interface: read it, choose what everybody may read, take it out again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.security_log import SecurityEvent, record
from participation.models import PollPage, Reason
from participation.moderation.access import leads, moderates
from participation.moderation.forms import SaysMore, words_field
from participation.module_admin import of_module
from participation.polls import written
from participation.polls.questions import Question
from participation.polls.results import PollResult

ON_A_LIST = 20
TITLE: Promise = gettext_lazy("What people wrote")


class TakeOutForm(SaysMore):
    """Why everybody shall not read an answer any longer. The town's people read the reason in the history of the page."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=Reason.choices)
    words = words_field(gettext_lazy("In your own words"), required=False)


def evaluates_any(user: Any) -> bool:
    """Whether there is a poll for this person to read."""
    return moderates(user) or written.polls_of(user).exists()


def polls_view(request: HttpRequest) -> HttpResponse:
    """/admin/participation/words/: the polls whose answers this person reads, the latest first."""
    if not evaluates_any(request.user):
        raise PermissionDenied
    in_words = Q(ballots__answers__is_confidential=False, ballots__answers__text__gt="")
    rows = written.polls_of(request.user).annotate(
        # Own words from a sheet hang on a row that is no ballot.
        number=Count("ballots", filter=Q(ballots__batch=None), distinct=True),
        written=Count("ballots__answers", filter=in_words),
        shown=Count("ballots__answers", filter=Q(ballots__answers__is_shown=True)),
    )
    context = {
        "page_title": TITLE,
        "header_icon": "comment",
        "rows": Paginator(rows.order_by("-pk"), ON_A_LIST).get_page(request.GET.get("p")),
    }
    return render(request, "participation/poll_words_list.html", context)


@of_module(written.may_read)
def words_view(request: HttpRequest, poll: PollPage) -> HttpResponse:
    """/admin/participation/<number>/words/: the answers in own words to one question of a poll, and the way to the others."""
    with_confidential = written.may_read_confidential(request.user, poll)
    asked = written.questions_with_words(poll, with_confidential)
    question = chosen(request, asked)
    if request.method != "POST":
        return drawn(request, poll, asked, question)
    if question is None or not leads(request.user, poll):
        raise PermissionDenied
    form = TakeOutForm(request.POST) if "take_out" in request.POST else None
    if form and not form.is_valid():
        return drawn(request, poll, asked, question, form)
    if form:
        take_out(request, poll, form)
    else:
        show(request, poll, question)
    return redirect(request.get_full_path())


def chosen(request: HttpRequest, asked: list[written.Written]) -> Question | None:
    """The question that was asked for, else the first one that this person may read; None where there is none."""
    readable = [one.question for one in asked if one.total is not None]
    name = request.GET.get("question", "")
    if not name:
        return readable[0] if readable else None
    if name not in [one.question.id for one in asked]:
        raise Http404
    if name not in [question.id for question in readable]:
        raise PermissionDenied
    return next(question for question in readable if question.id == name)


def drawn(
    request: HttpRequest,
    poll: PollPage,
    asked: list[written.Written],
    question: Question | None,
    form: TakeOutForm | None = None,
) -> HttpResponse:
    context = {
        "page_title": TITLE,
        "page_subtitle": poll.title,
        "header_icon": "comment",
        "poll": poll,
        "asked": asked,
        "question": question,
        "is_leading": leads(request.user, poll),
        "reasons": Reason.choices,
        "form": form,
        "failed": number_in(request.POST.get("take_out", "")) if form else 0,
        **(answers_to(request, poll, question) if question else {}),
    }
    return render(request, "participation/poll_words.html", context, status=422 if form else 200)


def answers_to(request: HttpRequest, poll: PollPage, question: Question) -> dict[str, Any]:
    """One page of answers; whoever opens confidential ones is written down."""
    with_confidential = written.may_read_confidential(request.user, poll)
    rows = written.words_of(poll, question, with_confidential)
    page = Paginator(rows, ON_A_LIST).get_page(request.GET.get("p"))
    answers = list(page.object_list)
    if question.is_confidential or any(answer.is_confidential for answer in answers):
        about = f"{poll.title} ({poll.pk}): {question.text}"
        record(SecurityEvent.Kind.CONFIDENTIAL, about, details=f"page {page.number}", request=request)
    decisions = written.decisions_on(poll, answers)
    return {
        "items": page,
        "elided_page_range": page.paginator.get_elided_page_range(page.number),
        "answers": [(answer, why(decisions.get(answer.pk))) for answer in answers],
        "counted": PollResult(poll, with_confidential=True).result_of(question) if is_only_here(question) else None,
    }


def is_only_here(question: Question) -> bool:
    """The result page counts everything but what was asked in confidence."""
    return question.is_confidential and question.is_closed


def why(entry: Any) -> str:
    """The reason for which an answer was taken out, in words."""
    if entry is None:
        return ""
    reason = str(Reason(entry.data["reason"]).label)
    return f"{reason} {entry.data['words']}".strip()


def show(request: HttpRequest, poll: PollPage, question: Question) -> None:
    numbers = [number_in(value) for value in request.POST.getlist("chosen")[:ON_A_LIST]]
    done = written.show(poll, question, numbers, request.user)
    if not done:
        messages.error(request, _("Please tick the answers that everybody may read."))
        return
    said = ngettext("%(count)d answer is shown with the result.", "%(count)d answers are shown with the result.", done)
    messages.success(request, said % {"count": done})


def take_out(request: HttpRequest, poll: PollPage, form: TakeOutForm) -> None:
    number = number_in(request.POST["take_out"])
    if written.take_out(poll, number, request.user, **form.cleaned_data):
        messages.success(request, _("Done: nobody reads this answer in public any more."))
    else:
        messages.warning(request, _("Nothing was changed: in the meantime the answer was changed or taken out."))


def number_in(value: str) -> int:
    """Zero for what is no number of an answer."""
    return int(value) if value.isdecimal() and len(value) < 12 else 0


def address_of(poll: Any) -> str:
    return reverse("participation_words", args=[poll.pk])
