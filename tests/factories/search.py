"""Documents of the search index, made from texts alone."""

import csv
from itertools import count
from pathlib import Path

from cms.searchable import SearchTexts
from search import documents, facets
from search.analysis import words
from search.vocabulary import Vocabulary

_numbers = count(1)


def make_texts(title, keywords=(), summary="", body=""):
    return SearchTexts(title, list(keywords), summary, body)


def store(*entries, kind="service", language="de", date=None, until=None, **properties):
    """Put texts (or titles) into the index, as a rebuild does: every title is known before compounds are split."""
    texts = [make_texts(entry) if isinstance(entry, str) else entry for entry in entries]
    known = {word.stem for text in texts for word in words(" , ".join([text.title, *text.keywords]))}
    known |= set(documents.current_vocabulary().title_words)
    analysed = []
    for text in texts:
        number = next(_numbers)
        analysed.append(
            documents.analyse_texts(
                text, key=f"test:{number}", kind=kind, url=f"/{kind}/{number}/", language=language, date=date
            )
        )
    for entry in analysed:
        entry.document.until, entry.document.facets = until, facets.write(properties)
    documents.store(analysed, Vocabulary(0, {}, known))
    documents.announce_change()


def read_services(path: Path) -> list[SearchTexts]:
    """Services from a table with the columns titel, leika, kategorie, kurz, begriffe."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            make_texts(row["titel"], [*row["begriffe"].split(";"), row["leika"]], row["kurz"], row["kategorie"])
            for row in csv.DictReader(file)
        ]


def read_queries(path: Path) -> list[tuple[str, list[str]]]:
    """Queries with the titles that should be found, the best one first."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["query"], row["expected"].split(" | ")) for row in csv.DictReader(file)]
