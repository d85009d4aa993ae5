"""The form with which somebody comments on a paragraph."""

from typing import Any

from django import forms
from django.http import HttpRequest

from participation.comments import CommentForm
from participation.drafts.comments import Review
from participation.models import Comment


class ParagraphCommentForm(CommentForm):
    """What somebody says to one paragraph in the version that they have read."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest, review: Review, paragraph: str, data: Any = None, **kwargs: Any) -> None:
        super().__init__(request, review.page, data, **kwargs)
        self.review, self.paragraph = review, paragraph

    def clean_version(self) -> int | None:
        """A version that there never was counts as the last one."""
        version, last = self.cleaned_data["version"], self.review.version
        return version if version in self.review.wordings else (last.number if last else None)

    def comment(self) -> Comment:
        return Comment(
            module=self.review.page,
            paragraph=self.paragraph,
            text=self.cleaned_data["text"],
            version=self.cleaned_data["version"],
        )
