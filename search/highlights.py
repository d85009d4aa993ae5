"""Marks the words of a text that were asked for."""

from collections.abc import Iterable

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import WORD, Word, fold, words_of
from search.concepts import Query
from search.vocabulary import Vocabulary

LONGEST_SUMMARY = 300
# The word itself, its synonyms and what was meant by a mistyped one; not words out of longer expressions.
TELLING = 0.6
# If none of them is there: everything but the far parts of a compound.
HARDLY_TELLING = 0.5

Span = tuple[int, int]


class Marker:
    """Knows the words that answer a query."""

    def __init__(self, query: Query, vocabulary: Vocabulary, language: str, least: float = TELLING) -> None:
        self.language, self.splitter = language, vocabulary.splitter
        self.wanted = {term for term, weight in query.terms.items() if weight >= least}
        self.wanted |= set(query.corrections.values())
        self.known: dict[str, list[Span]] = {}
        self.in_token = _InToken(self)

    def mark(self, text: str) -> SafeString:
        """The text as HTML, with `<mark>` around every word that answers the query."""
        done, pieces = 0, []
        for start, end in self.spans(text):
            pieces += [conditional_escape(text[done:start]), mark_safe("<mark>"), conditional_escape(text[start:end])]
            pieces.append(mark_safe("</mark>"))
            done = end
        return mark_safe("".join([*pieces, conditional_escape(text[done:])]))  # noqa: S308  every piece is escaped

    def spans(self, text: str) -> list[Span]:
        """Where the words stand, without overlaps; a text is read once."""
        if text not in self.known:
            self.known[text] = self._find(text)
        return self.known[text]

    def _find(self, text: str) -> list[Span]:
        found: list[Span] = []
        for match in WORD.finditer(text):
            if spans := self.in_token[match[0]]:
                place = match.start()
                found += [(place + start, place + end) for start, end in spans]
        return found


class _InToken(dict[str, list[Span]]):
    """What is written without blanks → where the wanted words stand in it. Fills itself: most tokens come often."""

    def __init__(self, marker: Marker) -> None:
        super().__init__()
        self.marker = marker

    def __missing__(self, token: str) -> list[Span]:
        """The whole of a hyphenated word counts more than its parts."""
        found: list[Span] = []
        for word in sorted(words_of(token, self.marker.language), key=lambda word: (word.start, -word.end)):
            if not found or word.start >= found[-1][1]:
                found += self._spans_of(word, token[word.start : word.end])
        self[token] = found
        return found

    def _spans_of(self, word: Word, written: str) -> list[Span]:
        wanted = self.marker.wanted
        if word.stem in wanted:
            return [(word.start, word.end)]
        parts = self.marker.splitter.all_parts(word.folded, word.stem) if self.marker.language == "de" else ()
        if wanted.isdisjoint(parts):
            return []
        inner = [span for part, span in places_of(parts, written).items() if part in wanted]
        return [(word.start + start, word.start + end) for start, end in without_overlaps(inner)] or [
            (word.start, word.end)
        ]


def places_of(parts: Iterable[str], written: str) -> dict[str, Span]:
    """Where the parts of a compound stand in it, each up to where the next one begins."""
    starts = {part: start for part in parts if (start := place_of(part, written)) is not None}
    borders = [*sorted(starts.values()), len(written)]
    ends = {
        part: next(border for border in borders if border >= min(start + len(part), len(written)))
        for part, start in starts.items()
    }
    return {part: (start, ends[part]) for part, start in starts.items()}


def place_of(part: str, written: str) -> int | None:
    """Where the stem of a part begins in a word as it is written, umlauts and ß included."""
    places = range(len(written))
    return next((start for start in places if fold(written[start : start + 2 * len(part)]).startswith(part)), None)


def without_overlaps(spans: list[Span]) -> list[Span]:
    """Spans in order; those that touch become one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def passage(text: str, marker: Marker, length: int = LONGEST_SUMMARY) -> str:
    """The beginning of a text; of a long one the sentence from which on something was asked for."""
    first = next((start for start, _end in marker.spans(text)), 0) if len(text) > length else 0
    if first < length:
        return shortened(text, length)
    sentence = text.rfind(". ", 0, first) + 2
    start = sentence if sentence > max(1, first - length // 2) else text.rfind(" ", 0, first) + 1
    return "… " + shortened(text[start:], length)


def shortened(text: str, length: int = LONGEST_SUMMARY) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
