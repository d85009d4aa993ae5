"""Measures our search and Wagtail's own on the same pages, in turn: how good the answers are and how long they take.

    .venv/bin/python -m bench.search [--documents 5000 50000] [--queries FILE --services FILE] [--json]

Two sites of its own, one in a SQLite file and one on a PostgreSQL server that it starts, get the same pages: the
services and as many invented ones as are missing. Both searches build their index of them. Then every query is put to
all of them in turn, so that they meet the same load of the machine: compare the ratios, not the milliseconds.

Wagtail's own is modelsearch as it is installed, asked as the search view of a new project does: all words (AND, the
default on databases), also within one page type; any word (OR); and on PostgreSQL, with its German dictionary, by
similar letters (fuzzy).
A search that takes longer than `--patience` seconds is stopped and counts as unanswered; one that takes longer than a
quarter of a second is asked only once. 5,000 documents take about three minutes, 50,000 about fifteen.
"""

import argparse
import json
import os
import platform
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from bench.search_peers import Call, site
from bench.search_peers.texts import texts_of_a_town
from search.evaluation import Answer, Question, TableError, figures, percentile, read_questions, read_services, tidy
from tests.postgres import running_server

PROJECT = Path(__file__).resolve().parent.parent
DEVELOPMENT_SET = PROJECT.parent / "shared" / "search"
OWN_SET = PROJECT / "tests" / "search" / "data"
SQLITE, POSTGRES = "SQLite", "PostgreSQL"
REFERENCE = f"{SQLITE}: ours"
SLOW_MS = 250
SHORTEST_TYPED = 2
COLUMNS = ("hit@5", "first@5", "MRR@10", "nDCG@10", "nothing", "unanswered", "p50 ms", "p95 ms", "x p50", "x p95")

Result = dict[str, Any]


class System(NamedTuple):
    """A search on one of the sites."""

    call: Call
    name: str


def main() -> None:
    # Whoever ends the measuring also ends the server and the processes that it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    options = read_options()
    try:
        questions, services = read_questions(options.queries), read_services(options.services)
    except TableError as error:
        sys.exit(str(error))
    if min(options.documents) < len(services):
        sys.exit(f"--documents starts at the {len(services)} services of {options.services}.")
    result: Result = {"machine": machine(), "queries": str(options.queries), "documents": {}}
    texts = texts_of_a_town(services, max(options.documents))
    with sites(options.without_postgres) as found:
        done = 0
        for number in sorted(options.documents):
            tell(f"{number} documents: pages")
            for call in found.values():
                call("grow", texts[done:number], done)
            done = number
            result["documents"][number] = measured = measure(found, questions, options)
            if not options.json:
                print(as_text(number, measured), flush=True)
    if options.json:
        print(json.dumps(result))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures our search and Wagtail's own on the same pages.")
    parser.add_argument("--documents", type=int, nargs="+", default=[5_000, 50_000], metavar="N")
    parser.add_argument("--queries", type=Path, help="table id,query,expected,kind")
    parser.add_argument("--services", type=Path, help="table titel,leika,kategorie,kurz,begriffe")
    parser.add_argument("--repeat", type=int, default=5, help="how often each query is timed")
    parser.add_argument("--patience", type=float, default=5.0, help="seconds after which a search is stopped")
    parser.add_argument("--without-postgres", action="store_true")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    options = parser.parse_args()
    if bool(options.queries) != bool(options.services):
        parser.error("--queries and --services belong together.")
    if options.repeat < 1 or options.patience <= 0:
        parser.error("--repeat starts at 1, --patience above 0.")
    if not options.queries:
        options.queries, options.services = known_set()
    return options


def known_set() -> tuple[Path, Path]:
    """The development set beside the repository, or else the smaller one of the tests."""
    if DEVELOPMENT_SET.is_dir():
        return DEVELOPMENT_SET / "dev-queries.csv", DEVELOPMENT_SET / "dev-services.csv"
    tell("The development set does not lie beside the repository; the queries of the tests take its place.")
    return OWN_SET / "town_queries.csv", OWN_SET / "town_services.csv"


@contextmanager
def sites(without_postgres: bool) -> Iterator[dict[str, Call]]:
    with tempfile.TemporaryDirectory(prefix="bench-search-") as name:
        folder = Path(name)
        with site(f"sqlite:///{folder}/bench.sqlite3", folder) as on_sqlite:
            if without_postgres:
                yield {SQLITE: on_sqlite}
                return
            with running_server() as address, site(address, folder) as on_postgres:
                yield {SQLITE: on_sqlite, POSTGRES: on_postgres}


def machine() -> Result:
    return {
        "date": time.strftime("%Y-%m-%d"),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


def tell(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def measure(found: dict[str, Call], questions: list[Question], options: argparse.Namespace) -> Result:
    """Everything at one number of documents."""
    built = {}
    for place, call in found.items():
        tell(f"indexes on {place}")
        built |= {f"{place}: {name}": figures for name, figures in call("build").items()}
    asked = {f"{place}: {name}": System(call, name) for place, call in found.items() for name in call("names")}
    tell("queries")
    load = os.getloadavg()[0]
    answers, unanswered = ask_all(asked, questions, options)
    measured = {name: {**asdict(figures(given)), "unanswered": unanswered[name]} for name, given in answers.items()}
    for entry in measured.values():
        for share in ("p50", "p95"):
            entry[f"times_{share}"] = round(entry[f"{share}_ms"] / measured[REFERENCE][f"{share}_ms"], 2)
    return {"load": load, "indexes": built, "searches": measured, "suggestions": suggestions(found[SQLITE], questions)}


def ask_all(
    asked: dict[str, System], questions: list[Question], options: argparse.Namespace
) -> tuple[dict[str, list[Answer]], dict[str, int]]:
    """Every question to every search in turn. The first round warms up, but is all there is of slow searches."""
    answers: dict[str, list[Answer]] = {name: [] for name in asked}
    unanswered = dict.fromkeys(asked, 0)
    for question in questions:
        first = {
            name: system.call("ask", system.name, question.query, options.patience) for name, system in asked.items()
        }
        times: dict[str, list[float]] = {name: [] for name in asked}
        for _ in range(options.repeat):
            for name, system in asked.items():
                if first[name].milliseconds < SLOW_MS:
                    times[name].append(system.call("ask", system.name, question.query, options.patience).milliseconds)
        for name, reply in first.items():
            titles = [tidy(title) for title in dict.fromkeys(reply.titles)]
            answers[name].append(Answer(question, titles, median(times[name] or [reply.milliseconds])))
            unanswered[name] += not reply.is_answered
    return answers, unanswered


def suggestions(call: Call, questions: list[Question]) -> Result:
    """While each query is typed, letter by letter."""
    typed = [
        question.query[:length] for question in questions for length in range(SHORTEST_TYPED, len(question.query) + 1)
    ]
    times = call("time_suggestions", list(dict.fromkeys(typed)), 3)
    return {
        "beginnings": len(times),
        "p50_ms": round(percentile(times, 0.5), 2),
        "p95_ms": round(percentile(times, 0.95), 2),
        "slowest_ms": round(max(times), 2),
    }


def as_text(number: int, measured: Result) -> str:
    lines = [f"\n{number} documents, load {measured['load']:.1f}", line("", COLUMNS)]
    lines += [line(name, told(entry)) for name, entry in measured["searches"].items()]
    lines += ["", line("", ("built in s", "again in s", "MB"))]
    lines += [line(name, map(str, entry.values())) for name, entry in measured["indexes"].items()]
    found = measured["suggestions"]
    times = f"p50 {found['p50_ms']} ms, p95 {found['p95_ms']} ms, slowest {found['slowest_ms']} ms"
    lines.append(f"\nsuggestions for {found['beginnings']} beginnings of queries on {SQLITE}: {times}")
    return "\n".join(lines)


def told(entry: Result) -> list[str]:
    shares = ("hit_at_5", "first_at_5", "mrr_at_10", "ndcg_at_10", "zero_rate")
    times = [f"{entry[name]:.1f}" for name in ("p50_ms", "p95_ms", "times_p50", "times_p95")]
    return [*(f"{entry[name]:.2f}" for name in shares), str(entry["unanswered"]), *times]


def line(first: str, others) -> str:
    return f"{first:<34}" + "".join(f"{cell:>11}" for cell in others)


if __name__ == "__main__":
    main()
