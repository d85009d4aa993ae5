"""What residents call a service, by its LeiKa key, so that a service is found before any editor has thought of words for it.

The table holds beginnings of keys: 8 digits name an object, and their words belong to every act upon it (99 008 001, perso);
11 or 14 digits belong to that act alone (99 008 001 014, perso verloren). The words are ours.
"""

import re
from functools import cache
from pathlib import Path

from service_catalogue.leika.keys import LENGTH, OBJECT_DIGITS

_TABLE = Path(__file__).resolve().parent.parent / "data" / "everyday-words.txt"
_LINE = re.compile(r"(?P<beginning>99\d{6}(?:\d{3}){0,2}) (?P<name>[^:]+): (?P<words>.+)")
_LENGTHS = range(OBJECT_DIGITS, LENGTH + 1, 3)


def everyday_words(key: str) -> list[str]:
    """The words for a key, those of its act before those of its object; none for a key that the table does not know."""
    beginnings = [key[:length] for length in reversed(_LENGTHS)] if len(key) == LENGTH else []
    return list(dict.fromkeys(word for beginning in beginnings for word in table().get(beginning, ())))


def service_names() -> list[str]:
    """What the table's services are called."""
    return [parts["name"] for parts in _lines()]


@cache
def table() -> dict[str, tuple[str, ...]]:
    """Words by the beginning of a key."""
    return {parts["beginning"]: tuple(word.strip() for word in parts["words"].split(",")) for parts in _lines()}


def _lines() -> list[re.Match[str]]:
    """The parts of each line. Raises ValueError with its number for a line that cannot be read."""
    found = {}
    for number, line in enumerate(_TABLE.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        parts = _LINE.fullmatch(line)
        if parts is None or parts["beginning"] in found:
            raise ValueError(f"{_TABLE.name}, line {number}: no line of its own with a key's beginning, name and words")
        found[parts["beginning"]] = parts
    return list(found.values())
