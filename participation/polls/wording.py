"""Once somebody has answered, a question stays what it was: only typing errors may be put right."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from participation.polls.questions import Question

Used = set[tuple[str, str]]
"""Names of questions and options that somebody has chosen or answered."""


def broken_promises(old: Iterable[Question], new: Iterable[Question], used: Used) -> Iterator[str]:
    """What was answered and would now be gone or mean something else, as sentences for the editor."""
    by_id = {question.id: question for question in new}
    for question in old:
        chosen = {option for name, option in used if name == question.id}
        if chosen:
            yield from changes_of(question, by_id.get(question.id), chosen)


def changes_of(question: Question, now: Question | None, chosen: set[str]) -> Iterator[str]:
    words = {"question": question.text}
    if now is None or now.kind != question.kind:
        yield _("“%(question)s” has been answered already and cannot be removed. Make a new poll instead.") % words
        return
    if not is_typing_error(question.text, now.text):
        yield _("“%(question)s” has been answered already and cannot ask something else.") % words
    if question.is_confidential and not now.is_confidential:
        yield _("The answers to “%(question)s” were given in confidence. That stays so.") % words
    yield from changed_options(question, now, chosen)


def changed_options(question: Question, now: Question, chosen: set[str]) -> Iterator[str]:
    labels = now.labels
    # Each step of a scale has its meaning from all the others.
    kept = set(question.labels) if question.kind == "scale" else chosen
    for option in question.options:
        if option.id in kept and not is_typing_error(option.label, labels.get(option.id, "")):
            yield _("The answer “%(answer)s” has been chosen already and stays as it is.") % {"answer": option.label}
    if question.kind == "scale" and len(now.options) != len(question.options):
        yield _("The scale of “%(question)s” has been used already and keeps its steps.") % {"question": question.text}


def is_typing_error(old: str, new: str) -> bool:
    """Whether only letters within words differ, not the words: “kein” instead of “ein” is another question."""
    before, after = words_of(old), words_of(new)
    return len(before) == len(after) and all(map(is_same_word, before, after))


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("ß", "ss"))


def is_same_word(old: str, new: str) -> bool:
    """One letter wrong in words of four letters and more, two in long ones; never the first, and never in numbers."""
    if old == new:
        return True
    shortest = min(len(old), len(new))
    if shortest < 4 or old[0] != new[0] or any(letter.isdigit() for letter in old + new):
        return False
    return distance(old, new) <= (1 if shortest < 8 else 2)


def distance(old: str, new: str) -> int:
    """How many letters must be put in, taken out or replaced (Levenshtein 1966)."""
    row = list(range(len(new) + 1))
    for number, letter in enumerate(old, start=1):
        before, row[0] = row[0], number
        for place, other in enumerate(new, start=1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (letter != other))
    return row[-1]
