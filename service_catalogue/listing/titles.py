"""Where a title stands in the alphabet."""

import re
import unicodedata

from service_catalogue.models.listing import LONGEST_SORT_KEY

NO_LETTER = "#"
NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")


def sort_key(title: str) -> str:
    """Umlauts and accents stand with their letter, as in a German dictionary (DIN 5007-1); marks do not count."""
    letters = unicodedata.normalize("NFKD", title.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return NEITHER_LETTER_NOR_DIGIT.sub(" ", bare).strip()[:LONGEST_SORT_KEY]


def initial(key: str) -> str:
    """The letter under which a sort key stands; everything that begins with a digit stands under “#”."""
    first = key[:1].upper()[:1]
    return first if first.isalpha() else NO_LETTER
