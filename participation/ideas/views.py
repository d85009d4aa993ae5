"""A collection of ideas, the form for a new one, and the page of each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse

from cms.visibility import for_everybody
from cms.visitor_forms import sent_fields
from participation import taking_part
from participation.ideas import merging
from participation.ideas.form import IdeaForm
from participation.ideas.listing import IdeaList
from participation.ideas.similar import similar_ideas
from participation.models import Card, Contribution, Idea, IdeaCollectionPage, ModulePage, ProjectPage
from participation.routes import below
from participation.views.support import supported
from participation.words import one_vote, privacy_line
from residents.passes import not_kept

State = Contribution.State
GONE = (State.REMOVED, State.CENSORED)
# Sent by the button with which somebody says that their idea is another one than those that are similar.
MINE = "eigene"


@below(IdeaCollectionPage, "")
def show_ideas(collection: IdeaCollectionPage, request: HttpRequest) -> HttpResponse:
    """The ideas in a list and on a map; the form has an address of its own."""
    request.is_preview = getattr(request, "is_preview", False)  # type: ignore[attr-defined]
    context = {**collection.get_context(request), "ideas": IdeaList(collection, request.GET)}
    return TemplateResponse(request, "participation/idea_collection_page.html", context)


@below(IdeaCollectionPage, "neu/")
def new_idea(collection: IdeaCollectionPage, request: HttpRequest) -> HttpResponseBase:
    """The form; before an idea is stored its author sees those that are similar, and may support one instead."""
    refusal = taking_part.refusal(request, collection)
    form = IdeaForm(request, collection, request.POST if request.method == "POST" else None)
    if request.method == "POST" and refusal is None and form.is_valid():
        similar = (
            []
            if MINE in request.POST or form.is_from_a_robot()
            else similar_ideas(collection, form.cleaned_data["title"])
        )
        if not similar:
            return taking_part.take_in(request, collection, form, form.draft(), "idea")
        return asked_about_similar(collection, request, similar)
    context = {**collection.get_context(request), "form": form, "refusal": refusal}
    status = 422 if form.errors else 200
    return not_kept(render(request, "participation/idea_new.html", context, status=status))


def asked_about_similar(collection: IdeaCollectionPage, request: HttpRequest, similar: list[Idea]) -> HttpResponseBase:
    """Nothing is stored yet, and everything typed is carried along."""
    fields = [(name, value) for name, value in sent_fields(request) if name != "csrfmiddlewaretoken"]
    context = {**collection.get_context(request), "similar": similar, "fields": fields, "mine": MINE}
    return not_kept(render(request, "participation/idea_similar.html", context))


@below(IdeaCollectionPage, "idee/<int:number>-<slug:slug>/")
def show_idea(collection: IdeaCollectionPage, request: HttpRequest, number: int, slug: str) -> HttpResponseBase:
    """One idea with everything that came of it. What nobody may see is not there; what was there says that it is gone."""
    ideas = Idea.objects.select_related("category", "milestone", "merged_into")
    idea = ideas.filter(id=number, module=collection).first()
    if idea is None or idea.state not in (State.PUBLIC, *GONE):
        raise Http404
    idea.module = collection
    if idea.state in GONE:
        context = {**collection.get_context(request), "idea": idea}
        return render(request, "participation/idea_gone.html", context, status=410)
    if slug != idea.slug:
        return redirect(idea.get_absolute_url(), permanent=False)
    context = {
        **collection.get_context(request),
        **whole_story(idea),
        **merging.told(request, idea),
        "supported": supported(request, idea),
        "support_lines": f"{one_vote(collection)} {privacy_line(collection, 'vote')}",
    }
    return render(request, "participation/idea.html", context)


def whole_story(idea: Idea) -> dict[str, Any]:
    """The idea, what the town said, and the chain from the cards to the milestone as far as everybody may see it."""
    cards = Card.objects.public().filter(became=idea).select_related("module")
    project = for_everybody(ProjectPage.objects.filter(pk=idea.project_id)).first() if idea.project_id else None
    return {
        "idea": idea,
        "answers": idea.answers.filter(published_at__isnull=False),
        "pictures": idea.pictures.shown().select_related("picture").prefetch_related("picture__renditions"),
        "cards": cards.filter(module__in=for_everybody(ModulePage.objects.all())),
        "became": project,
        "milestone": idea.milestone if project and idea.milestone and idea.milestone.project_id == project.pk else None,
        "points": [idea.point(idea.title, "", idea.place)] if idea.position else [],
    }
