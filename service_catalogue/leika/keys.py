"""The form of a LeiKa key: 14 digits, their spellings, and what the zeros in them say."""

import re

from django.utils.translation import gettext as _

LENGTH = 14
FEDERAL_INSTANCE = "99"
GROUP = slice(2, 5)
ACT = slice(8, 11)
DETAIL = slice(11, 14)
OBJECT_DIGITS = 8  # the same Leistungsobjekt
ACT_DIGITS = 11  # the same Leistungsobjekt and the same act upon it
KINDS = ("LO", "LOV", "LOVD")
URN = "urn:de:fim:leika:leistung:"

_NONE = "000"
_SEPARATORS = re.compile(r"[,;|\n\r\t]+")
_DECORATION = re.compile(r"[\s.\u00a0\u202f\u200b]+")
# What stands before a key that was copied from a message or from the address line of a browser.
_BEFORE_A_KEY = re.compile(
    r"urn:de:fim:leika:leistung:|https?://(?:www\.)?(?:fimportal\.de|verwaltung\.bund\.de)/[\w/-]*/(?=\d)",
    re.IGNORECASE,
)


def normalise(text: str) -> str:
    """One key as machines write it: without blanks, dots and the beginning of a URN."""
    return _DECORATION.sub("", _BEFORE_A_KEY.sub("", text))


def split_keys(text: str) -> list[str]:
    """All keys in a text that may hold several, separated by comma, semicolon, bar, line or blank; each once, in order."""
    parts = _SEPARATORS.split(_BEFORE_A_KEY.sub("", text))
    return list(dict.fromkeys(key for part in parts for key in _keys_in(part)))


def _keys_in(part: str) -> list[str]:
    """Blanks stand within a key and between two keys: after the 14th digit a new one begins."""
    keys, current = [], ""
    for piece in _DECORATION.split(part):
        current += piece
        if len(current) == LENGTH:
            keys.append(current)
            current = ""
    return [*keys, current] if current else keys


def is_key(text: str) -> bool:
    return len(text) == LENGTH and text.isascii() and text.isdigit()


def errors(key: str) -> list[str]:
    """Why this cannot be a key; empty when it can."""
    if not is_key(key):
        return [_("“%(key)s” is not a LeiKa key: it needs exactly 14 digits.") % {"key": key[:40]}]
    if key[ACT] == _NONE and key[DETAIL] != _NONE:
        text = _("In the key %(key)s there is a detail (last three digits) without an act (the three digits before).")
        return [text % {"key": grouped(key)}]
    return []


def warnings(key: str) -> list[str]:
    """What is unusual about a key that is formally right."""
    if is_key(key) and key[:2] != FEDERAL_INSTANCE:
        text = _("The key %(key)s comes from a catalogue of its own (it begins with %(instance)s, not with 99).")
        return [text % {"key": grouped(key), "instance": key[:2]}]
    return []


def kind(key: str) -> str:
    """LO (an object), LOV (an act upon it) or LOVD (an act in detail): read from the zeros."""
    if key[ACT] == _NONE:
        return "LO"
    return "LOV" if key[DETAIL] == _NONE else "LOVD"


def parents(key: str) -> list[str]:
    """The keys above, nearest first. Lists often lack them: never require that they exist."""
    above = [key[:ACT_DIGITS] + _NONE, key[:OBJECT_DIGITS] + _NONE + _NONE]
    return above[{"LO": 2, "LOV": 1, "LOVD": 0}[kind(key)] :]


def grouped(key: str) -> str:
    """A key as people read it: 99 050 012 104 000."""
    if not is_key(key):
        return key
    return " ".join((key[:2], key[GROUP], key[5:8], key[ACT], key[DETAIL]))
