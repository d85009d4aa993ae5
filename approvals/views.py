"""The page behind the link in the mail. To open it changes nothing: programs that read mails open links, too."""

import copy
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal.ratelimit import consume_or_429
from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from approvals import links
from approvals.actions import ClosedError, UnfitError, decide
from approvals.forms import ApproveForm, SendBackForm
from approvals.models import ApprovalLink, Closed, Decision
from approvals.pictures import open_pictures

# For one network; the page itself is a second request beside the form.
LIMIT = {"link": "60/5m/ip"}
FORMS = {Decision.APPROVED: ApproveForm, Decision.SENT_BACK: SendBackForm}

View = Callable[[HttpRequest, str, ApprovalLink], HttpResponseBase]


def with_link(view: View) -> Callable[[HttpRequest, str], HttpResponseBase]:
    """Find the link, a limited number of times; what is answered is kept by nobody and found by no search engine."""

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponseBase:
        refused = consume_or_429(request, app="approvals", action="link", config=LIMIT, limit_get=True)
        if refused:
            return refused
        link = links.find(token)
        response = view(request, token, link) if link else closed_page(request, None, 404)
        patch_cache_control(response, private=True, no_store=True)
        response["X-Robots-Tag"] = "noindex, nofollow"
        # The address is the key: no other site hears of it, and Django's log of refused requests does not name it.
        response["Referrer-Policy"] = "same-origin"
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
@with_link
def decide_view(request: HttpRequest, token: str, link: ApprovalLink) -> HttpResponseBase:
    """/freigabe/<token>/: the version as residents will see it, and below it the decision."""
    if link.closed:
        return closed_page(request, link, 200 if link.closed == Closed.DECIDED else 410)
    forms: dict[Decision, Any] = {kind: form(initial={"name": link.name}) for kind, form in FORMS.items()}
    chosen = next((kind for kind in Decision if request.POST.get("decision") == kind), None)
    reasons: tuple[str, ...] = ()
    if request.method == "POST" and chosen:
        forms[chosen] = FORMS[chosen](request.POST)
        try:
            if forms[chosen].is_valid():
                decide(link, chosen, request=request, **answers(forms[chosen]))
                return redirect("approvals:decide", token)
        except ClosedError:
            return redirect("approvals:decide", token)
        except UnfitError as error:
            reasons = error.reasons
    context = {
        "link": link,
        "token": token,
        "title": link.revision.object_str,
        "approve_form": forms[Decision.APPROVED],
        "send_back_form": forms[Decision.SENT_BACK],
        "failed": next((form for form in forms.values() if form.errors), None),
        "reasons": reasons,
        "page_label": "approvals.decide",
    }
    response = render(request, "approvals/decide.html", context, status=422 if request.method == "POST" else 200)
    open_pictures(response, link, token)
    return response


def answers(form: Any) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("name", "reason") if name in form.cleaned_data}


@require_safe
@with_link
def version(request: HttpRequest, token: str, link: ApprovalLink) -> HttpResponseBase:
    """/freigabe/<token>/seite/: exactly the version that is asked about, drawn as for residents."""
    if link.closed:
        return closed_page(request, link, 410)
    page = link.revision.as_object()
    return page.make_preview_request(as_a_resident(request), page.default_preview_mode)


def as_a_resident(request: HttpRequest) -> HttpRequest:
    """The same request from somebody who is not signed in."""
    stranger = copy.copy(request)
    stranger.META = {name: value for name, value in request.META.items() if name != "HTTP_COOKIE"}
    return stranger


def closed_page(request: HttpRequest, link: ApprovalLink | None, status: int) -> HttpResponse:
    """Why the link opens nothing, and whom to ask; for a link that we do not know without any name."""
    context = {
        "link": link,
        "why": link.closed if link else None,
        "title": link.revision.object_str if link else "",
        "page_label": "approvals.closed",
    }
    return render(request, "approvals/closed.html", context, status=status)
