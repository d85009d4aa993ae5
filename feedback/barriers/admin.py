"""Reports of barriers in the editors' interface: what is due, answering by mail, notes, closing."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from feedback.access import ANSWERS_BARRIERS
from feedback.barriers import actions
from feedback.barriers.dates import land, town
from feedback.models import BarrierReport

ON_A_PAGE = 20
LONGEST = 5000
DRAFTS = {
    "fixed": gettext_lazy("It is taken away"),
    "later": gettext_lazy("It takes longer"),
    "cannot": gettext_lazy("It cannot be taken away"),
}


class TextForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Text"), max_length=LONGEST, widget=forms.Textarea({"rows": 8}))


class NoteForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Internal note"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Only for those who work on it."),
    )


@permission_required(ANSWERS_BARRIERS)
def list_view(request: HttpRequest) -> HttpResponse:
    """/admin/barriers/: all reports, what is overdue on top."""
    reports = Paginator(BarrierReport.objects.by_due_day(), ON_A_PAGE).get_page(request.GET.get("p"))
    context = {"page_title": _("Reports of barriers"), "header_icon": "warning", "reports": reports}
    return render(request, "feedback/admin/barriers.html", context)


@permission_required(ANSWERS_BARRIERS)
def report_view(request: HttpRequest, pk: int) -> HttpResponse:
    """/admin/barriers/<pk>/: one report with all that was done about it; three buttons."""
    report = get_object_or_404(BarrierReport.objects.select_related("page"), pk=pk)
    action = request.POST.get("action", "") if request.method == "POST" else ""
    draft = draft_of(report, request.GET.get("draft", ""))
    answer = TextForm(request.POST if action == "answer" else None, initial={"text": draft})
    note = NoteForm(request.POST if action == "note" else None)
    if action and act(request, report, action, answer, note):
        return redirect("feedback_barrier", report.pk)
    context = {
        "page_title": _("Report %(number)s") % {"number": report.number},
        "page_subtitle": report.state,
        "header_icon": "warning",
        "report": report,
        "entries": report.entries.all(),
        "answer_form": answer,
        "note_form": note,
        "drafts": DRAFTS.items(),
        "land": land(),
    }
    return render(request, "feedback/admin/barrier.html", context, status=422 if action else 200)


def draft_of(report: BarrierReport, name: str) -> str:
    """The beginning of an answer, in the language of whoever wrote."""
    if name not in DRAFTS:
        return ""
    with translation.override(report.language):
        context = {"report": report, "town": town(), "draft": name}
        return render_to_string("feedback/barrier_draft.txt", context).strip()


def act(request: HttpRequest, report: BarrierReport, action: str, answer: TextForm, note: NoteForm) -> bool:
    """Do what the pressed button says; tell whether it was done."""
    if action == "answer" and report.email and answer.is_valid():
        return is_sent(request, report, answer.cleaned_data["text"])
    if action == "note" and note.is_valid():
        actions.note(report, request.user, note.cleaned_data["note"])
        messages.success(request, _("Noted."))
        return True
    if action == "close":
        actions.close(report, request.user)
        messages.success(request, _("Closed. It is deleted in a year."))
        return True
    return False


def is_sent(request: HttpRequest, report: BarrierReport, text: str) -> bool:
    try:
        actions.answer(report, request.user, text)
    except actions.NotSentError:
        messages.error(request, _("The mail server did not take it. Nothing was stored; please try again."))
        return False
    messages.success(request, _("Your answer is on its way."))
    return True
