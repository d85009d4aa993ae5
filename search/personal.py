"""Recognises queries that are about a person or came out of somebody's papers. They are never stored."""

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from search.analysis import Word, content_words, fold
from search.vocabulary import Vocabulary

GIVEN_NAMES = Path(__file__).parent / "data" / "given_names.txt"
# Telephone, account, tax and card numbers, dates of birth. A postcode has five digits, a year four.
MOST_DIGITS = 5
MAIL_SIGN = "@"
FORMS_OF_ADDRESS = frozenset({"herr", "herrn", "hr", "hrn", "frau", "frl", "familie", "fam", "dr", "prof"})
STREET = (
    r"(?:stra(?:ß|ss)e|str\.?|weg|platz|allee|gasse|ring|damm|ufer|hof|markt|kamp|feld|berg|busch|brink|heide|wall)"
)
HOUSE_NUMBER = r"\d{1,3}\s?[a-z]?\b"
# Hauptstraße 12a; Marienstr.4; Breite Straße Nr. 4; Am Alten Brink 4.
ADDRESS = re.compile(
    rf"{STREET}\s*(?:nr\.?\s*)?{HOUSE_NUMBER}|\b(?:am|an|auf|im|in|zum|zur)\s+(?:de[mnr]\s+)?(?:[^\W\d_]+\s+){{1,2}}{HOUSE_NUMBER}$",
    re.IGNORECASE,
)
# MI-AB 123; with a blank instead of the dash as well, where no little word stands there: Bus am 24.
NUMBER_PLATE = re.compile(
    r"\b[A-ZÄÖÜ]{1,3}(?:-|\s(?!(?:ab|am|an|im|in|um|zu)\b))[A-Z]{1,2}\s?\d{1,4}[EH]?\b", re.IGNORECASE
)
# Of birth, above all.
DAY = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.\s?\d{2}")


def is_personal(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a query could tell who somebody is: in doubt yes, as what is left out costs nothing."""
    return (
        MAIL_SIGN in text
        or sum(map(str.isdigit, text)) > MOST_DIGITS
        or any(pattern.search(text) for pattern in (ADDRESS, NUMBER_PLATE, DAY))
        or has_name(content_words(text, joined=False), vocabulary)
    )


def has_name(found: list[Word], vocabulary: Vocabulary) -> bool:
    """A given name or form of address beside another word, unless the site itself uses both, as for the mayor."""
    pairs = [*pairwise(found), *pairwise(reversed(found))]
    return any(announces(first) and not is_on_site(first, second, vocabulary) for first, second in pairs)


def announces(word: Word) -> bool:
    return word.folded in FORMS_OF_ADDRESS or word.folded in given_names()


def is_on_site(first: Word, second: Word, vocabulary: Vocabulary) -> bool:
    return (first.stem in vocabulary or first.folded in FORMS_OF_ADDRESS) and second.stem in vocabulary


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    lines = GIVEN_NAMES.read_text(encoding="utf-8").splitlines()
    return frozenset(fold(name) for line in lines if not line.startswith("#") for name in line.split())
