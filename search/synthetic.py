"""Invented documents about everything a town hall has words for, so that figures hold for a whole site."""

# ruff: noqa: SIM905  lists of words are read more easily as text.

import random

from cms.searchable import SearchTexts
from search.compounds import base_words

# A town has a few hundred services; what makes an index grow are news, and pages of every kind.
SHARES = {"service": 0.1, "news": 0.5, "project": 0.1, "page": 0.3}
VERBS = "beantragen anmelden ändern abmelden verlängern anzeigen bezahlen bestellen melden".split()
SUBJECTS = "Hund Kind Bau Gewerbe Wohnung Straße Müll Wasser Schule Grab Auto Wald Markt Verein Steuer Haus".split()
THINGS = "antrag genehmigung gebühr beratung anmeldung prüfung auskunft förderung satzung bescheid".split()
LITTLE = "der die das und für mit in auf Sie wird werden ist sind bei von zum eine einen nach".split()
LITTLE_SHARE = 0.3
BODY_WORDS, SUMMARY_WORDS = 50, 15


def synthetic_texts(number: int) -> list[tuple[str, SearchTexts]]:
    """So many kinds and texts, the same every time."""
    chance = random.Random(1)  # noqa: S311  nothing secret
    kinds = [kind for kind, share in SHARES.items() for _ in range(int(number * share))]
    kinds += ["news"] * (number - len(kinds))
    return [(kind, synthetic_text(chance, kind)) for kind in kinds]


def synthetic_text(chance: random.Random, kind: str) -> SearchTexts:
    words = base_words()
    thing = chance.choice(words).capitalize() + chance.choice(words)
    about = chance.choice(VERBS if kind == "service" else SUBJECTS)
    body = [chance.choice(LITTLE) if chance.random() < LITTLE_SHARE else some_word(chance) for _ in range(BODY_WORDS)]
    keywords = [thing + chance.choice(THINGS)] if kind == "service" else []
    return SearchTexts(f"{thing} {about}", keywords, " ".join(body[:SUMMARY_WORDS]), " ".join(body))


def some_word(chance: random.Random) -> str:
    """Every third word is a compound."""
    words = base_words()
    return chance.choice(words) + chance.choice(["", "", chance.choice(words)])
