"""What visitors fill in about a page: two small steps."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.forms import Choices
from cms.visitor_fields import HiddenTrap, VisitorFields
from feedback.models import Cause
from feedback.models.barriers import LONGEST_REPORT
from feedback.models.replies import LONGEST_KEY, LONGEST_WORDS

CLEAR = {"ja": True, "nein": False}


class ClearForm(HiddenTrap):
    """The first step. Its HTML is the same for everybody, so that caches keep the page: no stamp of the time."""

    about = forms.CharField(max_length=LONGEST_KEY, widget=forms.HiddenInput(attrs={"id": False}))
    clear = forms.ChoiceField(choices=[(value, value) for value in CLEAR])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # It stands below other forms of the page, whose fields have the usual ids.
        super().__init__(*args, **{"auto_id": "klar-%s", **kwargs})

    @property
    def is_clear(self) -> bool:
        return CLEAR[self.cleaned_data["clear"]]


class WhyForm(VisitorFields):
    """The second step: what was missing, or what helped; in which part; in one's own words."""

    cause = forms.ChoiceField(widget=Choices)
    part = forms.ChoiceField(label=_("Which part of the page is it about?"), required=False)
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Please write no names, addresses or telephone numbers. We cannot answer here."),
    )

    def __init__(self, is_clear: bool, headings: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "warum-%s", **kwargs})
        cause = self.fields["cause"]
        cause.label = _("What helped you?") if is_clear else _("What was not clear?")
        cause.choices = [(each.value, each.label) for each in Cause.offered(is_clear)]  # type: ignore[attr-defined]
        cause.error_messages["required"] = _("Please choose one answer.")
        if headings and not is_clear:
            parts = [(heading, heading) for heading in dict.fromkeys(headings)]
            self.fields["part"].choices = [("", _("the whole page")), *parts]  # type: ignore[attr-defined]
        else:
            del self.fields["part"]


class BarrierForm(VisitorFields):
    """Something that somebody cannot use."""

    what = forms.CharField(
        label=_("What does not work?"),
        max_length=LONGEST_REPORT,
        help_text=_("What did you want to do, and what happened? Do you use a screen reader or another aid?"),
        widget=forms.Textarea({"rows": 6}),
    )
    where = forms.CharField(
        label=_("Where?"),
        max_length=1000,
        required=False,
        help_text=_("The address of the page, or the name of the document."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("Only if you wish an answer. We use it for nothing else and delete it with the report."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
