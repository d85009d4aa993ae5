"""/admin/participation/drafts/<page>/: all comments on a draft by paragraph, the town's answers, and a table to take away."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.spreadsheets import Table, csv_file
from participation.drafts.comments import Passage, Review
from participation.models import Comment, ParagraphAnswer, TextReviewPage
from participation.moderation.access import evaluates

ON_A_PAGE = 50


class ParagraphAnswerForm(forms.ModelForm):
    class Meta:
        model = ParagraphAnswer
        fields = ["verdict", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 5})}


def review_for(request: HttpRequest, number: int) -> Review:
    """Answers are published at once, so who gives them must be allowed to publish; see `may_answer`."""
    page = get_object_or_404(TextReviewPage, pk=number)
    if not evaluates(request.user, page):
        raise PermissionDenied
    return Review(page)


def may_answer(request: HttpRequest, review: Review) -> bool:
    return review.page.permissions_for_user(request.user).can_publish()


def header(review: Review, title: str) -> dict[str, Any]:
    return {"review": review, "page_title": title, "page_subtitle": review.page.title, "header_icon": "comment"}


def comments_view(request: HttpRequest, number: int) -> HttpResponse:
    """The paragraphs in their order, each with the number of its comments and what was answered."""
    review = review_for(request, number)
    context = {**header(review, _("Comments on the draft")), "passages": [*review.passages, *review.removed]}
    return render(request, "participation/text_review_comments.html", context)


def answer_view(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """One paragraph: its comments, and the form for the town's answer."""
    review = review_for(request, number)
    passage = review.find(name)
    if passage is None:
        raise Http404
    form = ParagraphAnswerForm(request.POST or None, instance=passage.answer)
    if request.method == "POST":
        if not may_answer(request, review):
            raise PermissionDenied
        if form.is_valid():
            keep(form, review, passage, request.user)
            messages.success(request, _("The answer is public."))
            return redirect("participation_drafts", number)
    found = confirmed(review).filter(paragraph=name).order_by("-created_at", "-pk")
    context = {
        **header(review, _("Answer a paragraph")),
        "passage": passage,
        "form": form if may_answer(request, review) else None,
        "comments": Paginator(found, ON_A_PAGE).get_page(request.GET.get("seite")),
    }
    status = 422 if form.errors and request.method == "POST" else 200
    return render(request, "participation/text_review_answer.html", context, status=status)


def confirmed(review: Review) -> Any:
    """All comments but those of whom nobody knows yet whether their author meant them."""
    return review.comments().exclude(state=Comment.State.UNCONFIRMED)


def keep(form: ParagraphAnswerForm, review: Review, passage: Passage, user: Any) -> None:
    answer = form.save(commit=False)
    answer.page, answer.paragraph = review.page, passage.paragraph.id
    answer.answered_at, answer.answered_by = timezone.now(), user
    answer.save()


def table_view(request: HttpRequest, number: int) -> HttpResponseBase:
    """…/comments.csv: every comment with its paragraph, for the evaluation; without persons."""
    review = review_for(request, number)
    where = [_("Paragraph"), _("Heading"), _("Version")]
    comment = [_("Name in public"), _("Written on"), _("State"), _("Came in"), _("Comment"), _("Supporters")]
    headings = [*where, *comment, _("What becomes of it"), _("Reason")]
    return csv_file(Table(review.page.title, headings, rows_of(review)), review.page.slug)


def rows_of(review: Review) -> list[list[Any]]:
    passages = {passage.paragraph.id: passage for passage in (*review.passages, *review.removed)}
    order = {name: place for place, name in enumerate(passages)}
    comments = sorted(
        (one for one in confirmed(review).order_by("created_at", "pk") if one.paragraph in order),
        key=lambda comment: order[comment.paragraph],
    )
    return [row_of(comment, passages[comment.paragraph]) for comment in comments]


def row_of(comment: Any, passage: Passage) -> list[Any]:
    answer = passage.answer
    return [
        passage.number or "–",
        passage.paragraph.heading,
        comment.version or "",
        comment.shown_name,
        date_format(timezone.localtime(comment.created_at), "SHORT_DATETIME_FORMAT"),
        comment.get_state_display(),
        comment.get_channel_display(),
        comment.text,
        comment.support_count,
        answer.get_verdict_display() if answer else "",
        answer.reason if answer else "",
    ]
