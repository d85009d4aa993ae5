"""/mitmachen-folgen/: following by mail, confirming it, looking after it and ending it.

The answer to an address is the same whether it follows already or not. Opening a link changes nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from participation.following import asking, links
from participation.following.forgetting import end, end_all
from participation.following.forms import FollowForm, FrequencyForm
from participation.following.mails import write_to
from participation.following.subjects import KINDS, find, is_public, path_of, title_of, whole
from participation.models import Follower, Following
from residents.mail_links import MailAwayError, TooManyMailsError, UsedError
from residents.passes import resident_of, too_many
from residents.views import private

View = Callable[..., HttpResponseBase]


def with_secret(view: View) -> View:
    """The address is the key: no other site hears of it, and Django's log of refused requests does not name it."""

    @wraps(view)
    def answer(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        response = view(request, token, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    return private(answer)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def follow(request: HttpRequest, word: str, number: int) -> HttpResponseBase:
    """/mitmachen-folgen/<what>/<number>/: the form alone, and where all forms for following post to."""
    subject = find(word, number) if word in KINDS else None
    if subject is None:
        raise Http404
    resident = resident_of(request)
    if request.method != "POST":
        return follow_page(request, subject, FollowForm(), 200)
    if resident is not None:
        follower = asking.follow_as(resident, subject)
        return redirect("following:manage", links.token_of(follower))
    form = FollowForm(request.POST)
    return send(request, form, subject) or follow_page(request, subject, form, 422)


def send(request: HttpRequest, form: FollowForm, subject: Any) -> HttpResponseBase | None:
    """Send the link; None where the form has to be shown again with what is wrong."""
    if not form.is_valid():
        return None
    try:
        if not form.is_from_a_robot():
            asking.ask(request, form.cleaned_data["email"], subject)
    except TooManyMailsError:
        return too_many(request)
    except MailAwayError:
        form.add_error(None, _("We cannot send mails at this moment. Please try again in some minutes."))
        return None
    return redirect("following:mail_sent")


def follow_page(request: HttpRequest, subject: Any, form: FollowForm, status: int) -> HttpResponse:
    context = {**about(subject), "subject": subject, "form": form, "page_label": "following.follow"}
    return render(request, "participation/follow.html", context, status=status)


def about(subject: Any) -> dict[str, str]:
    return {"title": title_of(subject), "path": path_of(subject)}


@require_safe
@private
def mail_sent(request: HttpRequest) -> HttpResponse:
    """/mitmachen-folgen/post-ist-unterwegs/: the same for every address."""
    return render(request, "participation/follow_mail_sent.html", {"page_label": "following.mail_sent"})


@require_http_methods(["GET", "HEAD", "POST"])
@with_secret
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """/mitmachen-folgen/bestaetigen/<token>/: what one will follow, and a button that does it."""
    link = asking.find(token)
    if link is None:
        return closed(request)
    if request.method == "POST":
        try:
            asking.use(link)
        except UsedError:
            return closed(request)
        return redirect("following:manage", links.token_of(link.following.follower))
    context = {**about(whole(link.following.subject)), "email": link.following.follower.email}
    return render(request, "participation/follow_confirm.html", {**context, "page_label": "following.confirm"})


def closed(request: HttpRequest) -> HttpResponse:
    return render(request, "participation/follow_closed.html", {"page_label": "following.closed"}, status=410)


@require_http_methods(["GET", "HEAD", "POST"])
@with_secret
def manage(request: HttpRequest, token: str) -> HttpResponseBase:
    """/mitmachen-folgen/verwalten/<token>/: everything that somebody follows, and how often they hear of it."""
    follower = links.find(token)
    if follower is None:
        return closed(request)
    form = FrequencyForm(request.POST or None, instance=follower)
    if request.method == "POST" and form.is_valid():
        form.save()
        if follower.frequency == Follower.Frequency.AT_ONCE:
            write_to.enqueue(follower.pk)  # what waited for the morning
        return redirect(f"{request.path}?fertig=1")
    context = {
        "follower": follower,
        "form": form,
        "items": [(one, about_one(one)) for one in follower.followings.confirmed().with_subjects()],
        "token": token,
        "is_done": "fertig" in request.GET,
        "page_label": "following.manage",
    }
    return render(request, "participation/follow_manage.html", context, status=422 if form.errors else 200)


def about_one(following: Following) -> dict[str, str]:
    """What is no longer public keeps its place, without words of others and without an address."""
    subject = whole(following.subject)
    return about(subject) if is_public(subject) else {}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@with_secret
def end_one(request: HttpRequest, token: str, number: int) -> HttpResponseBase:
    """/mitmachen-folgen/abbestellen/<token>/<number>/: ends one subject."""
    follower = known(token)
    found = follower.followings.filter(pk=number).with_subjects().first() if follower else None
    if request.method == "POST":
        if found is not None:
            end(found)
        return ended(request, token)
    if found is None:
        return ended(request, token)
    context = {**about_one(found), "token": token, "page_label": "following.end"}
    return render(request, "participation/follow_end.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@with_secret
def end_everything(request: HttpRequest, token: str) -> HttpResponseBase:
    """/mitmachen-folgen/abbestellen/<token>/: ends all, and forgets the address."""
    follower = known(token)
    if request.method == "POST":
        if follower is not None:
            end_all(follower)
        return ended(request, token)
    if follower is None:
        return ended(request, token)
    context = {"is_all": True, "email": follower.email, "token": token, "page_label": "following.end"}
    return render(request, "participation/follow_end.html", context)


def known(token: str) -> Follower | None:
    """Whose link it is, None where they are gone; a link that we did not make is not found."""
    if not links.is_ours(token):
        raise Http404
    return links.find(token)


def ended(request: HttpRequest, token: str) -> HttpResponse:
    """The same for a second press, and for a mail program that has pressed before."""
    context = {"token": token, "goes_on": links.find(token) is not None, "page_label": "following.ended"}
    return render(request, "participation/follow_ended.html", context)
