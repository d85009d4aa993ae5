"""Forms for what staff enter from paper, events and the telephone."""

import re
import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.actions.offline import SIGNED, Counts, counts_of, drafts, lines, parted
from participation.models import (
    Batch,
    Channel,
    Idea,
    IdeaCollectionPage,
    ModulePage,
    PollPage,
    QuestionBoardPage,
    Tally,
    WallPage,
)
from participation.models.offline import OFFLINE
from participation.models.questions import LONGEST_QUESTION
from participation.polls.forms import LONGEST_OTHER, PollFields
from participation.polls.questions import OTHER, Question, questions_in

MOST = 1_000_000
LONGEST_TITLE = 120


class BatchForm(forms.ModelForm):
    """What the sheets are and where they come from."""

    class Meta:
        model = Batch
        fields = ["title", "source", "happened_on", "sheets", "is_signatures"]
        widgets = {"happened_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, module: ModulePage, data: Any = None) -> None:
        super().__init__(data)
        if not isinstance(module, IdeaCollectionPage):
            del self.fields["is_signatures"]


class CountForm(forms.Form):
    """What both people fill in, each for themselves; whoever is second also counts the sheets."""

    def __init__(self, batch: Batch, entry: int, data: Any = None) -> None:
        super().__init__(data)
        self.batch, self.entry = batch, entry
        # Their own numbers of the last time, so that only what was wrong is typed again.
        self.before = counts_of(batch, entry)
        if entry == Tally.SECOND:
            self.fields["sheets"] = number(gettext_lazy("Number of sheets"), self.before.get(("", "")), least=1)

    @property
    def all_sheets(self) -> int:
        found: int = self.cleaned_data.get("sheets", self.batch.sheets)
        return found

    def counts(self) -> Counts:
        return {("", ""): self.all_sheets}

    def words(self) -> dict[str, str]:
        return {}

    @property
    def agreed(self) -> bool:
        return True


@dataclass(frozen=True)
class Row:
    """A question of the sheets with its fields, as the template draws it."""

    question: Question
    fields: list[BoundField]
    words: BoundField | None
    typed: list[str]
    """What the first person has typed, for the second to compare."""

    @property
    def most(self) -> int:
        """How many crosses a sheet can have here."""
        return self.question.at_most or len(self.question.options) if self.question.kind == "multiple" else 1


class TallyForm(CountForm):
    """How often each answer of a poll stands on the sheets, and the own words on them."""

    def __init__(self, batch: Batch, entry: int, data: Any = None) -> None:
        super().__init__(batch, entry, data)
        self.questions = questions_in(batch.module.specific.questions)
        for question in self.questions:
            for option, label in rows_of(question):
                self.fields[name_of(question.id, option)] = number(label, self.before.get((question.id, option)))
            if entry == Tally.FIRST and has_words(question):
                self.fields[words_of(question)] = own_words(batch.words.get(question.id, ""))
        if entry == Tally.SECOND and batch.words:
            self.fields["agreed"] = forms.BooleanField(
                label=gettext_lazy("All own words stand here as on the sheets, and none is missing."),
                required=False,
                initial=batch.words_agreed,
            )

    def groups(self) -> list[Row]:
        """The questions with their fields."""
        return [self.row(question) for question in self.questions]

    @property
    def agreed_field(self) -> BoundField | None:
        return self["agreed"] if "agreed" in self.fields else None

    def row(self, question: Question) -> Row:
        fields = [self[name_of(question.id, option)] for option, _label in rows_of(question)]
        words = self[words_of(question)] if words_of(question) in self.fields else None
        typed = lines(self.batch.words.get(question.id, "")) if self.entry == Tally.SECOND else []
        return Row(question, fields, words, typed)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            for question in self.questions:
                if question.is_closed:
                    self.refuse_senseless(question)
                if words_of(question) in self.fields:
                    self.refuse_words(question)
        return cleaned

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

    def refuse_words(self, question: Question) -> None:
        """Nobody writes more on paper than online, nor more often than there are sheets."""
        found, most = lines(self.cleaned_data[words_of(question)]), question.longest or LONGEST_OTHER
        other = name_of(question.id, OTHER)
        room = self.cleaned_data.get(other, 0) if question.has_other else self.all_sheets
        if len(found) > room:
            text = _("These are %(found)s answers in own words, but only %(room)s sheets have one.")
            self.add_error(words_of(question), text % {"found": len(found), "room": room})
        for line in found:
            if len(line) > most:
                self.add_error(words_of(question), too_long(most, line))

    def answered(self, question: Question) -> int:
        """On how many sheets the question is answered: where only one answer is allowed, that is their sum."""
        if question.kind == "multiple":
            found: int = self.cleaned_data[name_of(question.id, "")]
            return found
        return sum(self.cleaned_data[name_of(question.id, option)] for option in question.labels)

    def counts(self) -> Counts:
        found, words = super().counts(), self.words() if self.entry == Tally.FIRST else self.batch.words
        for question in self.questions:
            if not question.is_closed:
                found[question.id, ""] = len(lines(words.get(question.id, "")))
                continue
            found[question.id, ""] = self.answered(question)
            for option in question.labels:
                found[question.id, option] = self.cleaned_data[name_of(question.id, option)]
        return found

    def words(self) -> dict[str, str]:
        typed = {one.id: self.cleaned_data.get(words_of(one), "") for one in self.questions}
        return {name: "\n".join(lines(text)) for name, text in typed.items() if lines(text)}

    @property
    def agreed(self) -> bool:
        return bool(self.cleaned_data.get("agreed", True))


class SignaturesForm(CountForm):
    """How many have signed for which idea: each line the number of an idea, a space, and how many."""

    def __init__(self, batch: Batch, entry: int, data: Any = None) -> None:
        super().__init__(batch, entry, data)
        signed = sorted((int(option), count) for (question, option), count in self.before.items() if question == SIGNED)
        self.fields["signed"] = forms.CharField(
            label=gettext_lazy("Signatures"),
            help_text=gettext_lazy(
                "One line for each idea: its number, a space, how many have signed. For example: 12 34"
            ),
            widget=forms.Textarea(attrs={"rows": 10, "inputmode": "numeric", "autocomplete": "off"}),
            initial="\n".join(f"{idea} {count}" for idea, count in signed),
        )

    def clean_signed(self) -> dict[int, int]:
        """How many by the number of the idea. Raises ValidationError for a line that is none, and for unknown ideas."""
        found: dict[int, int] = {}
        for line in lines(self.cleaned_data["signed"]):
            idea, count = numbers_in(line)
            if idea in found:
                raise ValidationError(_("The idea %(number)s stands there twice.") % {"number": idea})
            found[idea] = count
        known = set(self.ideas().filter(pk__in=found).values_list("pk", flat=True))
        if missing := sorted(set(found) - known):
            raise ValidationError(_("Here is no public idea with the number %(number)s.") % {"number": missing[0]})
        return found

    def ideas(self) -> Any:
        """For whom one can sign."""
        return Idea.objects.public().filter(module=self.batch.module_id).order_by("title", "pk")

    def counts(self) -> Counts:
        signed = {(SIGNED, str(idea)): count for idea, count in self.cleaned_data["signed"].items() if count}
        return super().counts() | signed


class TextsForm(forms.Form):
    """Many cards, ideas or questions at once."""

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
        if not isinstance(self.module, IdeaCollectionPage):
            text = " ".join(text.split())
        elif len(parted(text)) > 1:
            text = "\n".join(line for line in text.splitlines() if line.strip())
        refuse_long(self.module, text)
        return text


def refuse_long(module: ModulePage, texts: str) -> None:
    """Raises ValidationError for a card, a question or a title that is longer than people may write them online."""
    for draft in drafts(module, texts, Channel.PAPER):
        line, most = getattr(draft, "title", draft.text), longest(module)
        if len(line) > most:
            raise too_long(most, line)


def longest(module: ModulePage) -> int:
    if isinstance(module, WallPage):
        return module.longest_card
    return LONGEST_QUESTION if isinstance(module, QuestionBoardPage) else LONGEST_TITLE


def too_long(most: int, line: str) -> ValidationError:
    text = _("Longer than %(most)s characters: “%(line)s …”")
    return ValidationError(text % {"most": most, "line": line[:40]})


def number(label: Any, initial: int | None = None, *, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=MOST, initial=initial)


def numbers_in(line: str) -> tuple[int, int]:
    """The number of an idea and how many signed for it. Raises ValidationError."""
    found = re.fullmatch(r"(\d{1,9})[\s:;,]+(\d{1,7})", line, re.ASCII)
    if found is None or int(found[2]) > MOST:
        raise ValidationError(_("This line is no pair of numbers: “%(line)s”") % {"line": line[:40]})
    return int(found[1]), int(found[2])


def own_words(initial: str) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("In own words"),
        help_text=gettext_lazy("One answer to a line."),
        required=False,
        initial=initial,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def words_of(question: Question) -> str:
    return f"w-{question.id}"


def has_words(question: Question) -> bool:
    return question.has_other or not question.is_closed


def name_of(question: str, option: str) -> str:
    return f"n-{question}-{option or 'sheets'}"


def rows_of(question: Question) -> list[tuple[str, str]]:
    """What is counted for a question."""
    options = list(question.labels.items())
    if not question.is_closed:
        return []
    if question.kind != "multiple":
        return options
    return [("", _("Sheets on which this question is answered")), *options]
