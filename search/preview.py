"""What a change that is not saved yet would do to the results of a query."""

from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any, NamedTuple

from django.utils import timezone

from search import steering
from search.finding import find
from search.models import BlockedSuggestion, PinnedResult, SearchSettings, Synonym
from search.steering import Steering, current
from search.suggestions import suggest
from search.synonyms import Row, Synonyms

SHOWN = 5
NEW, HIGHER, LOWER = "new", "higher", "lower"


class Line(NamedTuple):
    """A result in the preview."""

    title: str
    url: str
    kind: str
    change: str = ""
    """`new`, `higher`, `lower`, or nothing if it stands where it stood."""


@dataclass(frozen=True)
class Comparison:
    """The first results of a query before and after a change, and what is suggested to those who type it."""

    query: str
    before: list[Line]
    after: list[Line]
    suggested_before: list[Line]
    suggested_after: list[Line]

    @property
    def is_same(self) -> bool:
        return self.before == self.after

    @property
    def suggests_same(self) -> bool:
        return self.suggested_before == self.suggested_after


def compare(query: str, changed: Steering) -> Comparison:
    return Comparison(
        query,
        *both(first_results(query, current()), first_results(query, changed)),
        *both(first_suggestions(query, current()), first_suggestions(query, changed)),
    )


def both(before: list[Line], after: list[Line]) -> tuple[list[Line], list[Line]]:
    """Before, and after with what has moved."""
    places = {line.url: place for place, line in enumerate(before)}
    return before, [line._replace(change=moved(places.get(line.url), place)) for place, line in enumerate(after)]


def moved(before: int | None, after: int) -> str:
    if before is None:
        return NEW
    return HIGHER if after < before else LOWER if after > before else ""


def first_results(query: str, used: Steering) -> list[Line]:
    hits = find(query, per_page=SHOWN, steering=used).hits
    return [Line(hit.title, hit.url, hit.kind_label) for hit in hits]


def first_suggestions(query: str, used: Steering) -> list[Line]:
    """What is proposed to somebody who has typed this."""
    return [Line(found.text, found.url or "", "") for found in suggest(query, decided=used)]


@singledispatch
def unsaved(instance: Any) -> Steering:
    """The steering as it would be if this object were saved as it is."""
    raise NotImplementedError(type(instance).__name__)


@unsaved.register
def _(instance: Synonym) -> Steering:
    rows = steering.active_rows(without=instance)
    if instance.is_active:
        rows.append(Row(instance.said, instance.direction, instance.meant, instance.language))
    return replace(current(), synonyms=Synonyms(rows))


@unsaved.register
def _(instance: PinnedResult) -> Steering:
    today = timezone.localdate()
    others = [result for result in steering.running(today) if result.pk != instance.pk]
    instance.normalised = steering.normalised(instance.query)
    own = [instance] if instance.until is None or instance.until >= today else []
    return replace(current(), pins=steering.pins([*others, *own]))


@unsaved.register
def _(instance: BlockedSuggestion) -> Steering:
    others = BlockedSuggestion.objects.exclude(pk=instance.pk)
    return replace(current(), is_blocked=steering.blocker([*others, instance]))


@unsaved.register
def _(instance: SearchSettings) -> Steering:
    return replace(current(), weights=steering.weights(instance), suggests=instance.suggests)
