"""Two traps for programs that fill in forms, without a cookie, without a puzzle and without anybody else's service.

    class CardForm(VisitorFields):          # or (VisitorFields, forms.ModelForm)
        text = forms.CharField(…)

and in its template, inside the form: {% include "includes/visitor_fields.html" with form=form %}.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.personal_fields import purpose_of

SIGNER = signing.TimestampSigner(salt="cms.visitor_fields")
# A cache may keep the page for a day, and people leave it open.
STAMP_LASTS = timedelta(days=7)


def new_stamp() -> str:
    """When the form was drawn, signed."""
    return SIGNER.sign("drawn")


def is_good(stamp: str) -> bool:
    """Whether the stamp is ours and not too old."""
    try:
        SIGNER.unsign(stamp, max_age=STAMP_LASTS)
    except signing.BadSignature:
        return False
    return True


def is_too_fast(stamp: str) -> bool:
    """Whether a good stamp is younger than it takes to read and write (VISITOR_FORM_SECONDS)."""
    try:
        SIGNER.unsign(stamp, max_age=settings.VISITOR_FORM_SECONDS)
    except signing.SignatureExpired:
        return False
    return settings.VISITOR_FORM_SECONDS > 0


class StampInput(forms.HiddenInput):
    """Shows the stamp that came with the form, so that somebody who was too fast needs no second wait; else a new one."""

    def format_value(self, value: Any) -> str:
        return value if value and is_good(value) else new_stamp()


class HiddenTrap(forms.Form):
    """A field that nobody sees and programs fill in. Alone it stands in forms that are the same on every page."""

    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    @property
    def privacy_anchor(self) -> str:
        """The section of the privacy notice that speaks of this form."""
        purpose = purpose_of(type(self))
        return f"#{purpose.anchor}" if purpose else ""

    def is_from_a_robot(self) -> bool:
        """Thank it and store nothing."""
        return bool(self.cleaned_data.get("website"))


class VisitorFields(HiddenTrap):
    """Both traps: the second field says when the form was drawn."""

    # Without an id, because several forms may stand on one page.
    rendered = forms.CharField(required=False, widget=StampInput(attrs={"id": False}))

    def clean(self) -> dict[str, Any]:
        """People are never thrown away with the robots: whoever was quick presses the button once more."""
        cleaned = super().clean() or self.cleaned_data
        stamp = cleaned.get("rendered", "")
        if not self.errors and not self.is_from_a_robot() and (not is_good(stamp) or is_too_fast(stamp)):
            raise ValidationError(_("That went very fast. Please press the button once more."), code="too_fast")
        return cleaned
