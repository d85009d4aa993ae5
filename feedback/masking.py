"""Takes out of visitors' words what plainly leads to a person; names it cannot know."""

import re

HIDDEN = "[…]"
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?\b")
# Dots are left out: 01.02.2026 is a day. Six digits at least: 05770 is a postcode.
PHONE = re.compile(r"(?<![\w.,])(?:\+|00|\(?0)\d(?:[ /()-]{0,2}\d){5,14}(?![\w])")
STREET = re.compile(
    r"\b[A-ZÄÖÜ][\wäöüß.-]*(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|weg|platz|allee|gasse|ring|damm|ufer)\s+\d{1,4}(?:\s?[a-z]\b)?"
)


def mask(words: str) -> str:
    """The words without addresses of mail, bank accounts, telephone numbers and streets with a number."""
    for pattern in (EMAIL, IBAN, PHONE, STREET):
        words = pattern.sub(HIDDEN, words)
    return words
