"""The form with which somebody asks a question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.forms import ContributionForm
from participation.models.questions import LONGEST_QUESTION


class QuestionForm(ContributionForm):
    """One short question."""

    text = forms.CharField(
        label=_("Your question"),
        help_text=_("One question, as short as you would ask it in the hall."),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
