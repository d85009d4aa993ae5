"""/admin/participation/aims/<project>/: what do you want to achieve? Then the right pages are prepared."""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.town import TownSettings
from participation.aims.catalogue import AIMS, Aim
from participation.aims.drafts import prepare
from participation.models import ProjectPage

SENDING_BYTES = 12


class AimsForm(forms.Form):
    """Which of the aims that this person can choose here."""

    aims: forms.MultipleChoiceField = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please tick at least one thing that you want to achieve.")},
    )
    sending = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, aims: list[Aim], data: Any = None) -> None:
        super().__init__(data, initial={"sending": secrets.token_urlsafe(SENDING_BYTES)})
        field: Any = self.fields["aims"]
        field.choices = [(aim.name, aim.words) for aim in aims]


def can_prepare(user: Any, project: ProjectPage) -> bool:
    """Whoever may add pages below the project."""
    may: bool = project.permissions_for_user(user).can_add_subpage()
    return may


def aims_for(project: ProjectPage, is_small: bool) -> list[Aim]:
    """Those whose pages can stand below this project; in small-town mode the three that few people can look after."""
    kinds = project.creatable_subpage_models()
    fitting = [aim for aim in AIMS if aim.kind in kinds and aim.kind.can_create_at(project)]
    return [aim for aim in fitting if aim.for_small_towns or not is_small]


def choose(request: HttpRequest, number: int) -> HttpResponse:
    """The aims with a box to tick each; looking changes nothing."""
    project = get_object_or_404(ProjectPage, pk=number)
    if not can_prepare(request.user, project):
        raise PermissionDenied
    is_small = TownSettings.for_request(request).is_small
    aims = aims_for(project, is_small and "alle" not in request.GET)
    form = AimsForm(aims, request.POST if request.method == "POST" else None)
    if form.is_valid():
        wanted = [aim for aim in aims if aim.name in form.cleaned_data["aims"]]
        return prepared(request, project, wanted, form.cleaned_data["sending"])
    context = {
        "page_title": _("What would you like to achieve?"),
        "page_subtitle": project.get_admin_display_title(),
        "header_icon": "help",
        "project": project,
        "aims": aims,
        "chosen": set(form["aims"].value() or ()),
        "form": form,
        "has_more": is_small and len(aims) < len(aims_for(project, is_small=False)),
    }
    return render(request, "participation/admin/aims.html", context, status=422 if form.errors else 200)


def prepared(request: HttpRequest, project: ProjectPage, aims: list[Aim], sending: str) -> HttpResponse:
    """To the form of the first draft; of several the message names all."""
    pages = prepare(project, aims, request.user, sending)
    words = ngettext(
        "Prepared as a draft: %(titles)s. Nobody sees it before it is published.",
        "Prepared as drafts: %(titles)s. Nobody sees them before they are published.",
        len(pages),
    )
    titles = ", ".join(_("“%(title)s”") % {"title": page.title} for page in pages)
    messages.success(request, words % {"titles": titles})
    return redirect("wagtailadmin_pages:edit", pages[0].pk)
