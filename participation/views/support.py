"""The button with which somebody supports an idea or calls a comment helpful."""

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.visibility import for_everybody
from participation import limits, taking_part
from participation.access_codes import codes
from participation.actions.own_words import whole
from participation.identity import participant_of
from participation.models import Contribution, Idea, ModulePage, Participant, Support
from participation.support import support
from residents.passes import not_kept, too_many

WITHDRAW = "zurueck"


def supported(request: HttpRequest, idea: Idea) -> bool:
    """Whether this browser stands behind the idea; no query for strangers."""
    me = participant_of(request, idea.module)
    return me is not None and Support.objects.filter(contribution=idea, participant=me).exists()


def supported_in(request: HttpRequest, module: ModulePage) -> set[int]:
    """Everything in a module that this browser stands behind."""
    me = participant_of(request, module)
    return set(Support.objects.filter(participant=me).values_list("contribution", flat=True)) if me else set()


@require_POST
def press(request: HttpRequest, number: int) -> HttpResponseBase:
    """/beteiligung/unterstuetzen/<number>/: counts once, or takes it back with `tun=zurueck`; leads back to the page."""
    found = get_object_or_404(Contribution.objects.public().select_related("module"), pk=number)
    module = found.module
    if not module.with_support or not for_everybody(ModulePage.objects.filter(pk=module.pk)).exists():
        raise Http404
    about = whole(found)
    back = about.get_absolute_url()
    if getattr(about, "part_of", None):  # an idea that went into another one is supported there
        return redirect(back)
    try:
        limits.spend(request, module, "vote")
    except limits.TooManyError:
        return too_many(request)
    who = taking_part.voter(request, module, back)
    if not isinstance(who, Participant):
        return who
    try:
        support(found, who, wanted=request.POST.get("tun") != WITHDRAW)
    except codes.NoVotesLeftError:
        response = taking_part.turned_away(
            request, module, _("This code has no votes left. Take one back to give it here.")
        )
        response.status_code = 422
        return response
    response = HttpResponseRedirect(f"{back}#unterstuetzen" if isinstance(about, Idea) else back)
    response.status_code = 303
    return not_kept(response)
