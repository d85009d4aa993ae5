"""The pages behind the links when two ideas become one. Opening a link decides nothing; a button does."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from participation import limits
from participation.actions import merging
from participation.ideas.merging_mails import AGREE, RATHER_NOT, find_author, find_supporter
from participation.identity import participant_of
from participation.models import Merger
from participation.views.private import for_one_person
from residents.passes import too_many


@require_http_methods(["GET", "HEAD", "POST"])
@for_one_person
def answer(request: HttpRequest, token: str, choice: str) -> HttpResponseBase:
    """/beteiligung/zusammen/<token>/ja/ or …/nein/: both ideas, the reason, and the button of the author."""
    asked = find_author(token)
    if choice not in (AGREE, RATHER_NOT):
        raise Http404
    if asked is None:
        return nothing_there(request)
    if request.method == "POST":
        merging.answer(asked, agrees=choice == AGREE)
        return redirect(request.path)
    context = {
        "asked": asked,
        "merger": asked.merger,
        "is_open": asked.agrees is None and merging.is_open(asked.merger),
        "agrees": choice == AGREE,
        "token": token,
        "page_label": "participation.merge_answer",
    }
    return render(request, "participation/merging_answer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_one_person
def carry_over(request: HttpRequest, token: str) -> HttpResponseBase:
    """/beteiligung/mitnehmen/<token>/: one button, by which the support counts for the idea that the other went into."""
    asked = find_supporter(token)
    if asked is None:
        return nothing_there(request)
    if request.method == "POST":
        merging.carry_over(asked.merger, asked.participant)
        return redirect(request.path)
    context = {
        "merger": asked.merger,
        "is_done": asked.moved_at is not None,
        "is_open": asked.moved_at is None and merging.may_carry_over(asked.merger, asked.participant),
        "page_label": "participation.carry_over",
    }
    return render(request, "participation/merging_carry_over.html", context)


@require_POST
def carry_over_here(request: HttpRequest, number: int) -> HttpResponseBase:
    """/beteiligung/mitnehmen/<number>/: the same for a browser that has supported it, from the page of the idea."""
    one = Merger.objects.select_related("idea__module", "into__module").filter(state=Merger.State.MERGED)
    merger = get_object_or_404(one, pk=number)
    try:
        limits.spend(request, merger.idea.module, "vote")
    except limits.TooManyError:
        return too_many(request)
    me = participant_of(request, merger.idea.module)
    if me is not None:
        merging.carry_over(merger, me)
    return redirect(merger.into.get_absolute_url() if me else merger.idea.get_absolute_url())


def nothing_there(request: HttpRequest) -> HttpResponse:
    return render(request, "participation/link_used.html", {"page_label": "participation.link_used"}, status=410)
