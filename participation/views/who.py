"""/beteiligung/…: saying who takes part: with an address that is confirmed, or a code on paper."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from participation import confirming, own
from participation.forms import WhoFields
from participation.identity import is_known
from participation.limits import TooManyError, spend
from participation.models import AccessCode, Identity, ModulePage
from participation.moderation.bans import BannedError
from participation.taking_part import join_by_code, refusal, turned_away
from participation.views.private import for_one_person
from participation.words import one_vote, privacy_line
from residents.mail_links import MailAwayError, own_path
from residents.passes import TooManyPassesError, too_many


@require_http_methods(["GET", "HEAD", "POST"])
@for_one_person
def enter(request: HttpRequest, number: int) -> HttpResponseBase:
    """/beteiligung/<number>/wer/: the address or the code, then back to where one came from."""
    module = get_object_or_404(ModulePage.objects.live().public(), pk=number)
    back = own_path(request.GET.get("zurueck", ""), request) or module.get_url()
    if module.identity not in (Identity.EMAIL, Identity.CODE) or is_known(request, module):
        return redirect(back)
    why = refusal(request, module)
    if why:
        return turned_away(request, module, why)
    form = WhoFields(request, module, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return who_page(request, form, 422 if form.is_bound else 200)
    if form.is_from_a_robot():
        return redirect(back)
    try:
        return by_code(request, form.access_code, back) if form.access_code else by_mail(request, form, back)
    except (TooManyError, TooManyPassesError):
        return too_many(request)
    except MailAwayError:
        form.add_error(None, confirming.mail_away())
        return who_page(request, form, 503)


def who_page(request: HttpRequest, form: WhoFields, status: int) -> HttpResponse:
    context = {
        "form": form,
        "module": form.module,
        "privacy_line": privacy_line(form.module, "vote"),
        "one_vote": one_vote(form.module),
        "page_label": "participation.enter",
    }
    return render(request, "participation/enter.html", context, status=status)


def by_code(request: HttpRequest, code: AccessCode, back: str) -> HttpResponseBase:
    response = HttpResponse(status=303)
    join_by_code(request, response, code)
    response["Location"] = back
    return response


def by_mail(request: HttpRequest, form: WhoFields, back: str) -> HttpResponseBase:
    email = form.cleaned_data["email"]
    spend(request, form.module, "mail")
    waiting = confirming.waiting_for_mail(form.module, email=email)
    try:
        confirming.send(waiting, back)
    except MailAwayError:
        waiting.delete()
        raise
    return redirect("participation:mail_sent", form.module.pk)


@require_safe
@for_one_person
def mail_sent(request: HttpRequest, number: int) -> HttpResponse:
    """/beteiligung/<number>/post-ist-unterwegs/: the same for every address."""
    module = get_object_or_404(ModulePage.objects.live().public(), pk=number)
    context = {"module": module, "days": confirming.LINK_LASTS.days, "page_label": "participation.mail_sent"}
    return render(request, "participation/mail_sent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_one_person
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """/beteiligung/bestaetigen/<token>/: what the link confirms, and a button that does it."""
    waiting = confirming.find(token)
    if waiting is None:
        return used(request)
    written = confirming.written_by(waiting)
    seen = confirming.seal_of(written)
    # Whoever wrote it could still change it after the page was drawn.
    if request.method != "POST" or request.POST.get("seen", "") != seen:
        context = {"waiting": waiting, "written": written, "seen": seen, "page_label": "participation.confirm"}
        return render(request, "participation/confirm.html", context)
    response = HttpResponse(status=303)
    try:
        written = confirming.confirm(request, response, waiting)
    except confirming.UsedError:
        return used(request)
    except BannedError as banned:
        return turned_away(request, waiting.module, str(banned))
    except TooManyPassesError:
        return too_many(request)
    back = own_path(request.GET.get("zurueck", ""), request) or waiting.module.get_url()
    response["Location"] = f"{own.address_of(written)}?neu=1" if written else back
    return response


def used(request: HttpRequest) -> HttpResponse:
    return render(request, "participation/link_used.html", {"page_label": "participation.link_used"}, status=410)
