"""The form with which somebody writes a card."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from participation.forms import ContributionForm
from participation.models import WallPage


class CardText(forms.CharField):
    """Browsers send two signs for the end of a line, and count one."""

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or "").replace("\r\n", "\n")) or ""


class CardForm(ContributionForm):
    """One short text."""

    def __init__(self, request: HttpRequest, wall: WallPage, data: Any = None, **kwargs: Any) -> None:
        super().__init__(request, wall, data, **kwargs)
        self.fields["text"] = CardText(
            label=_("Your card"),
            max_length=wall.longest_card,
            help_text=_("One thought, in at most %(number)d characters.") % {"number": wall.longest_card},
            widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        )
        self.order_fields(["text"])
