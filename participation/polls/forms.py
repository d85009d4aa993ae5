"""The form of a poll: one field for each question, and one more where own words are possible."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.visitor_fields import VisitorFields
from participation.polls.questions import OTHER, Question

LONGEST_OTHER = 200


@dataclass(frozen=True)
class Given:
    """One answer as it is going to be stored."""

    question: str
    option: str = ""
    text: str = ""
    is_confidential: bool = False


@dataclass(frozen=True)
class Asked:
    """A question together with its fields, as templates draw it."""

    question: Question
    field: BoundField
    other: BoundField | None


class ToFirst:
    """A group of buttons has no element of its own to go to: links in the error summary lead to its first button."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index or "0")  # type: ignore[misc]


class Radios(ToFirst, forms.RadioSelect):
    pass


class Checkboxes(ToFirst, forms.CheckboxSelectMultiple):
    pass


class PollFields(forms.Form):
    """The questions alone, for the API and for staff who help somebody."""

    def __init__(self, questions: list[Question], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[name_of(question)] = field_of(question)
            if question.has_other:
                self.fields[other_of(question)] = own_words(question)

    def asked(self) -> list[Asked]:
        return [Asked(question, self[name_of(question)], self.other_field(question)) for question in self.questions]

    def other_field(self, question: Question) -> BoundField | None:
        return self[other_of(question)] if question.has_other else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for question in self.questions:
            if question.has_other and name_of(question) in cleaned:
                self.match_own_words(question, cleaned)
        if not self.errors and not self.answers():
            raise ValidationError(_("Please answer at least one question."), code="empty")
        return cleaned

    def match_own_words(self, question: Question, cleaned: dict[str, Any]) -> None:
        """“Other” and the own words belong together, whichever was forgotten."""
        chosen, words = listed(cleaned[name_of(question)]), cleaned.get(other_of(question), "")
        if OTHER in chosen and not words:
            self.add_error(other_of(question), _("Please write your own answer, or choose another one."))
        elif words and OTHER not in chosen:
            self.add_error(
                name_of(question), _("You have written an answer of your own: choose “Other”, or delete it.")
            )

    def answers(self) -> list[Given]:
        """What is to be stored; nothing for questions without an answer."""
        return [given for question in self.questions for given in self.given(question)]

    def given(self, question: Question) -> Iterator[Given]:
        value = self.cleaned_data.get(name_of(question), "")
        if not question.is_closed:
            if value:
                yield Given(question.id, text=value, is_confidential=question.is_confidential)
            return
        words = self.cleaned_data.get(other_of(question), "")
        for option in listed(value):
            yield Given(question.id, option, words if option == OTHER else "", question.is_confidential)


class PollForm(PollFields, VisitorFields):
    """The questions as residents see them."""


def name_of(question: Question) -> str:
    return f"q-{question.id}"


def other_of(question: Question) -> str:
    return f"q-{question.id}-other"


def listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def field_of(question: Question) -> forms.Field:
    common: dict[str, Any] = {
        "label": question.text,
        "required": question.is_required,
        "help_text": hint_of(question),
    }
    if question.kind == "open":
        area = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(max_length=question.longest, widget=area, **common)
    choices = [(option.id, option.label) for option in question.options]
    missing = {"required": _("Please choose an answer.")}
    if question.kind == "multiple":
        boxes = Checkboxes(attrs={"class": "kern-form-check__checkbox"})
        return AtMost(question.at_most, choices=choices, widget=boxes, error_messages=missing, **common)
    radios = Radios(attrs={"class": "kern-form-check__radio"})
    return forms.ChoiceField(choices=choices, widget=radios, error_messages=missing, **common)


def hint_of(question: Question) -> str:
    """What is read before the answer: the help of the editor, and who will read what is said in confidence."""
    note = _(
        "In confidence: only people of the town who have the right to do so read it, and it is never shown in public."
    )
    open_note = _("The town reads it and may show it with the result, without your name. Please name nobody.")
    read_by = note if question.is_confidential else open_note if question.kind == "open" else ""
    return " ".join(part for part in (question.hint, read_by) if part)


def own_words(question: Question) -> forms.CharField:
    label = _("Your own answer")
    # With the placeholder the style sheet sees whether something is written, and hides what nobody needs.
    attributes = {"aria-label": f"{question.text} {label}", "placeholder": " "}
    return forms.CharField(
        label=label, required=False, max_length=LONGEST_OTHER, widget=forms.TextInput(attrs=attributes)
    )


class AtMost(forms.MultipleChoiceField):
    """Several answers, but no more than so many."""

    def __init__(self, most: int | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def to_python(self, value: Any) -> list[str]:
        """An answer that arrives twice is one answer."""
        return list(dict.fromkeys(super().to_python(value)))

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if self.most and len(value) > self.most:
            text = ngettext(
                "Please choose at most %(most)s answer.", "Please choose at most %(most)s answers.", self.most
            )
            raise ValidationError(text % {"most": self.most}, code="too_many")
