"""What a measured site is about: the services that are asked for, and other documents in ordinary German."""

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from cms.searchable import SearchTexts
from search.synthetic import synthetic_texts

DEMO_TOWN = Path(__file__).resolve().parents[2] / "demo" / "content"
SENTENCE = re.compile(r"[A-ZÄÖÜ][^.!?\n<>\[\]]{30,200}[.!?](?=\s|$)")
SENTENCES = 5


def texts_of_a_town(services: list[SearchTexts], number: int) -> list[tuple[str, SearchTexts]]:
    """Kinds and texts of so many documents, the same every time.

    The invented ones have titles of their own and sentences of the demo town: in sentences some words are in every
    third text and most are rare, and that decides how long a search takes.
    """
    chance = random.Random(1)
    sentences = sentences_of_the_demo_town()
    found = [("service", service) for service in services]
    for kind, texts in synthetic_texts(number - len(services)):
        summary, *body = chance.sample(sentences, SENTENCES)
        found.append((kind, replace(texts, summary=summary, body=" ".join(body))))
    return found


def sentences_of_the_demo_town() -> list[str]:
    tables = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(DEMO_TOWN.glob("*.toml")))
    found = (sentence for table in tables for text in strings(table) for sentence in SENTENCE.findall(text))
    return list(dict.fromkeys(found))


def strings(value: Any) -> Iterator[str]:
    """All texts in a table, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)
