"""Letters the one way in which words are compared, wherever residents look for something."""

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark.
SPECIAL_LETTERS = {
    "ß": "ss",
    "æ": "a",
    "œ": "o",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ı": "i",
    "þ": "th",
    "ħ": "h",
    "ŧ": "t",
    # Arabic is often typed without the signs above and below its letters.
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ى": "ي",
    "ґ": "г",
}
TYPED_UMLAUT = re.compile(r"ae|oe|(?<![aeiouyäöüq])ue")


class Letters(dict[int, str]):
    """Table for str.translate that fills itself: Latin letters lose their marks, other scripts keep theirs."""

    def __missing__(self, code: int) -> str:
        self[code] = self._plain(chr(code))
        return self[code]

    @staticmethod
    def _plain(letter: str) -> str:
        if letter in SPECIAL_LETTERS:
            return SPECIAL_LETTERS[letter]
        if unicodedata.category(letter) == "Mn" or letter in "\u0640\u00ad\u200c\u200d":
            return ""
        base = unicodedata.normalize("NFD", letter)[0]
        # Й and ї are letters of their own: only Latin letters are taken apart.
        return base if base.isascii() else letter


LETTERS = Letters()


def fold(text: str) -> str:
    """Write a word the one way in which it is compared: "Straße", "STRASSE" and "Führer", "Fuehrer" become one."""
    text = unicodedata.normalize("NFKC", text).lower()
    if not text.isascii() or "e" in text:
        text = TYPED_UMLAUT.sub(lambda found: found[0][0], text).translate(LETTERS)
    return text
