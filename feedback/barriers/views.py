"""Reporting a barrier, and the page that says what happens then."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from accounts import limits
from feedback import subjects
from feedback.barriers import actions
from feedback.barriers.dates import due_days, land
from feedback.forms import BarrierForm
from feedback.views import private, too_many

MOST = 20
LONGEST_ADDRESS = 1000


@require_http_methods(["GET", "HEAD", "POST"])
def report_view(request: HttpRequest) -> HttpResponse:
    """/barriere-melden/?seite=…: the form; the footer brings the address of the page along."""
    came_from = request.GET.get("seite", "")[:LONGEST_ADDRESS]
    form = BarrierForm(request.POST or None, initial={"where": came_from})
    if request.method == "POST" and form.is_valid():
        return take(request, form)
    first_due, last_due = due_days()
    context = {
        "form": form,
        "first_due": first_due,
        "last_due": last_due,
        "page_label": "feedback.report_a_barrier",
    }
    return private(request, "feedback/barrier_form.html", context, 422 if form.is_bound else 200)


def take(request: HttpRequest, form: BarrierForm) -> HttpResponse:
    """Nothing is stored of a robot, and nothing beyond the measure of one network."""
    if form.is_from_a_robot():
        return redirect("feedback:thanks")
    try:
        limits.spend(request, "feedback.barrier", MOST)
    except limits.TooManyError:
        return too_many(request)
    said = {name: form.cleaned_data[name] for name in ("what", "where", "email", "submission")}
    return redirect("barriers:arrived", actions.token_of(actions.take(said, subjects.find_public(said["where"]))))


@require_safe
def arrived_view(request: HttpRequest, token: str) -> HttpResponse:
    """/barriere-melden/<token>/: the number, and by when an answer comes."""
    report = actions.report_of(token)
    if report is None:
        raise Http404
    is_ours = report.where.startswith("/") and url_has_allowed_host_and_scheme(report.where, None)
    context = {"report": report, "land": land(), "back": report.where if is_ours else ""}
    context["page_label"] = "feedback.barrier_arrived"
    return private(request, "feedback/barrier_arrived.html", context)
