"""Pictures of one's own idea: added and deleted at the author's own link."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from participation import limits, own
from participation.ideas import pictures
from participation.ideas.picture_form import PictureForm
from participation.models import Idea, IdeaPicture
from participation.views.own import nothing_there
from participation.views.private import for_one_person
from residents.passes import too_many


def idea_of(token: str) -> Idea | None:
    """The idea of this link; None for one that we did not make, and for other things that people write."""
    found = own.find(token)
    return Idea.objects.select_related("module", "merged_into").filter(pk=found.pk).first() if found else None


@require_http_methods(["GET", "HEAD", "POST"])
@for_one_person
def add(request: HttpRequest, token: str) -> HttpResponseBase:
    """/beteiligung/beitrag/<token>/bild/: the form; one picture at a time."""
    idea = idea_of(token)
    if idea is None:
        return nothing_there(request)
    if not pictures.can_add(idea):
        return redirect("participation:own", token)
    is_sent = request.method == "POST"
    form = PictureForm(request.POST, request.FILES) if is_sent else PictureForm()
    if is_sent:
        try:
            limits.spend(request, idea.module, "picture")
        except limits.TooManyError:
            return too_many(request)
        if form.is_valid():
            return taken(idea, token, form)
    context = {"idea": idea, "token": token, "form": form, "page_label": "participation.add_picture"}
    return render(request, "participation/idea_picture_new.html", context, status=422 if is_sent else 200)


def taken(idea: Idea, token: str, form: PictureForm) -> HttpResponseBase:
    """A robot is thanked, and nothing stored."""
    if not form.is_from_a_robot():
        pictures.add(idea, form.cleaned_data["picture"], form.cleaned_data["description"])
    return redirect("participation:own", token)


@require_POST
@for_one_person
def delete(request: HttpRequest, token: str, number: int) -> HttpResponseBase:
    """/beteiligung/beitrag/<token>/bild/<number>/loeschen/: at once, with its file."""
    idea = idea_of(token)
    if idea is None:
        return nothing_there(request)
    picture = IdeaPicture.objects.filter(idea=idea, id=number).first()
    if picture is None:
        raise Http404
    picture.delete()
    return redirect("participation:own", token)
