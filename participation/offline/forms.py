"""Forms for what staff enter from paper, events and the telephone."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.actions.offline import Counts, countable, drafts, parted
from participation.models import Batch, Channel, ModulePage, PollPage, WallPage
from participation.models.offline import OFFLINE
from participation.polls.forms import PollFields
from participation.polls.questions import Question, questions_in

LONGEST_TITLE = 120


class BatchForm(forms.ModelForm):
    """What the sheets are and where they come from."""

    class Meta:
        model = Batch
        fields = ["title", "source", "happened_on", "sheets"]
        widgets = {"happened_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class TallyForm(forms.Form):
    """How often each answer stands on the sheets. Whoever counts second also counts the sheets."""

    def __init__(self, batch: Batch, data: Any = None, *, asks_sheets: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.batch = batch
        self.questions = countable(batch.module.specific)
        if asks_sheets:
            self.fields["sheets"] = number(gettext_lazy("Number of sheets"), least=1)
        for question in self.questions:
            for option, label in rows_of(question):
                self.fields[name_of(question.id, option)] = number(label)

    def groups(self) -> list[tuple[Question, list[Any]]]:
        """The questions with their fields."""
        return [
            (question, [self[name_of(question.id, option)] for option, _label in rows_of(question)])
            for question in self.questions
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            for question in self.questions:
                self.refuse_senseless(question)
        return cleaned

    @property
    def all_sheets(self) -> int:
        found: int = self.cleaned_data.get("sheets", self.batch.sheets)
        return found

    def refuse_senseless(self, question: Question) -> None:
        """There cannot be more answers than the sheets have room for."""
        chosen = [self.cleaned_data[name_of(question.id, option)] for option in question.labels]
        answered = self.answered(question)
        last = name_of(question.id, question.options[-1].id)
        if answered > self.all_sheets:
            text = _("More sheets with an answer (%(answered)s) than sheets (%(sheets)s).")
            self.add_error(last, text % {"answered": answered, "sheets": self.all_sheets})
        elif max(chosen) > answered:
            self.add_error(last, _("An answer is counted more often than sheets on which the question is answered."))
        elif sum(chosen) > answered * (question.at_most or len(chosen)) or sum(chosen) < answered:
            self.add_error(last, _("The answers do not fit the sheets on which the question is answered."))

    def answered(self, question: Question) -> int:
        """On how many sheets the question is answered: where only one answer is allowed, that is their sum."""
        if question.kind == "multiple":
            found: int = self.cleaned_data[name_of(question.id, "")]
            return found
        return sum(self.cleaned_data[name_of(question.id, option)] for option in question.labels)

    def counts(self) -> Counts:
        found = {("", ""): self.all_sheets}
        for question in self.questions:
            found[question.id, ""] = self.answered(question)
            for option in question.labels:
                found[question.id, option] = self.cleaned_data[name_of(question.id, option)]
        return found


class TextsForm(forms.Form):
    """Many cards or ideas at once."""

    texts = forms.CharField(
        label=gettext_lazy("Texts"),
        help_text=gettext_lazy("Leave an empty line between two of them. The first line of an idea is its title."),
        widget=forms.Textarea(attrs={"rows": 16}),
    )

    def __init__(self, batch: Batch, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.batch = batch

    def clean_texts(self) -> str:
        texts: str = self.cleaned_data["texts"]
        refuse_long(self.batch.module.specific, texts)
        found = len(parted(texts))
        if found > self.batch.sheets:
            text = _("These are %(found)s texts, but only %(sheets)s sheets. Is an empty line within a text?")
            raise ValidationError(text % {"found": found, "sheets": self.batch.sheets})
        return texts


class HelpedForm(forms.Form):
    """What every form asks with which staff take part for somebody."""

    channel = forms.ChoiceField(label=gettext_lazy("came in"), choices=OFFLINE, initial=Channel.PHONE)
    submission = forms.CharField(max_length=64, widget=forms.HiddenInput, initial=uuid.uuid4)
    agreed = forms.BooleanField(
        label=gettext_lazy("The person has asked me to send this and agrees with it as it stands here.")
    )


class HelpToVoteForm(PollFields, HelpedForm):
    def __init__(self, poll: PollPage, data: Any = None) -> None:
        super().__init__(questions_in(poll.questions), data)


class HelpToWriteForm(HelpedForm):
    text = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, module: ModulePage, data: Any = None) -> None:
        super().__init__(data)
        self.module = module

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if isinstance(self.module, WallPage):
            text = " ".join(text.split())
        elif len(parted(text)) > 1:
            text = "\n".join(line for line in text.splitlines() if line.strip())
        refuse_long(self.module, text)
        return text


def refuse_long(module: ModulePage, texts: str) -> None:
    """Raises ValidationError for a card or a title that is longer than people may write them online."""
    for draft in drafts(module, texts, Channel.PAPER):
        line = draft.text if isinstance(module, WallPage) else draft.title  # type: ignore[union-attr]
        most = module.longest_card if isinstance(module, WallPage) else LONGEST_TITLE
        if len(line) > most:
            text = _("Longer than %(most)s characters: “%(line)s …”")
            raise ValidationError(text % {"most": most, "line": line[:40]})


def number(label: Any, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=1_000_000)


def name_of(question: str, option: str) -> str:
    return f"n-{question}-{option or 'sheets'}"


def rows_of(question: Question) -> list[tuple[str, str]]:
    """What is counted for a question."""
    options = list(question.labels.items())
    if question.kind != "multiple":
        return options
    return [("", _("Sheets on which this question is answered")), *options]
