"""Marks the words of a text that were asked for."""

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import words
from search.concepts import Query
from search.ranking import FULL_MATCH
from search.vocabulary import Vocabulary

LONGEST_SUMMARY = 300


def mark(text: str, query: Query, vocabulary: Vocabulary) -> SafeString:
    """The text as HTML, with `<mark>` around every word that answers the query."""
    done, pieces = 0, []
    for start, end in marked_spans(text, query, vocabulary):
        pieces += [conditional_escape(text[done:start]), mark_safe("<mark>"), conditional_escape(text[start:end])]
        pieces.append(mark_safe("</mark>"))
        done = end
    return mark_safe("".join([*pieces, conditional_escape(text[done:])]))  # noqa: S308  every piece is escaped


def marked_spans(text: str, query: Query, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Where the words stand, without overlaps: the whole of a hyphenated word counts more than its parts."""
    wanted = {term for term, weight in query.terms.items() if weight >= FULL_MATCH} | set(query.corrections.values())
    spans: list[tuple[int, int]] = []
    for word in sorted(words(text, query.language), key=lambda word: (word.start, -word.end)):
        if spans and word.start < spans[-1][1]:
            continue
        parts = vocabulary.splitter.all_parts(word.folded, word.stem) if query.language == "de" else []
        if wanted.intersection((word.stem, *parts)):
            spans.append((word.start, word.end))
    return spans


def shortened(text: str, length: int = LONGEST_SUMMARY) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
