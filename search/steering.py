"""What editors have decided about the search, as every process remembers it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from search.analysis import normalised
from search.models import BlockedSuggestion, IndexVersion, PinnedResult, SearchSettings, Synonym
from search.ranking import FIELD_WEIGHTS
from search.synonyms import NO_SYNONYMS, Row, Synonyms

Weights = tuple[float, float, float, float]
"""Of title, search words, short text and full text."""

WORD_BEGINS, WORD_ENDS = r"(?<!\S)", r"(?!\S)"
PATTERNS = {
    BlockedSuggestion.Match.WORD: WORD_BEGINS + "{}" + WORD_ENDS,
    BlockedSuggestion.Match.BEGINNING: WORD_BEGINS + "{}",
    BlockedSuggestion.Match.ANYWHERE: "{}",
}


def never(text: str) -> bool:
    return False


@dataclass(frozen=True)
class Steering:
    """Synonyms, fixed results, weights and suggestions, as one search uses them."""

    synonyms: Synonyms = NO_SYNONYMS
    pins: dict[str, list[int]] = field(default_factory=dict)
    """Normalised query → primary keys of the pages that stand first, in their order."""
    weights: Weights = FIELD_WEIGHTS
    suggests: bool = True
    is_blocked: Callable[[str], bool] = never

    @classmethod
    def plain(cls) -> "Steering":
        """A search that no editor has touched, without synonyms."""
        return cls()

    def pinned(self, text: str) -> list[int]:
        return self.pins.get(normalised(text), []) if self.pins else []


class SteeringCache:
    """The steering of this process, read again when somebody has changed it and on every new day, as pins end."""

    def __init__(self) -> None:
        self.steering: Steering | None = None
        self.state: tuple[int, date] | None = None

    def forget(self) -> None:
        self.steering = None

    def get(self, today: date) -> Steering:
        # The version before the rows: what changes in between is read once more.
        state = (IndexVersion.current(IndexVersion.STEERING), today)
        steering = self.steering
        if steering is None or state != self.state:
            steering = read(today)
            self.steering, self.state = steering, state
        return steering


cache = SteeringCache()


def current() -> Steering:
    """What counts at this moment."""
    return cache.get(timezone.localdate())


def read(today: date) -> Steering:
    settings = SearchSettings.objects.first() or SearchSettings()
    return Steering(
        synonyms=Synonyms(active_rows()),
        pins=pins(running(today)),
        weights=weights(settings),
        suggests=settings.suggests,
        is_blocked=blocker(BlockedSuggestion.objects.all()),
    )


def active_rows(without: Synonym | None = None) -> list[Row]:
    found = Synonym.objects.filter(is_active=True)
    if without is not None and without.pk:
        found = found.exclude(pk=without.pk)
    return [Row(*row) for row in found.order_by("pk").values_list("said", "direction", "meant", "language")]


def running(today: date) -> Iterable[PinnedResult]:
    """Pins that have not ended; the last day still counts."""
    return PinnedResult.objects.filter(Q(until=None) | Q(until__gte=today))


def pins(results: Iterable[PinnedResult]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for result in sorted(results, key=lambda result: (result.position, result.pk or 0)):
        found.setdefault(result.normalised, []).append(result.page_id)
    return found


def weights(settings: SearchSettings) -> Weights:
    return settings.title_weight, settings.keywords_weight, settings.summary_weight, settings.body_weight


def blocker(blocked: Iterable[BlockedSuggestion]) -> Callable[[str], bool]:
    """Whether a suggestion has something in it that editors never want suggested."""
    found = [(PATTERNS[BlockedSuggestion.Match(entry.match)], normalised(entry.text)) for entry in blocked]
    patterns = [pattern.format(re.escape(text)) for pattern, text in found if text]
    if not patterns:
        return never
    blocks = re.compile("|".join(patterns)).search
    return lambda text: blocks(normalised(text)) is not None


def on_changed(sender: type, **kwargs: Any) -> None:
    """An editor has decided otherwise: this process reads anew at once, others when the change is certain."""
    cache.forget()
    IndexVersion.advance(IndexVersion.STEERING)
