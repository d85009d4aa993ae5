"""Forms of residents around their account."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.visitor_fields import VisitorFields
from residents.models import Resident


class AddressForm(VisitorFields):
    """Where the link goes: to sign in, or to change the address."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"id": False}))

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class NewAddressForm(AddressForm):
    """On the page of one's own account, beside the public name."""

    email = forms.EmailField(
        label=_("New e-mail address"),
        help_text=_("We send a link there. Until you have opened it, your old address stays."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class NameForm(forms.ModelForm):
    """The name under which everybody reads what the resident writes."""

    class Meta:
        model = Resident
        fields = ["name"]
        labels = {"name": _("Your public name")}
        help_texts = {"name": _("Everybody can read it beside what you write. It need not be your real name.")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "nickname"})}

    def clean_name(self) -> str:
        """Visible characters only, and no address: it would be public."""
        name = unicodedata.normalize("NFC", " ".join(self.cleaned_data["name"].split()))
        if "@" in name or "://" in name:
            raise ValidationError(_("Please choose a name, not an address: everybody can read it."))
        if any(unicodedata.category(character).startswith("C") for character in name):
            raise ValidationError(_("This name holds characters that nobody can see. Please type it again."))
        return name


class BlockForm(forms.Form):
    """Why a resident may not sign in any more."""

    reason = forms.CharField(
        label=_("Reason for the block"), help_text=_("It stands in the security log."), max_length=500
    )
