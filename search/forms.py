"""The forms in which editors steer the search. Whatever makes no sense is told at its field."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from search.analysis import normalised, stop_words, words
from search.documents import PAGES
from search.models import BlockedSuggestion, IndexedDocument, PinnedResult, Synonym
from search.steering import active_rows
from search.synonyms import BOTH_WAYS, GERMAN, LONGEST_EXPRESSION, Row, Synonyms, expressions

LONGEST_MEANING = 6
SHORTEST_ANYWHERE = 3
SIGNS = "=>#"


class SynonymForm(WagtailAdminModelForm):
    """Two sides of words; an editor's change of a shipped line makes it the editors' own."""

    def clean_said(self) -> str:
        return tidy(self.cleaned_data["said"])

    def clean_meant(self) -> str:
        return tidy(self.cleaned_data["meant"])

    def clean(self) -> dict[str, Any]:
        fields = super().clean()
        is_only_switched = bool(self.instance.pk) and set(self.changed_data) <= {"is_active"}
        if {"said", "meant", "direction", "language"} <= fields.keys() and not is_only_switched:
            self._check(Row(fields["said"], fields["direction"], fields["meant"], fields["language"]))
        return fields

    def save(self, commit: bool = True) -> Synonym:
        source, changed = self.instance.source, set(self.changed_data)
        if source == Synonym.Source.FIM:
            changed -= {"is_active"}  # a proposal that is taken over stays one of FIM
        if changed and source in (Synonym.Source.SHIPPED, Synonym.Source.FIM):
            self.instance.source = Synonym.Source.EDITORS
        return super().save(commit)

    def _check(self, row: Row) -> None:
        is_both = row.direction == BOTH_WAYS
        if is_both and row.language != GERMAN:
            self.add_error("direction", _("Words of other languages only lead to German ones, not back."))
        self._check_side("said", row.said, row.language, LONGEST_EXPRESSION)
        self._check_side("meant", row.meant, GERMAN, LONGEST_EXPRESSION if is_both else LONGEST_MEANING)
        if not self.errors and row.language == GERMAN:
            self._check_sides(row)
        if not self.errors and self._adds_nothing(row):
            self.add_error("said", _("Other entries already say all of this."))

    def _check_side(self, field: str, side: str, language: str, longest: int) -> None:
        for expression in side.split(", "):
            message = problem(expression, language, longest)
            if message:
                self.add_error(field, message)

    def _check_sides(self, row: Row) -> None:
        said = {expression: text for text in row.said.split(", ") for expression in expressions(text)}
        for text in row.meant.split(", "):
            if any(expression in said for expression in expressions(text)):
                self.add_error("meant", _("“%(text)s” stands on both sides.") % {"text": text})

    def _adds_nothing(self, row: Row) -> bool:
        """Whether the other active entries lead from every word of this one to all that it stands for."""
        others, own = Synonyms(active_rows(without=self.instance)), Synonyms([row])
        if row.language == GERMAN:
            return covers(others.meanings, own.meanings)
        return covers(others.foreign.get(row.language, {}), own.foreign[row.language])


def covers(known: dict, new: dict) -> bool:
    return all(set(targets) <= set(known.get(expression, ())) for expression, targets in new.items())


def tidy(side: str) -> str:
    """One blank after each comma, nothing empty. Raises ValidationError for a side without words."""
    if any(sign in side for sign in SIGNS):
        raise forms.ValidationError(_("Write only words here, with commas between them."))
    found = [" ".join(text.split()) for text in side.split(",")]
    found = list(dict.fromkeys(text for text in found if text))
    if not any(words(text) for text in found):
        raise forms.ValidationError(_("There is no word here."))
    return ", ".join(found)


def problem(expression: str, language: str, longest: int) -> Any:
    """What is wrong with one expression, if anything."""
    found = [word.folded for word in words(expression.replace("-", ""), language)]
    telling = [word for word in found if word not in stop_words(language)]
    if not found:
        return _("“%(text)s” has no word in it.") % {"text": expression}
    if not telling:
        return _("“%(text)s” has only little words that stand everywhere.") % {"text": expression}
    if len(telling) > longest:
        return _("“%(text)s” is too long: at most %(most)s words between two commas.") % {
            "text": expression,
            "most": longest,
        }
    return None


class PinnedResultForm(WagtailAdminModelForm):
    """A query and the page that stands first for it."""

    def clean_query(self) -> str:
        query = " ".join(self.cleaned_data["query"].split())
        if not normalised(query):
            raise forms.ValidationError(_("There is no word here."))
        return query

    def clean_page(self) -> Any:
        page = self.cleaned_data["page"]
        if not IndexedDocument.objects.filter(key=f"{PAGES}:{page.pk}").exists():
            raise forms.ValidationError(
                _("Residents cannot find this page: it is not published, not public or not part of the search.")
            )
        return page

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until and until < timezone.localdate() and "until" in self.changed_data:
            raise forms.ValidationError(_("This day is over."))
        return until

    def clean(self) -> dict[str, Any]:
        fields = super().clean()
        if {"query", "page"} <= fields.keys():
            same = PinnedResult.objects.filter(normalised=normalised(fields["query"]), page=fields["page"])
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error("query", _("This page is already pinned for this query."))
        return fields


class BlockedSuggestionForm(WagtailAdminModelForm):
    """Words that are never suggested."""

    def clean(self) -> dict[str, Any]:
        fields = super().clean()
        text = normalised(fields.get("text", ""))
        if "text" not in fields:
            return fields
        if not text:
            self.add_error("text", _("There is no word here."))
        elif fields.get("match") == BlockedSuggestion.Match.ANYWHERE and len(text) < SHORTEST_ANYWHERE:
            self.add_error("text", _("So few letters stand in very many words."))
        elif self._is_known(text, fields.get("match")):
            self.add_error("text", _("This is already blocked."))
        return fields

    def _is_known(self, text: str, match: Any) -> bool:
        others = BlockedSuggestion.objects.filter(match=match).exclude(pk=self.instance.pk)
        return any(normalised(other) == text for other in others.values_list("text", flat=True))


class SearchSettingsForm(WagtailAdminModelForm):
    """Weights of the fields and the switch of the suggestions."""

    WEIGHTS = ("title_weight", "keywords_weight", "summary_weight", "body_weight")

    def clean(self) -> dict[str, Any]:
        fields = super().clean()
        if not any(fields.get(name, 1) for name in self.WEIGHTS):
            self.add_error("title_weight", _("One of the fields must count, or nothing is found."))
        return fields
