"""/beteiligung/beitrag/<token>/: what somebody wrote, what became of it, and how to change or delete it."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from participation import own
from participation.actions import own_words
from participation.forms import ChangeForm
from participation.models import Contribution
from participation.views.private import for_one_person


@require_http_methods(["GET", "HEAD", "POST"])
@for_one_person
def show(request: HttpRequest, token: str) -> HttpResponseBase:
    """Shows it; a post changes the words, within the time in which that is possible."""
    contribution = own.find(token)
    if contribution is None:
        return nothing_there(request)
    if request.method != "POST":
        return own_page(request, token, contribution, ChangeForm.of(contribution))
    form = ChangeForm.of(contribution, request.POST)
    if not form.is_valid():
        return own_page(request, token, contribution, form, 422)
    if not own_words.change(contribution, **form.cleaned_data):
        return own_page(request, token, contribution, form, 409)
    return redirect(f"{request.path}?geaendert=1")


@require_POST
@for_one_person
def delete(request: HttpRequest, token: str) -> HttpResponseBase:
    """…/loeschen/: asks once more, then deletes."""
    contribution = own.find(token)
    if contribution is None:
        return nothing_there(request)
    if not request.POST.get("sure"):
        context = {"contribution": contribution, "token": token, "page_label": "participation.delete_own"}
        return render(request, "participation/delete_own.html", context)
    own_words.take_away(contribution)
    return redirect("participation:own", token)


def own_page(
    request: HttpRequest, token: str, contribution: Contribution, form: ChangeForm, status: int = 200
) -> HttpResponse:
    context = {
        "contribution": contribution,
        "address": own_words.whole(contribution).get_absolute_url(),
        "module": contribution.module,
        "form": form,
        "token": token,
        "is_new": "neu" in request.GET,
        "is_changed": "geaendert" in request.GET,
        "can_change": own_words.can_change(contribution),
        "can_delete": contribution.state in own_words.DELETABLE,
        "page_label": "participation.own",
    }
    return render(request, "participation/own.html", context, status=status)


def nothing_there(request: HttpRequest) -> HttpResponse:
    return render(request, "participation/link_used.html", {"page_label": "participation.link_used"}, status=410)
