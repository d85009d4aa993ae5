"""What visitors fill in to report content."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.forms import Choices, MessageForm

LONGEST_ADDRESS = 1000


class ReportReason(models.TextChoices):
    """Why something should not stand on the site."""

    ILLEGAL = "illegal", _("It breaks a law.")
    PERSON = "person", _("It hurts the rights of a person, for example mine.")
    COPYRIGHT = "copyright", _("Somebody else owns the text or the picture.")
    WRONG = "wrong", _("It is not true.")
    OTHER = "other", _("Something else")


class ReportContentForm(MessageForm):
    """A notice with its reasons, after Art. 16 (2) of the Digital Services Act (EU) 2022/2065."""

    where = forms.CharField(
        label=_("Where does it stand?"), max_length=LONGEST_ADDRESS, help_text=_("The address of the page.")
    )
    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=ReportReason, widget=Choices)

    field_order = ["where", "reason", "text", "email"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["text"].label = _("Please say in your own words what is wrong")

    def message(self) -> dict[str, str]:
        """A message like all others; where and why stand above the words."""
        said = self.cleaned_data
        head = f"{_('Report of content')}\n{ReportReason(said['reason']).label}\n{said['where']}"
        return {**super().message(), "text": f"{head}\n\n{said['text']}"}
