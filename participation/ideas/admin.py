"""/admin/participation/ideas/: the ideas that the town has to answer, the answers, and what comes of each idea."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.actions import answers
from participation.ideas import merging_admin
from participation.models import Contribution, Idea, Milestone, OfficialAnswer, ParticipationIndexPage, ProjectPage
from participation.moderation.access import moderates, modules_of, projects_of

PER_PAGE = 20
# People who tell an idea should hear from the town within four weeks.
ANSWER_WITHIN = timedelta(weeks=4)
OVERDUE, NO_ANSWER = "overdue", "none"


class IdeaFilter(forms.Form):
    project: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Project"), queryset=ProjectPage.objects.none(), required=False
    )
    status = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("All")), *Idea.Status.choices]
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            (OVERDUE, gettext_lazy("overdue: no answer after four weeks")),
            (NO_ANSWER, gettext_lazy("without an answer")),
        ],
    )

    def __init__(self, user: Any, data: Any) -> None:
        super().__init__(data or None)
        field: Any = self.fields["project"]
        field.queryset = projects_of(user)

    def narrow(self, ideas: Any) -> Any:
        if not self.is_bound or not self.is_valid():
            return ideas
        project, status, answer = (self.cleaned_data[name] for name in ("project", "status", "answer"))
        if project:
            ideas = ideas.filter(module__path__startswith=project.path)
        if status:
            ideas = ideas.filter(status=status)
        if answer:
            ideas = ideas.filter(is_answered=False)
        if answer == OVERDUE:
            ideas = ideas.filter(overdue())
        return ideas


class AnswerForm(forms.ModelForm):
    paper_url = forms.URLField(
        label=gettext_lazy("Address of the paper"), required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = OfficialAnswer
        fields = ["status", "reason", "text", "signed", "paper_title", "paper_url"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 2}), "text": forms.Textarea(attrs={"rows": 6})}


class ChainForm(forms.Form):
    """What came of an idea: a project, or one of its milestones."""

    project: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Project"), queryset=ProjectPage.objects.none(), required=False
    )
    milestone = forms.ModelChoiceField(
        label=gettext_lazy("or a milestone"), queryset=Milestone.objects.none(), required=False
    )

    def __init__(self, user: Any, idea: Idea, data: Any = None) -> None:
        super().__init__(data, initial={"project": idea.project_id, "milestone": idea.milestone_id})
        project, milestone = self.fields["project"], self.fields["milestone"]
        project.queryset = projects_of(user)  # type: ignore[attr-defined]
        of_theirs = Milestone.objects.filter(project__in=projects_of(user)).select_related("project")
        milestone.queryset = of_theirs.order_by("project__title", "sort_order")  # type: ignore[attr-defined]
        milestone.label_from_instance = lambda step: f"{step.project.title}: {step.title}"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        project, milestone = cleaned.get("project"), cleaned.get("milestone")
        if project and milestone and milestone.project_id != project.pk:
            self.add_error("milestone", _("This milestone belongs to another project."))
        return cleaned


def overdue() -> Q:
    """Ideas that are open for longer than an answer should take; to be asked of those without an answer."""
    return Q(status=Idea.Status.OPEN, created_at__lt=timezone.now() - ANSWER_WITHIN)


def ideas_of(user: Any) -> Any:
    """The public ideas of the projects that somebody looks after, each with whether the town has answered."""
    published = OfficialAnswer.objects.filter(idea=OuterRef("pk"), published_at__isnull=False)
    mine = Idea.objects.filter(state=Contribution.State.PUBLIC, module__in=modules_of(user).values("pk"))
    return mine.annotate(is_answered=Exists(published))


def find(request: HttpRequest, number: int) -> Idea:
    return get_object_or_404(ideas_of(request.user).select_related("module", "project", "milestone"), id=number)


def list_ideas(request: HttpRequest) -> HttpResponse:
    """All that stand for themselves, those that wait longest first."""
    if not moderates(request.user):
        raise PermissionDenied
    chosen = IdeaFilter(request.user, request.GET)
    standing = ideas_of(request.user).exclude(merged_into__state=Contribution.State.PUBLIC)
    found = chosen.narrow(standing).select_related("module").order_by("is_answered", "created_at", "pk")
    context = {
        "page_title": _("Ideas"),
        "header_icon": "pick",
        "filter": chosen,
        "items": Paginator(found, PER_PAGE).get_page(request.GET.get("p")),
        "overdue_before": timezone.now() - ANSWER_WITHIN,
    }
    return render(request, "participation/idea_admin_list.html", context)


def edit_idea(request: HttpRequest, number: int) -> HttpResponse:
    """One idea: answer it, say what came of it, close its comments, propose that it goes into another one."""
    idea = find(request, number)
    deed = DEEDS.get(request.POST.get("do", "")) if request.method == "POST" else None
    forms_shown = {"form": AnswerForm(instance=draft_of(idea)), "chain": ChainForm(request.user, idea)}
    forms_shown |= merging_admin.shown(idea)
    if deed:
        done = deed(request, idea, forms_shown)
        if done:
            return done
    context = {
        "page_title": idea.title,
        "page_subtitle": idea.module.title,
        "header_icon": "pick",
        "idea": idea,
        "answers": idea.answers.filter(published_at__isnull=False),
        "can_make_project": can_make_project(request.user),
        **forms_shown,
    }
    status = 422 if any(getattr(form, "errors", None) for form in forms_shown.values()) else 200
    return render(request, "participation/idea_admin.html", context, status=status)


def draft_of(idea: Idea) -> OfficialAnswer:
    """The answer that is being prepared, or a new one."""
    return idea.answers.filter(published_at=None).first() or OfficialAnswer(idea=idea, status=idea.status)


def store_answer(request: HttpRequest, idea: Idea, shown: dict[str, Any]) -> HttpResponse | None:
    """Keep the answer as a draft, or publish it at once."""
    shown["form"] = form = AnswerForm(request.POST, instance=draft_of(idea))
    if not form.is_valid():
        return None
    answer = form.save()
    if request.POST["do"] == "publish":
        answers.publish(answer)
        messages.success(request, _("The answer is public."))
    else:
        messages.success(request, _("The answer is stored as a draft. Only the town sees it."))
    return redirect("participation_idea", idea.pk)


def link(request: HttpRequest, idea: Idea, shown: dict[str, Any]) -> HttpResponse | None:
    shown["chain"] = form = ChainForm(request.user, idea, request.POST)
    if not form.is_valid():
        return None
    answers.become(idea, form.cleaned_data["project"], form.cleaned_data["milestone"])
    messages.success(request, _("Stored. The idea and the project name each other now."))
    return redirect("participation_idea", idea.pk)


def overview() -> ParticipationIndexPage | None:
    return ParticipationIndexPage.objects.live().order_by("path").first()


def can_make_project(user: Any) -> bool:
    above = overview()
    return above is not None and above.permissions_for_user(user).can_add_subpage()


def make_project(request: HttpRequest, idea: Idea, shown: dict[str, Any]) -> HttpResponse | None:
    """A draft with the idea's words, which the editor finds open."""
    above = overview()
    if above is None or not can_make_project(request.user):
        raise PermissionDenied
    project = answers.new_project(idea, above, request.user)
    messages.success(request, _("A draft of a project is made. Residents see it once it is published."))
    return redirect("wagtailadmin_pages:edit", project.pk)


def close_comments(request: HttpRequest, idea: Idea, shown: dict[str, Any]) -> HttpResponse | None:
    idea.comments_closed = not idea.comments_closed
    idea.save(update_fields=["comments_closed", "changed_at"])
    messages.success(request, _("The comments are closed.") if idea.comments_closed else _("The comments are open."))
    return redirect("participation_idea", idea.pk)


DEEDS = {
    "prepare": store_answer,
    "publish": store_answer,
    "link": link,
    "project": make_project,
    "comments": close_comments,
    **merging_admin.DEEDS,
}
