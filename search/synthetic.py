"""Invented documents about everything a town hall has words for, so that figures hold for a whole site."""

# ruff: noqa: SIM905  lists of words are read more easily as text.

import random

from cms.searchable import SearchTexts
from search.compounds import base_words

SHARES = {"service": 0.6, "news": 0.3, "project": 0.06, "page": 0.04}
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
    kinds += ["service"] * (number - len(kinds))
    return [(kind, synthetic_text(chance, kind)) for kind in kinds]


def synthetic_text(chance: random.Random, kind: str) -> SearchTexts:
    words = base_words()
    thing = chance.choice(words).capitalize() + chance.choice(words)
    about = chance.choice(VERBS if kind == "service" else SUBJECTS)
    body = [chance.choice(LITTLE) if chance.random() < LITTLE_SHARE else some_word(chance) for _ in range(BODY_WORDS)]
    return SearchTexts(
        f"{thing} {about}", [thing + chance.choice(THINGS)], " ".join(body[:SUMMARY_WORDS]), " ".join(body)
    )


def some_word(chance: random.Random) -> str:
    """Every third word is a compound."""
    words = base_words()
    return chance.choice(words) + chance.choice(["", "", chance.choice(words)])
