"""The editors' form of a service page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.upkeep_form import KeptPageForm
from service_catalogue import reference_texts
from service_catalogue.answers import AnswersField, carry_out
from service_catalogue.areas_field import AreasField
from service_catalogue.leika.field import LeikaKeysField
from service_catalogue.leika.typings import ELSEWHERE, TYPINGS, label
from service_catalogue.models.changes import ReferenceChange
from service_catalogue.sections import OWN_TEXTS, PLANS


class ServicePageForm(KeptPageForm):
    """Title, short text, what it is about, for whom and the department must be there before a page is published.

    Wagtail lets drafts be saved without; and what the reference says need not be written again.
    """

    leika_keys = LeikaKeysField(
        label=_("LeiKa keys"),
        required=False,
        help_text=_(
            "The numbers of this service in the catalogue of all public services: 14 digits each; blanks and dots do "
            "not matter. Separate several by comma or line. Related services are found by them."
        ),
    )
    areas = AreasField(
        label=_("Areas"),
        required=False,
        help_text=_("Only where the service is not for the whole town: regional keys of twelve digits, one per line."),
    )
    typing = forms.MultipleChoiceField(
        label=_("Typing"),
        required=False,
        choices=[(code, label(code)) for code in TYPINGS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who makes the rules and who carries them out. Nothing ticked: as the reference says."),
    )
    additions = forms.MultipleChoiceField(choices=[(plan.name, plan.title) for plan in PLANS], required=False)
    answers = AnswersField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].required = False  # it always says something
        self._ask_for_what_is_missing()
        if "answers" in self.fields and self.instance.pk:
            changes = ReferenceChange.objects.filter(page_id=self.instance.pk, decided_at=None)
            self.fields["answers"].changes = sorted(changes, key=lambda change: change.position)

    def _ask_for_what_is_missing(self) -> None:
        reference = self.instance.reference
        texts = {"teaser": "summary", "description": "description"}
        for name, section in texts.items():
            delivered = reference.sections.get(section, "") if reference else ""
            self._require(name, unless=not reference_texts.says_nothing(delivered))
        self._require("department", unless=self._is_somebody_in_charge())

    def _is_somebody_in_charge(self) -> bool:
        """An office that the source names, or the federation or the Land, who have offices of their own."""
        typing = set(self.instance.current_typing)
        return any(row.department_id for row in self.instance.in_charge) or (bool(typing) and typing <= ELSEWHERE)

    def _require(self, name: str, *, unless: bool) -> None:
        if name in self.fields:
            self.fields[name].required = not unless

    def clean_status(self) -> str:
        return self.cleaned_data["status"] or self.instance.status

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in OWN_TEXTS:
            if name in cleaned and not reference_texts.as_plain_text(cleaned[name]):
                cleaned[name] = ""  # an empty text arrives as an empty paragraph
        if "description" in cleaned and not cleaned["description"] and self.fields["description"].required:
            self.add_error("description", self.fields["description"].error_messages["required"])
        if not self.is_deferred_validation and not (cleaned.get("for_citizens") or cleaned.get("for_businesses")):
            self.add_error("for_citizens", _("Tick at least one: who is the service for?"))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        page = super().save(commit=False)
        carry_out(page, self.cleaned_data.get("answers", {}))
        if commit:
            page.save()
            self.save_m2m()
        return page
