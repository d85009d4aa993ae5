"""Bans in the editors' interface: one moderator proposes, a second one agrees."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from participation.models import Ban
from participation.moderation import bans
from participation.moderation.admin_views import ON_A_PAGE, moderators_only, own_contribution
from participation.moderation.forms import BanForm
from participation.moderation.queue import bans_of


@moderators_only
def bans_view(request: HttpRequest) -> HttpResponse:
    """/admin/participation/bans/: the newest first."""
    found = bans_of(request.user).select_related("participant__module", "proposed_by", "agreed_by")
    shown = Paginator(found.order_by("-proposed_at", "-pk"), ON_A_PAGE).get_page(request.GET.get("p"))
    now = timezone.now()
    context = {
        "page_title": _("Bans"),
        "header_icon": "lock",
        "items": shown,
        "elided_page_range": shown.paginator.get_elided_page_range(shown.number),
        "bans": [(ban, state_of(ban, now), ban.proposed_by_id == request.user.pk) for ban in shown.object_list],
    }
    return render(request, "participation/moderation/bans.html", context)


def state_of(ban: Ban, now: Any) -> str:
    """One of: lifted, proposed, over, in_force."""
    if ban.lifted_at:
        return "lifted"
    if not ban.agreed_at:
        return "proposed"
    return "over" if ban.ends_at and ban.ends_at <= now else "in_force"


@moderators_only
def propose_view(request: HttpRequest, pk: int) -> HttpResponse:
    """/admin/participation/<pk>/ban/: propose to ban the author of a contribution."""
    contribution = own_contribution(request, pk)
    participant = contribution.author
    if participant is None:
        raise Http404
    form = BanForm(participant, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("scope", "reason", "words")}
        bans.propose(participant, request.user, ends_at=form.ends_at, **said)
        messages.success(request, _("The ban is proposed. It holds as soon as somebody else agrees."))
        return redirect("participation_bans")
    context = {
        "page_title": _("Propose a ban"),
        "header_icon": "lock",
        "contribution": contribution,
        "participant": participant,
        "form": form,
    }
    return render(request, "participation/moderation/ban.html", context, status=422 if form.is_bound else 200)


def own_ban(request: HttpRequest, pk: int) -> Ban:
    return get_object_or_404(bans_of(request.user).select_related("participant__resident"), pk=pk)


@moderators_only
@require_POST
def agree_view(request: HttpRequest, pk: int) -> HttpResponse:
    """/admin/participation/bans/<pk>/agree/"""
    try:
        is_done = bans.agree(own_ban(request, pk), request.user, request)
    except bans.SameModeratorError:
        messages.error(request, _("You proposed this ban yourself. Somebody else must agree."))
        return redirect("participation_bans")
    tell(request, is_done, _("The ban holds from now on."))
    return redirect("participation_bans")


@moderators_only
@require_POST
def lift_view(request: HttpRequest, pk: int) -> HttpResponse:
    """/admin/participation/bans/<pk>/lift/"""
    tell(request, bans.lift(own_ban(request, pk), request), _("The ban has ended."))
    return redirect("participation_bans")


def tell(request: HttpRequest, is_done: bool, words: str) -> None:
    if is_done:
        messages.success(request, words)
    else:
        messages.error(request, _("Somebody else has decided about this ban in the meantime."))
