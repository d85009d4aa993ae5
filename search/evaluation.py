"""Measures a search with questions whose right answers are known: how good the answers are and how long they take.

The tables are read here and the figures computed; `search/scratch.py` puts an index together to ask.
"""

import csv
import math
import statistics
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from cms.searchable import SearchTexts
from service_catalogue import leika

QUESTION_COLUMNS = ("id", "query", "expected", "kind")
SERVICE_COLUMNS = ("titel", "leika", "kategorie", "kurz", "begriffe")
BETWEEN_TITLES = "|"
BETWEEN_WORDS = ";"
LOOKED_AT, SHOWN_FIRST = 10, 5
BEST, OTHER = 3, 1
LONGEST_CELL = 1_000_000


class TableError(Exception):
    """A table that cannot be read; says where and why."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}, line {line}: {problem}" if line else f"{path}: {problem}")


class Question(NamedTuple):
    """What somebody types, and the titles that should come, the best one first."""

    line: int
    id: str
    query: str
    expected: tuple[str, ...]
    kind: str


class Answer(NamedTuple):
    """What came, each title once, and how long it usually took."""

    question: Question
    titles: list[str]
    milliseconds: float

    @property
    def ranks(self) -> list[int]:
        """Where the expected titles stand among those that are looked at, counted from 1; the best rank first."""
        looked_at = self.titles[:LOOKED_AT]
        return sorted(looked_at.index(title) + 1 for title in self.question.expected if title in looked_at)


@dataclass(frozen=True)
class Figures:
    """Shares from 0 to 1, and milliseconds; the names are those of the JSON output."""

    queries: int
    hit_at_5: float
    first_at_5: float
    mrr_at_10: float
    ndcg_at_10: float
    zero_rate: float
    p50_ms: float
    p95_ms: float


Ask = Callable[[str], list[str]]
"""Asks a search and returns the titles it shows."""


def read_questions(path: Path) -> list[Question]:
    """The table of queries: `id,query,expected,kind`, expected titles separated by ` | `."""
    found = []
    for line, row in read_rows(path, QUESTION_COLUMNS):
        expected = tuple(filter(None, map(tidy, row["expected"].split(BETWEEN_TITLES))))
        if not row["query"].strip():
            raise TableError(path, line, "the query is empty.")
        if not expected:
            raise TableError(path, line, "no title is expected.")
        found.append(Question(line, row["id"].strip(), row["query"], expected, row["kind"].strip()))
    return found


def read_services(path: Path) -> list[SearchTexts]:
    """The table of services: `titel,leika,kategorie,kurz,begriffe`, search words separated by `;`."""
    found = []
    for line, row in read_rows(path, SERVICE_COLUMNS):
        if not row["titel"].strip():
            raise TableError(path, line, "the title is empty.")
        key = leika.normalise(row["leika"])
        keywords = list(filter(None, map(tidy, [*row["begriffe"].split(BETWEEN_WORDS), key])))
        sayings = leika.everyday_words(key)
        found.append(SearchTexts(tidy(row["titel"]), keywords, row["kurz"], row["kategorie"], sayings))
    return found


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with the lines on which they begin. Raises TableError."""
    text = read_text(path)
    limit_of_others = csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    heading: list[str] = []
    line, is_empty = 1, True
    try:
        for cells in rows:
            if any(cells) and not heading:
                heading = read_heading(path, line, cells, columns)
            elif any(cells):
                if len(cells) != len(heading):
                    raise TableError(path, line, f"{len(cells)} cells where the heading has {len(heading)}.")
                is_empty = False
                yield line, dict(zip(heading, cells, strict=True))
            line = rows.line_num + 1
    except csv.Error as error:
        raise TableError(path, line, f"{error}.") from None
    finally:
        csv.field_size_limit(limit_of_others)
    if is_empty:
        raise TableError(path, 0, "the table is empty.")


def read_text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TableError(path, 0, f"{error.strerror}.") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableError(path, data.count(b"\n", 0, error.start) + 1, "this is not UTF-8.") from None


def delimiter_of(text: str) -> str:
    """A comma; or what German spreadsheets write instead."""
    heading = text.lstrip().partition("\n")[0]
    return max(",", ";", "\t", key=heading.count)


def read_heading(path: Path, line: int, cells: list[str], columns: Sequence[str]) -> list[str]:
    heading = [cell.strip().lower() for cell in cells]
    missing = [column for column in columns if column not in heading]
    if missing:
        raise TableError(path, line, f"no column {', '.join(missing)}; the heading is {','.join(columns)}.")
    if double := [column for column in columns if heading.count(column) > 1]:
        raise TableError(path, line, f"column {double[0]} more than once.")
    return heading


def tidy(text: str) -> str:
    """A title as it is compared: one way to write umlauts, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def unknown_titles(questions: list[Question], services: list[SearchTexts]) -> list[tuple[int, str]]:
    """Lines and titles of what is expected but cannot be found."""
    known = {service.title for service in services}
    return [(question.line, title) for question in questions for title in question.expected if title not in known]


def ask_all(questions: list[Question], asks: dict[str, Ask], repeat: int) -> dict[str, list[Answer]]:
    """Put every question to every search, in turn, so that all meet the same load of the machine.

    Each is asked once to warm up; the time of an answer is the middle one of the repetitions.
    """
    answers: dict[str, list[Answer]] = {name: [] for name in asks}
    for question in questions:
        titles = {name: ask(question.query) for name, ask in asks.items()}
        times: dict[str, list[float]] = {name: [] for name in asks}
        for _ in range(repeat):
            for name, ask in asks.items():
                times[name].append(milliseconds(ask, question.query))
        for name in asks:
            unique = [tidy(title) for title in dict.fromkeys(titles[name])]
            answers[name].append(Answer(question, unique, statistics.median(times[name])))
    return answers


def milliseconds(ask: Ask, query: str) -> float:
    started = time.perf_counter()
    ask(query)
    return (time.perf_counter() - started) * 1000


def figures(answers: list[Answer]) -> Figures:
    times = [answer.milliseconds for answer in answers]
    return Figures(
        len(answers),
        hit_at_5=mean(is_hit(answer) for answer in answers),
        first_at_5=mean(answer.question.expected[0] in answer.titles[:SHOWN_FIRST] for answer in answers),
        mrr_at_10=mean(1 / answer.ranks[0] if answer.ranks else 0 for answer in answers),
        ndcg_at_10=mean(ndcg(answer) for answer in answers),
        zero_rate=mean(not answer.titles for answer in answers),
        p50_ms=round(percentile(times, 0.50), 2),
        p95_ms=round(percentile(times, 0.95), 2),
    )


def figures_by_kind(answers: list[Answer]) -> dict[str, Figures]:
    kinds = dict.fromkeys(answer.question.kind for answer in answers)
    return {kind: figures([answer for answer in answers if answer.question.kind == kind]) for kind in kinds}


def is_hit(answer: Answer) -> bool:
    """Whether somebody who reads the first five results has seen an expected one."""
    return bool(answer.ranks) and answer.ranks[0] <= SHOWN_FIRST


def ndcg(answer: Answer) -> float:
    """How close the order is to the best possible: the first expected title is worth 3, every other one 1."""
    worth = dict.fromkeys(answer.question.expected, OTHER) | {answer.question.expected[0]: BEST}
    found = discounted([worth.get(title, 0) for title in answer.titles[:LOOKED_AT]])
    return found / discounted(sorted(worth.values(), reverse=True)[:LOOKED_AT])


def discounted(grades: list[int]) -> float:
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(grades))


def percentile(values: list[float], share: float) -> float:
    """The smallest value that is not exceeded by this share of all."""
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]


def mean(values: Iterator[float]) -> float:
    return round(statistics.fmean(values), 4)
