"""What residents see of moderation: the report, and the appeal of the author."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts.networks import client_address, network_of
from cms.visibility import for_everybody
from participation import limits, own
from participation.models import Contribution, ModulePage
from participation.moderation import appeals, reports
from participation.moderation.forms import AppealForm, ReportForm


def answer(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page for one person, which nobody keeps and no search engine finds."""
    response = render(request, template, context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def unlogged(response: HttpResponse) -> HttpResponse:
    """The address is the key, so Django's log of refused requests does not name it."""
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def status_of(form: Any) -> int:
    return 422 if form.is_bound else 200


@require_http_methods(["GET", "HEAD", "POST"])
def report_view(request: HttpRequest, pk: int) -> HttpResponse:
    """/beteiligung/meldung/<pk>/: anybody can say that something should not stand there; only of what is public."""
    modules = for_everybody(ModulePage.objects.all()).values("pk")
    public = Contribution.objects.public().filter(module__in=modules).select_related("module")
    contribution = get_object_or_404(public, pk=pk)
    form = ReportForm(request.POST or None)
    context = {"contribution": contribution, "form": form, "page_label": "participation.report"}
    if request.method == "POST" and form.is_valid():
        try:
            take_report(request, contribution, form)
        except limits.TooManyError:
            return answer(request, "participation/report_too_many.html", context, status=429)
        return redirect("moderation:reported")
    return answer(request, "participation/report.html", context, status_of(form))


def take_report(request: HttpRequest, contribution: Contribution, form: ReportForm) -> None:
    """Raises TooManyError; a robot is thanked and nothing stored."""
    if form.is_from_a_robot():
        return
    limits.spend(request, contribution.module, "report")
    submission = f"{contribution.pk}:{form.cleaned_data['submission'].hex}"
    reports.report(contribution, submission, network_of(client_address(request)), **form.said())


@require_safe
def reported_view(request: HttpRequest) -> HttpResponse:
    """/beteiligung/gemeldet/: what happens now."""
    return answer(request, "participation/reported.html", {"page_label": "participation.reported"})


@require_http_methods(["GET", "HEAD", "POST"])
def appeal_view(request: HttpRequest, token: str) -> HttpResponse:
    """/beteiligung/widerspruch/<token>/: what was decided about the own contribution, why, and what one can do about it."""
    contribution = own.find(token)
    decision = appeals.decision_against(contribution) if contribution else None
    if contribution is None or decision is None:
        return unlogged(answer(request, "participation/link_used.html", {"page_label": "participation.link_used"}, 404))
    form = AppealForm(request.POST or None)
    earlier = getattr(decision, "appeal", None)
    context = {
        "contribution": contribution,
        "decision": decision,
        "appeal": earlier,
        "final": contribution.decisions.order_by("-at", "-pk").first(),
        "form": form,
        "page_label": "participation.appeal",
    }
    if earlier or request.method != "POST" or not form.is_valid():
        return unlogged(answer(request, "participation/appeal.html", context, 200 if earlier else status_of(form)))
    try:
        limits.spend(request, contribution.module, "report")
    except limits.TooManyError:
        return answer(request, "participation/report_too_many.html", context, status=429)
    if not form.is_from_a_robot():
        appeals.appeal(contribution, decision, form.cleaned_data["words"])
    return redirect("moderation:appeal", token)
