"""The forms around following: one field each."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.visitor_fields import VisitorFields
from participation.models import Follower


class FollowForm(VisitorFields):
    """Where the mails go."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class FrequencyForm(forms.ModelForm):
    """How often somebody hears from us."""

    class Meta:
        model = Follower
        fields = ["frequency"]
        widgets = {"frequency": forms.RadioSelect}
