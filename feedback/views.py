"""The two steps of “Was this page clear?”, as pages of their own; with JavaScript they open in place."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts import limits
from feedback import actions, subjects
from feedback.forms import ClearForm, WhyForm

# A class at school answers about one page from one address.
MOST = 100


def private(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page for one person, which nobody keeps and no search engine finds."""
    response = render(request, template, context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def too_many(request: HttpRequest) -> HttpResponse:
    return private(request, "feedback/too_many.html", {"page_label": "feedback.too_many"}, status=429)


@require_http_methods(["GET", "HEAD", "POST"])
def clear_view(request: HttpRequest) -> HttpResponse:
    """/rueckmeldung/: takes the first step and leads to the second; opened by its address it leads home."""
    if request.method != "POST":
        return redirect("/")
    form = ClearForm(request.POST)
    found = subjects.find(form.cleaned_data["about"]) if form.is_valid() else None
    if found is None:
        raise Http404
    if form.is_from_a_robot():
        return redirect("feedback:thanks")
    try:
        limits.spend(request, "feedback", MOST)
    except limits.TooManyError:
        return too_many(request)
    reply = actions.answer(request, found, form.is_clear)
    return redirect("feedback:thanks") if reply.says_why else redirect("feedback:why", actions.token_of(reply))


@require_http_methods(["GET", "HEAD", "POST"])
def why_view(request: HttpRequest, token: str) -> HttpResponse:
    """/rueckmeldung/<token>/: the second step. What was said first is counted already."""
    reply = actions.reply_of(token)
    if reply is None:
        raise Http404
    found = subjects.find(reply.subject.key)
    form = WhyForm(reply.is_clear, found.headings if found else [], request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not form.is_from_a_robot():
            said = form.cleaned_data
            actions.say_why(reply, said["cause"], said.get("part", ""), said["words"])
        return redirect("feedback:thanks")
    context = {"form": form, "reply": reply, "subject": found, "page_label": "feedback.why"}
    return private(request, "feedback/why.html", context, 422 if form.is_bound else 200)


@require_safe
def thanks_view(request: HttpRequest) -> HttpResponse:
    """/rueckmeldung/danke/: what happens now."""
    return private(request, "feedback/thanks.html", {"page_label": "feedback.thanks"})
