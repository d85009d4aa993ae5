"""/admin/participation/pictures/<number>/: why a picture of an idea is not shown; it is deleted then."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from participation.ideas import pictures
from participation.models import IdeaPicture
from participation.moderation.access import contributions_of
from participation.moderation.admin_views import moderators_only
from participation.moderation.decisions import DECIDED
from participation.moderation.forms import RefuseForm


@moderators_only
def refuse(request: HttpRequest, number: int) -> HttpResponse:
    """One of a project that the person moderates, also one that was let through before."""
    mine = IdeaPicture.objects.there().filter(idea__in=contributions_of(request.user).values("pk"))
    shown = get_object_or_404(mine.select_related("picture", "idea__module"), pk=number)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pictures.refuse(shown, reason=form.cleaned_data["reason"], words=form.cleaned_data["words"])
        log(shown.idea.module, DECIDED, user=request.user, data={"number": shown.idea_id, "decision": "block"})
        messages.success(request, _("The picture is deleted. The author reads why."))
        return redirect("participation_queue")
    context = {
        "page_title": _("Why should this picture not be shown?"),
        "header_icon": "image",
        "shown": shown,
        "form": form,
    }
    return render(request, "participation/admin/refuse_picture.html", context, status=422 if form.is_bound else 200)
