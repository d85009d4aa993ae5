"""Paper, events and telephone in the editors' interface: batches of sheets, entered by one and checked by another."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from participation.actions import offline
from participation.models import Batch, ModulePage, PollPage, Tally
from participation.module_admin import may_enter, of_module
from participation.offline.forms import (
    BatchForm,
    HelpToVoteForm,
    HelpToWriteForm,
    SignaturesForm,
    TallyForm,
    TextsForm,
)
from participation.offline.overview import TITLE
from participation.polls.forms import PollFields

ON_A_LIST = 20


def takes_offline(page: Any) -> bool:
    return isinstance(page, PollPage) or offline.takes_texts(page)


def may_enter_here(user: Any, page: Any) -> bool:
    """Whether anything of this page comes on paper at all, and this person may enter it."""
    return takes_offline(page) and may_enter(user, page)


@of_module(may_enter_here)
def batches(request: HttpRequest, module: ModulePage) -> HttpResponseBase:
    """/admin/participation/<number>/offline/: all batches of a way to take part, and a new one."""
    form = BatchForm(module, request.POST or None)
    if form.is_valid():
        form.instance.module, form.instance.entered_by = module, request.user
        batch = form.save()
        return redirect("participation_batch", batch.pk)
    rows = module.batches.select_related("entered_by", "checked_by")
    context = {
        "module": module,
        "rows": Paginator(rows, ON_A_LIST).get_page(request.GET.get("p")),
        "form": form,
        "page_title": TITLE,
        "page_subtitle": module.title,
        "header_icon": "edit",
    }
    return render(request, "participation/offline_list.html", context, status=422 if form.errors else 200)


def batch_view(request: HttpRequest, number: int) -> HttpResponseBase:
    """/admin/participation/batch/<number>/: what this person has to do with these sheets."""
    batch = find(request, number)
    if batch.is_agreed:
        return draw(request, batch, None)
    return tally_view(request, batch) if is_counted(batch) else texts_view(request, batch)


def is_counted(batch: Batch) -> bool:
    """Whether both people count; texts are typed by one and read by the other."""
    return batch.is_signatures or isinstance(batch.module, PollPage)


def find(request: HttpRequest, number: int) -> Batch:
    """The batch, unless the user may not enter what comes on paper there."""
    batch = get_object_or_404(Batch.objects.select_related("module", "entered_by", "checked_by"), pk=number)
    batch.module = batch.module.specific
    if not may_enter_here(request.user, batch.module):
        raise PermissionDenied
    return batch


def tally_view(request: HttpRequest, batch: Batch) -> HttpResponseBase:
    """Each counts for themselves; the numbers of the other are only shown where the two differ."""
    entry = offline.entry_of(batch, request.user)
    if batch.state == Batch.State.OPEN and entry == Tally.SECOND:
        return draw(request, batch, None)
    form = (SignaturesForm if batch.is_signatures else TallyForm)(batch, entry, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return after(
            request,
            batch,
            lambda: offline.enter_tallies(
                batch, request.user, entry, form.counts(), words=form.words(), agreed=form.agreed
            ),
        )
    return draw(request, batch, form)


def texts_view(request: HttpRequest, batch: Batch) -> HttpResponseBase:
    if offline.entry_of(batch, request.user) == Tally.SECOND:
        if request.method == "POST":
            is_right = "right" in request.POST
            return after(request, batch, lambda: offline.check_texts(batch, request.user, is_right))
        return draw(request, batch, None)
    form = TextsForm(batch, request.POST or None, initial={"texts": batch.texts})
    if request.method == "POST" and form.is_valid():
        return after(request, batch, lambda: offline.enter_texts(batch, request.user, form.cleaned_data["texts"]))
    return draw(request, batch, form)


def after(request: HttpRequest, batch: Batch, enter: Any) -> HttpResponseBase:
    """Do it and say what comes next; refused, nothing has changed."""
    try:
        batch = enter()
    except offline.NotYouError:
        messages.error(request, _("This is for the other of the two people."))
    except offline.ClosedError:
        messages.error(request, _("This batch cannot be entered or checked now."))
    else:
        say = messages.success if batch.is_agreed else messages.warning
        say(request, NEXT[batch.state] % {"title": batch.title})
    return redirect("participation_batch", batch.pk)


NEXT: dict[str, Any] = {
    Batch.State.SECOND: gettext_lazy("Stored. Now somebody else has to enter or compare “%(title)s”."),
    Batch.State.DIFFERENT: gettext_lazy("The two do not agree on “%(title)s”. Look at the sheets together."),
    Batch.State.AGREED: gettext_lazy("Both agree: “%(title)s” counts from now on."),
}


def draw(request: HttpRequest, batch: Batch, form: Any) -> HttpResponseBase:
    is_first = offline.entry_of(batch, request.user) == Tally.FIRST
    context = {
        "batch": batch,
        "form": form,
        "is_first": is_first,
        "is_counted": is_counted(batch),
        "is_closed": offline.entry_of(batch, request.user) == Tally.SECOND and batch.state == Batch.State.OPEN,
        # Nobody copies the numbers of the other: they are shown where both have counted, and only where they differ.
        "differences": offline.differences(batch) if batch.state == Batch.State.DIFFERENT else [],
        "words_differ": batch.state == Batch.State.DIFFERENT and offline.words_differ(batch),
        "texts": offline.parted(batch.texts) if batch.is_agreed or not is_first else [],
        "page_title": batch.title,
        "page_subtitle": batch.module.title,
        "header_icon": "edit",
    }
    return render(request, "participation/offline_batch.html", context, status=422 if form and form.errors else 200)


@require_POST
def delete_view(request: HttpRequest, number: int) -> HttpResponseBase:
    """/admin/participation/batch/<number>/delete/: only what does not count yet."""
    batch = find(request, number)
    try:
        offline.delete_batch(batch, request.user)
    except offline.ClosedError:
        messages.error(request, _("This batch counts already and cannot be deleted."))
        return redirect("participation_batch", number)
    messages.success(request, _("“%(title)s” is deleted.") % {"title": batch.title})
    return redirect("participation_batches", batch.module_id)


@of_module(may_enter_here)
def help_view(request: HttpRequest, module: ModulePage) -> HttpResponseBase:
    """/admin/participation/<number>/help/: take part for somebody at the telephone or the counter."""
    is_poll = isinstance(module, PollPage)
    form: Any = (HelpToVoteForm if is_poll else HelpToWriteForm)(module, request.POST or None)
    if not module.is_open:
        messages.warning(request, _("One can take part here only while it is open."))
        return redirect("participation_batches", module.pk)
    if request.method == "POST" and form.is_valid():
        helped(request, module, form)
        messages.success(request, _("Thank you, it is counted. No name is kept."))
        return redirect("participation_help", module.pk)
    context = {
        "module": module,
        "form": form,
        "asked": form.asked() if is_poll else [],
        "page_title": _("Take part for somebody"),
        "page_subtitle": module.title,
        "header_icon": "group",
    }
    return render(request, "participation/offline_help.html", context, status=422 if form.errors else 200)


def helped(request: HttpRequest, module: ModulePage, form: Any) -> None:
    channel, sent = form.cleaned_data["channel"], form.cleaned_data["submission"]
    if isinstance(form, PollFields):
        offline.help_to_vote(module, request.user, form.answers(), channel, sent)  # type: ignore[arg-type]
    else:
        offline.help_to_write(module, request.user, form.cleaned_data["text"], channel, sent)
