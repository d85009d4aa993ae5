"""Comments in threads of two levels, on ideas and everything else that people write."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.paginator import Page as PageOfResults
from django.core.paginator import Paginator
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from cms.visibility import for_everybody
from participation import taking_part
from participation.actions.own_words import whole
from participation.forms import ContributionForm
from participation.models import Comment, Contribution, ModulePage
from residents.passes import not_kept

PER_PAGE = 20
# So many answers stand below a comment at once; all of them on its own page.
ANSWERS_SHOWN = 5
LONGEST_COMMENT = 2000


class CommentForm(ContributionForm):
    def __init__(self, request: HttpRequest, module: ModulePage, data: Any = None, **kwargs: Any) -> None:
        super().__init__(request, module, data, **kwargs)
        self.fields["text"] = forms.CharField(
            label=_("Your comment"), max_length=LONGEST_COMMENT, widget=forms.Textarea(attrs={"rows": 4})
        )


@dataclass
class Thread:
    """A page of first comments, each with its first answers."""

    results: PageOfResults
    total: int
    answers: dict[int, list[Comment]] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)

    @property
    def entries(self) -> list[tuple[Comment, list[Comment], int]]:
        """Each first comment, the answers that stand below it, and how many more there are."""
        return [self.entry(comment) for comment in self.results]

    def entry(self, comment: Comment) -> tuple[Comment, list[Comment], int]:
        shown = self.answers.get(comment.pk, [])
        return comment, shown, self.numbers.get(comment.pk, 0) - len(shown)


def thread(comments: Any, number: str | None) -> Thread:
    """Four queries, however many comments there are; the newest first, answers in the order of a talk."""
    standing = comments.in_the_thread()
    results = Paginator(standing.filter(parent=None).order_by("-created_at", "-pk"), PER_PAGE).get_page(number)
    shown = list(results)
    replies = Comment.objects.in_the_thread().filter(parent__in=[comment.pk for comment in shown])
    order = Window(RowNumber(), partition_by=F("parent"), order_by=[F("created_at").asc(), F("pk").asc()])
    answers: dict[int, list[Comment]] = {}
    for answer in replies.annotate(place=order).filter(place__lte=ANSWERS_SHOWN).order_by("created_at", "pk"):
        answers.setdefault(answer.parent_id or 0, []).append(answer)
    numbers = dict(replies.order_by().values_list("parent").annotate(number=Count("pk")))
    return Thread(results, comments.public().count(), answers, numbers)


def refusal(request: HttpRequest, module: ModulePage, about: Contribution) -> str | None:
    """Why nobody, or not this person, can comment now; None for whoever can."""
    if about.comments_closed:
        return _("The comments are closed.")
    if getattr(about, "part_of", None):
        return _("This idea is part of another one now. Please write your comment there.")
    return taking_part.refusal(request, module)


def public_module(number: int) -> ModulePage:
    """The way to take part if everybody may see it and it has comments. Raises Http404."""
    return get_object_or_404(for_everybody(ModulePage.objects.filter(with_comments=True)), pk=number)


def write(request: HttpRequest, number: int) -> HttpResponseBase:
    """/beteiligung/kommentieren/<number>/: the form for a comment on a contribution, and where it is sent."""
    found = get_object_or_404(Contribution.objects.public(), pk=number)
    about = whole(found)
    if isinstance(about, Comment):
        raise Http404
    about.module = public_module(found.module_id)
    return taken(request, Comment(module=about.module, about=found), about, {"about": about})


def answer(request: HttpRequest, number: int) -> HttpResponseBase:
    """/beteiligung/kommentar/<number>/: a comment with all its answers, and the form for another one."""
    standing = Comment.objects.in_the_thread().filter(about__state=Contribution.State.PUBLIC)
    comment = get_object_or_404(standing.select_related("about", "parent"), id=number)
    comment.module = public_module(comment.module_id)
    about: Any = whole(comment.about)  # type: ignore[arg-type]
    about.module = comment.module
    draft = Comment(module=comment.module, about=comment.about, parent=comment.parent or comment)
    replies = Comment.objects.in_the_thread().filter(parent=comment).order_by("created_at", "pk")
    answers = Paginator(replies, PER_PAGE).get_page(request.GET.get("seite"))
    return taken(request, draft, about, {"about": about, "comment": comment, "answers": answers})


def taken(request: HttpRequest, draft: Comment, about: Contribution, context: dict[str, Any]) -> HttpResponseBase:
    """Store a comment that is complete, or show the form on a page of its own with everything that was typed."""
    module = draft.module
    why = refusal(request, module, about)
    form = CommentForm(request, module, request.POST if request.method == "POST" else None)
    if request.method == "POST" and why is None and form.is_valid():
        draft.text = form.cleaned_data["text"]
        return taking_part.take_in(request, module, form, draft, "comment")
    context |= {"module": module, "form": form, "refusal": why, "page_label": "participation.comment"}
    return not_kept(render(request, "participation/comment_new.html", context, status=422 if form.errors else 200))
