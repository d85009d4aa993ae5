"""The moderators' views in the editors' interface."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required

from participation.models import Contribution
from participation.moderation import decisions, queue
from participation.moderation.access import MODERATES, contributions_of
from participation.moderation.forms import QueueFilter, RefuseForm

ON_A_PAGE = 20
moderators_only = permission_required(MODERATES)
LISTS = {
    "queue": (queue.queue_of, gettext_lazy("Waits for a decision"), "participation_queue"),
    "new": (queue.new_of, gettext_lazy("New and public"), "participation_new"),
    "taken_away": (queue.taken_away_of, gettext_lazy("Not public"), "participation_taken_away"),
}
TOO_LATE = gettext_lazy("Nothing was changed: in the meantime it was changed or decided. Please look again.")
SOMEBODY_ELSE = gettext_lazy("You took the first decision. Somebody else decides about the appeal.")


def listing(request: HttpRequest, name: str) -> HttpResponse:
    rows_of, title, address = LISTS[name]
    form = QueueFilter(request.user, request.GET or None)
    rows = form.filtered(rows_of(request.user)) if form.is_bound else rows_of(request.user)
    shown = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "page_title": title,
        "header_icon": "comment",
        "list": name,
        "lists": [(reverse(url), words, key == name) for key, (_rows, words, url) in LISTS.items()],
        "items": shown,
        "elided_page_range": shown.paginator.get_elided_page_range(shown.number),
        "entries": queue.entries(shown.object_list),
        "filter": form,
        "refuse_form": RefuseForm(auto_id=False),
        "address": reverse(address),
        "back": request.get_full_path(),
    }
    return render(request, "participation/moderation/list.html", context)


@moderators_only
def queue_view(request: HttpRequest) -> HttpResponse:
    """/admin/participation/queue/: what waits, was reported or appealed, the longest wait first."""
    return listing(request, "queue")


@moderators_only
def new_view(request: HttpRequest) -> HttpResponse:
    """/admin/participation/new/: what is public without anybody having looked at it."""
    return listing(request, "new")


@moderators_only
def taken_away_view(request: HttpRequest) -> HttpResponse:
    """/admin/participation/not-public/: what was refused, removed, or deleted by its author."""
    return listing(request, "taken_away")


def own_contribution(request: HttpRequest, pk: int) -> Contribution:
    """One of a project that the person moderates; of others nobody learns whether they exist."""
    return get_object_or_404(contributions_of(request.user), pk=pk)


@moderators_only
@require_POST
def allow_view(request: HttpRequest, pk: int) -> HttpResponse:
    """/admin/participation/<pk>/allow/: one press."""
    contribution = own_contribution(request, pk)
    following = next_one(request, pk)
    if allowed(request, contribution, request.POST.get("seen", "")):
        messages.success(request, _("Done: it is public."))
    return back(request, following)


@moderators_only
def allow_many_view(request: HttpRequest) -> HttpResponse:
    """/admin/participation/allow/: all that are ticked; opened by its address it leads to the queue."""
    if request.method != "POST":
        return back(request)
    ticked = dict(value.split(":", 1) for value in request.POST.getlist("chosen")[:ON_A_PAGE] if ":" in value)
    numbers = [int(number) for number in ticked if number.isdecimal() and len(number) < 12]
    found = contributions_of(request.user).filter(pk__in=numbers).order_by("pk")
    done = sum(allowed(request, contribution, ticked[str(contribution.pk)]) for contribution in found)
    if not numbers:
        messages.error(request, _("Please tick what you wish to publish."))
    if done:
        said = ngettext("%(count)d contribution is public.", "%(count)d contributions are public.", done)
        messages.success(request, said % {"count": done})
    return back(request)


def allowed(request: HttpRequest, contribution: Contribution, as_seen: str) -> bool:
    """Whether it was done; if not, the person reads why."""
    try:
        decisions.allow(contribution, request.user, as_seen)
    except decisions.TooLateError:
        messages.error(request, TOO_LATE)
        return False
    except decisions.SameModeratorError:
        messages.error(request, SOMEBODY_ELSE)
        return False
    return True


@moderators_only
def refuse_view(request: HttpRequest, pk: int) -> HttpResponse:
    """/admin/participation/<pk>/refuse/: with a reason, which the author reads."""
    contribution = own_contribution(request, pk)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        following = next_one(request, pk)
        if refused(request, contribution, form):
            messages.success(request, _("Done: it is not public. The author hears why."))
        return back(request, following)
    (entry,) = queue.entries([contribution])
    context = {
        "page_title": _("Why should it not be public?"),
        "header_icon": "comment",
        "entry": entry,
        "form": form,
        "seen": request.POST.get("seen") or entry.seen,
        "back": address_back(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "participation/moderation/refuse.html", context, status=status)


def refused(request: HttpRequest, contribution: Contribution, form: RefuseForm) -> bool:
    said = {name: form.cleaned_data[name] for name in ("reason", "words")}
    try:
        decisions.refuse(contribution, request.user, request.POST.get("seen", ""), **said)
    except decisions.TooLateError:
        messages.error(request, TOO_LATE)
        return False
    except decisions.SameModeratorError:
        messages.error(request, SOMEBODY_ELSE)
        return False
    return True


def next_one(request: HttpRequest, pk: int) -> int | None:
    """What stands below it in the list, so that work goes on there."""
    following = request.POST.get("next", "")
    return int(following) if following.isdecimal() and len(following) < 12 and int(following) != pk else None


def back(request: HttpRequest, following: int | None = None) -> HttpResponse:
    return redirect(address_back(request) + (f"#beitrag-{following}" if following else ""))


def address_back(request: HttpRequest) -> str:
    """The list with its filters, as it was; never another site."""
    address = request.POST.get("back") or request.GET.get("back") or ""
    is_ours = address.startswith("/admin/") and url_has_allowed_host_and_scheme(address, {request.get_host()})
    return address if is_ours else reverse("participation_queue")
