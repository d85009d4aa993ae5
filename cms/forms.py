"""Forms that visitors fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.visitor_fields import VisitorFields


class Choices(forms.RadioSelect):
    """Whoever follows the link of an error comes to the first choice; Django names no id for all of them."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, "0" if index is None else index)


class MessageForm(VisitorFields):
    """What a visitor writes to the town hall; only the message itself is asked for."""

    text = forms.CharField(
        label=_("Your message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}), strip=True
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("Only if you wish an answer. We use it for nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def message(self) -> dict[str, str]:
        return {"text": self.cleaned_data["text"], "email": self.cleaned_data["email"]}
