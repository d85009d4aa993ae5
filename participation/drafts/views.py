"""A draft for residents: read it, comment paragraph by paragraph, and see what has changed between its versions."""

from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from participation import taking_part
from participation.drafts.comments import Passage, Review
from participation.drafts.form import ParagraphCommentForm
from participation.drafts.paragraphs import Difference, differences
from participation.models import TextReviewPage, TextVersion
from participation.routes import below

# From so many paragraphs on a list of contents stands before the draft.
LONG = 6
# Versions never change, so a comparison is good for ever.
KEPT_SECONDS = 24 * 60 * 60


def drawn(page: TextReviewPage, request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    request.is_preview = getattr(request, "is_preview", False)  # type: ignore[attr-defined]
    return TemplateResponse(request, template, {**page.get_context(request), **context}, status=status)


@below(TextReviewPage, "")
def show_draft(page: TextReviewPage, request: HttpRequest) -> HttpResponse:
    """The page itself: the draft, beside each paragraph what people say and what the town answers."""
    review = Review(page)
    passages = review.with_latest()
    context: dict[str, Any] = {
        "review": review,
        "is_long": len(passages) >= LONG,
        "refusal": taking_part.refusal(request, page),
    }
    return drawn(page, request, "participation/text_review_page.html", **context)


@below(TextReviewPage, "absatz/<str:name>/")
def show_paragraph(page: TextReviewPage, request: HttpRequest, name: str) -> HttpResponseBase:
    """One paragraph with everything that was said about it, and the form."""
    review = Review(page)
    passage = review.find(name)
    if passage is None:
        raise Http404
    form = form_for(request, review, passage)
    if form is not None and request.method == "POST" and form.is_valid():
        return taking_part.take_in(request, page, form, form.comment(), "comment")
    context: dict[str, Any] = {
        "review": review,
        "passage": passage,
        "form": form,
        "module": page,
        "thread": review.thread(passage, request.GET.get("seite")),
        "refusal": taking_part.refusal(request, page),
    }
    status = 422 if form is not None and form.errors else 200
    return drawn(page, request, "participation/text_review_paragraph.html", status, **context)


def form_for(request: HttpRequest, review: Review, passage: Passage) -> ParagraphCommentForm | None:
    """Nobody comments any more on what was taken out."""
    if passage.is_removed or not review.page.is_open:
        return None
    if request.method == "POST":
        return ParagraphCommentForm(request, review, passage.paragraph.id, request.POST)
    read = {"version": review.version.number if review.version else None}
    return ParagraphCommentForm(request, review, passage.paragraph.id, initial=read)


@below(TextReviewPage, "fassungen/")
def compare_versions(page: TextReviewPage, request: HttpRequest) -> HttpResponse:
    """Two versions as one text; without a choice the last two."""
    review = Review(page)
    if not review.versions:
        raise Http404
    old, new = chosen(review.versions, request.GET.get("von", ""), request.GET.get("bis", ""))
    context: dict[str, Any] = {"review": review, "old": old, "new": new, "differences": compared(old, new)}
    return drawn(page, request, "participation/text_review_versions.html", **context)


def chosen(versions: list[TextVersion], old: str, new: str) -> tuple[TextVersion, TextVersion]:
    """The versions of these numbers, the earlier one first; the last two where there is none of that number."""
    by_number = {str(version.number): version for version in versions}
    pair = (by_number.get(old, versions[max(len(versions) - 2, 0)]), by_number.get(new, versions[-1]))
    first, second = sorted(pair, key=lambda version: version.number)
    return first, second


def compared(old: TextVersion, new: TextVersion) -> list[Difference]:
    """Reckoned once: two long wordings that have little in common take a while."""
    key = f"draft-{old.pk}-{new.pk}"
    found = cache.get(key)
    if found is None:
        found = differences(old.wording, new.wording)
        cache.set(key, found, KEPT_SECONDS)
    return found
