"""All batches of sheets at one glance, below “Participation” in the editors' interface."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_required

from cms.reports import pages_to_edit
from participation.models import (
    Batch,
    IdeaCollectionPage,
    ModulePage,
    PollPage,
    QuestionBoardPage,
    WallPage,
)
from participation.module_admin import ENTER
from participation.offline.waiting import batches_of, waiting_for

ON_A_PAGE = 20
TITLE = _("Paper and telephone")
WITH_PAPER = (PollPage, WallPage, IdeaCollectionPage, QuestionBoardPage)


class WhichBatches(forms.Form):
    """What is shown; what makes no sense filters nothing."""

    state = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("all batches")), ("mine", _("what waits for me")), *Batch.State.choices],
    )

    def rows(self, user: Any) -> Any:
        asked = self.cleaned_data.get("state") if self.is_valid() else ""
        if asked == "mine":
            return waiting_for(user)
        return batches_of(user).filter(state=asked) if asked else batches_of(user)


class WhereForm(forms.Form):
    """For which way to take part there are new sheets."""

    module: Any = forms.ModelChoiceField(ModulePage.objects.none(), label=_("New sheets for"), empty_label=None)

    def __init__(self, user: Any, data: Any = None) -> None:
        super().__init__(data)
        found = ModulePage.objects.type(*WITH_PAPER).filter(pk__in=pages_to_edit(user))
        self.fields["module"].queryset = found.order_by("title")  # type: ignore[attr-defined]


@permission_required(ENTER)
def all_batches(request: HttpRequest) -> HttpResponse:
    """/admin/participation/batches/: all sheets that this person may enter or check; a new batch begins with its page."""
    where = WhereForm(request.user, request.GET if "module" in request.GET else None)
    if where.is_valid():
        return redirect("participation_batches", where.cleaned_data["module"].pk)
    which = WhichBatches(request.GET)
    rows = which.rows(request.user).select_related("module", "entered_by", "checked_by")
    context = {
        "rows": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("p")),
        "which": which,
        "where": where,
        "is_all": True,
        "page_title": TITLE,
        "header_icon": "edit",
    }
    return render(request, "participation/offline_all.html", context)
