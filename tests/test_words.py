"""Every word of the house has its German: complete, with the same placeholders, and none newer than the catalogue."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

HOUSE = Path(__file__).resolve().parent.parent
WORDS = Path("locale", "de", "LC_MESSAGES", "django.po")
NOT_OURS = (".*", "node_modules", "tests", "media", "data", "*.mo", "*.jpg", "*.sqlite3*")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
FAMILIAR = re.compile(r"\b([Dd]u|[Dd]ich|[Dd]ir|[Dd]ein(e[mnrs]?)?|[Ee]uch|[Gg]ib)\b")


def read_catalogue(house: Path) -> Catalog:
    with (house / WORDS).open("rb") as file:
        return read_po(file, locale="de")


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """The text, or singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text)


def is_translated(message: Message) -> bool:
    return not message.fuzzy and all(forms(message.string))


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


@pytest.fixture(scope="module")
def entries() -> list[Message]:
    return [message for message in read_catalogue(HOUSE) if message.id]


def test_every_word_has_its_german(entries):
    assert len(entries) > 500
    assert [message.id for message in entries if not is_translated(message)] == []


def test_placeholders_are_the_same_in_german(entries):
    pairs = [pair for message in entries for pair in zip(forms(message.id), forms(message.string), strict=True)]
    assert [pair for pair in pairs if placeholders(pair[0]) != placeholders(pair[1])] == []


def test_blanks_at_the_borders_are_the_same_in_german(entries):
    pairs = [(forms(message.id)[0], forms(message.string)[0]) for message in entries]
    assert [pair for pair in pairs if borders(pair[0]) != borders(pair[1])] == []


def borders(text: str) -> tuple[bool, bool]:
    return text[0].isspace(), text[-1].isspace()


def test_people_are_addressed_as_sie(entries):
    assert [text for message in entries for text in forms(message.string) if FAMILIAR.search(text)] == []


@pytest.mark.skipif(
    shutil.which("xgettext") is None, reason="GNU gettext is not installed: new words are not looked for"
)
def test_no_word_is_newer_than_the_catalogue(tmp_path):
    copy = tmp_path / "house"
    shutil.copytree(HOUSE, copy, ignore=shutil.ignore_patterns(*NOT_OURS))
    without_settings = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "django", "makemessages", "--locale", "de", "--no-location"]
    subprocess.run(command, cwd=copy, env=without_settings, check=True, capture_output=True)
    fresh = [message for message in read_catalogue(copy) if message.id]
    assert [message.id for message in fresh if not is_translated(message)] == [], "Run: make messages"
