"""What editors fill in to ask somebody, and what that person fills in to answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.people import Approver

NAME_LENGTH, NOTE_LENGTH, REASON_LENGTH = 120, 500, 2000
SOMEBODY_ELSE = ""


class AskForm(forms.Form):
    """Somebody of the department in charge; for those who decide themselves anybody with a mail address."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    note = forms.CharField(
        label=_("What you want to say"),
        help_text=_("It stands in the mail. For example: Is the fee right?"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea({"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, known: list[Approver], is_free: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {person.email: person for person in known}
        choices: list[tuple[str, Any]] = [(person.email, f"{person.name}, {person.email}") for person in known]
        if is_free:
            choices.append((SOMEBODY_ELSE, _("Somebody else")))
        else:
            del self.fields["name"], self.fields["email"]
        if known:
            person = forms.ChoiceField(label=_("Who is asked"), choices=choices, required=not is_free)
            self.fields = {"person": person, **self.fields}

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError at name and address where somebody else is asked and they are missing."""
        cleaned = super().clean() or {}
        if not cleaned.get("person") and "name" in self.fields:
            for name in ("name", "email"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Please fill this in."))
        return cleaned

    def approver(self) -> Approver:
        chosen = self.known.get(self.cleaned_data.get("person", SOMEBODY_ELSE))
        return chosen or Approver(self.cleaned_data["name"], self.cleaned_data["email"])


class DecisionForm(forms.Form):
    """Whoever decides says who they are."""

    name = forms.CharField(label=_("Your name"), max_length=NAME_LENGTH)


class ApproveForm(DecisionForm):
    prefix = "approve"
    is_read = forms.BooleanField(label=_("I have read the page. It can be published like this."))


class SendBackForm(DecisionForm):
    prefix = "send_back"
    reason = forms.CharField(
        label=_("Reason, in plain words"),
        help_text=_("The author reads this: what is to be changed, and where."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 4}),
    )
