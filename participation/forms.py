"""What every form has with which somebody takes part."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.visitor_fields import VisitorFields
from participation import house_rules, limits
from participation.access_codes import codes
from participation.actions.own_words import whole
from participation.identity import is_known, participant_of
from participation.models import AccessCode, Card, Contribution, Identity, ModulePage, Participant
from participation.words import privacy_line

LONGEST_CODE = 40
LONGEST_TEXT = 5000


class SubmissionInput(forms.HiddenInput):
    """One number for each drawing of the form: sent twice, it is stored once."""

    def format_value(self, value: Any) -> str:
        return str(value or uuid.uuid4())


class WhoFields(VisitorFields):
    """The one question that is asked of somebody unknown: an address, or the code on paper."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We send you a link. The public never sees the address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy("It stands on the paper that you got, for example K7QM-2XRT-9HWA."),
        max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, request: HttpRequest, module: ModulePage, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.request, self.module = request, module
        self.access_code: AccessCode | None = None
        asked = None if is_known(request, module) else module.identity
        for name, identity in (("email", Identity.EMAIL), ("code", Identity.CODE)):
            if asked != identity:
                del self.fields[name]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean_code(self) -> str:
        """A wrong code counts against the network; with too many of them no code is looked at any more."""
        if limits.is_spent(self.request, self.module, "code"):
            raise ValidationError(_("Too many wrong codes have come from here. Please try again in ten minutes."))
        self.access_code = codes.find(self.module, self.cleaned_data["code"])
        if self.access_code is None:
            limits.spend(self.request, self.module, "code")
            raise ValidationError(_("We do not know this code. Please compare it with the paper, sign by sign."))
        return self.cleaned_data["code"]


class ContributionForm(WhoFields):
    """What all that people write has in common. A kind adds its own fields (`text`, `title`) and draws them first."""

    pseudonym = forms.CharField(
        label=gettext_lazy("Name in public"),
        help_text=gettext_lazy("Any name you like. Without one “anonymous” stands there."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    real_name = forms.CharField(
        label=gettext_lazy("Your real name"),
        help_text=gettext_lazy("Only the town sees it."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    accept_rules = forms.BooleanField(
        error_messages={"required": gettext_lazy("Please accept the house rules first.")},
        widget=forms.CheckboxInput(attrs={"class": "kern-form-check__checkbox"}),
    )
    # Without an id, because several forms may stand on one page.
    submission = forms.CharField(required=False, max_length=64, widget=SubmissionInput(attrs={"id": False}))

    def __init__(self, request: HttpRequest, module: ModulePage, data: Any = None, **kwargs: Any) -> None:
        self.participant: Participant | None = participant_of(request, module)
        kwargs["initial"] = {"pseudonym": self.known_name, **(kwargs.get("initial") or {})}
        super().__init__(request, module, data, **kwargs)
        if self.participant and self.participant.accepted_rules_at:
            del self.fields["accept_rules"]
        else:
            self.fields["accept_rules"].label = self.rules_label()
        if not module.asks_real_name or (self.participant and self.participant.real_name):
            del self.fields["real_name"]

    @property
    def known_name(self) -> str:
        return self.participant.pseudonym if self.participant else ""

    def rules_label(self) -> str:
        address = house_rules.address_of(self.module)
        rules = format_html('<a href="{}">{}</a>', address, _("house rules")) if address else _("house rules")
        return format_html(_("I accept the {rules}."), rules=rules)

    @cached_property
    def sign_in_address(self) -> str:
        """Where to sign in first; empty for whoever may write at once."""
        if self.module.identity != Identity.ACCOUNT or is_known(self.request, self.module):
            return ""
        return f"{reverse('residents:account')}?{urlencode({'next': self.module.get_url()})}"

    @property
    def privacy_line(self) -> str:
        return privacy_line(self.module)


class ChangeForm(forms.Form):
    """Other words for what somebody has written; with a title only where it has one."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )

    @classmethod
    def of(cls, contribution: Contribution, data: Any = None) -> "ChangeForm":
        mine = whole(contribution)
        form = cls(data, initial={"title": getattr(mine, "title", ""), "text": mine.text})
        if not hasattr(mine, "title"):
            del form.fields["title"]
        if isinstance(mine, Card):
            longest = mine.module.specific.longest_card
            form.fields["text"] = forms.CharField(
                label=form.fields["text"].label, max_length=longest, widget=forms.Textarea(attrs={"rows": 4})
            )
        return form
