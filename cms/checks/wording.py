"""S: sentences that everybody understands at the first reading. Each rule says why, and what to write instead."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.checks import german
from cms.checks.findings import Problem, Severity
from cms.checks.pictures import shortened
from cms.checks.reading import Passage, Place, Reading

# DIN 8581-1 (plain language) asks for short sentences; above twenty-five words most readers begin again.
LONG_SENTENCE, ENDLESS_SENTENCE = 25, 40
MANY_HIDDEN_VERBS = 3


def not_pasted(page: Any, reading: Reading) -> Iterator[Problem]:
    """S1: no word is divided as at the end of a line."""
    everything = reading.words
    for passage in reading.passages:
        for divided, whole in german.hyphenations(passage.text, everything):
            text = _(
                "“%(divided)s” looks divided, as at the end of a line in a PDF. Search and screen readers do not know the word. "
                "Write “%(whole)s”."
            )
            yield _at(passage.place, text % {"divided": " ".join(divided.split()), "whole": whole})


def short_sentences(page: Any, reading: Reading) -> Iterator[Problem]:
    """S2: a sentence says one thing."""
    for passage, sentence in _german_sentences(page, reading):
        count = len(german.words(sentence))
        if count > LONG_SENTENCE:
            text = _(
                "A sentence of %(n)d words: “%(text)s” Most people have forgotten the beginning when they reach the end. "
                "Make two or three of it."
            )
            severity = Severity.WARNING if count > ENDLESS_SENTENCE else None
            yield _at(passage.place, text % {"n": count, "text": shortened(sentence)}, severity)


def says_who_acts(page: Any, reading: Reading) -> Iterator[Problem]:
    """S3: sentences say who does something."""
    for place, found in _by_place(page, reading, german.is_passive):
        text = ngettext(
            "A sentence in the passive: “%(text)s” It does not say who acts. Name them: “We check …”, “You bring …”.",
            "%(n)d sentences in the passive, the first: “%(text)s” They do not say who acts. Name them: “We check …”, “You bring …”.",
            len(found),
        )
        yield _at(place, text % {"n": len(found), "text": shortened(found[0])})


def uses_verbs(page: Any, reading: Reading) -> Iterator[Problem]:
    """S4: what happens stands in verbs, not in nouns."""
    for passage, sentence in _german_sentences(page, reading):
        nouns = german.hidden_verbs(sentence)
        if len(nouns) >= MANY_HIDDEN_VERBS:
            text = _(
                "“%(nouns)s” in one sentence: nouns made from verbs are hard to take in. Use the verbs themselves."
            )
            yield _at(passage.place, text % {"nouns": ", ".join(nouns)})
    for passage in _german_prose(page, reading):
        for phrase, plain in german.set_phrases(passage.text):
            text = _("“%(phrase)s” is the language of offices. Plainer: %(plain)s.")
            yield _at(passage.place, text % {"phrase": phrase, "plain": plain})


def explains_abbreviations(page: Any, reading: Reading) -> Iterator[Problem]:
    """S5: an abbreviation is explained once on the page, or not used."""
    everything, seen = reading.words, set()
    for passage in _german_prose(page, reading):
        for short in german.abbreviations(passage.text):
            if short not in seen and not german.is_explained(short, everything):
                seen.add(short)
                text = _(
                    "“%(short)s” is explained nowhere on the page. Write it out the first time, with the abbreviation in "
                    "brackets behind it, or use the whole word."
                )
                yield _at(passage.place, text % {"short": short})
        for short, plain in german.shortened_words(passage.text):
            text = _("“%(short)s” stops many readers. Plainer: %(plain)s.")
            yield _at(passage.place, text % {"short": short, "plain": plain})


def _is_german(page: Any) -> bool:
    """A page that has no language yet gets that of the house, which is German."""
    return page.locale_id is None or page.locale.language_code == "de"


def _german_prose(page: Any, reading: Reading) -> list[Passage]:
    return [passage for passage in reading.passages if passage.is_prose] if _is_german(page) else []


def _german_sentences(page: Any, reading: Reading) -> Iterator[tuple[Passage, str]]:
    for passage in _german_prose(page, reading):
        for sentence in german.sentences(passage.text):
            yield passage, sentence


def _by_place(page: Any, reading: Reading, applies: Any) -> Iterable[tuple[Place, list[str]]]:
    """One line per field or block, however many sentences of it are meant."""
    found: dict[Place, list[str]] = {}
    for passage, sentence in _german_sentences(page, reading):
        if applies(sentence):
            found.setdefault(passage.place, []).append(sentence)
    return found.items()


def _at(place: Place, text: str, severity: Severity | None = None) -> Problem:
    return Problem(text, place.field, severity, block=place.block)
