"""Measures the search: what share of everyday queries shows the right service, and how long it takes.

    DATABASE_URL=… .venv/bin/python -m bench.search QUERIES.csv SERVICES.csv [--fill 5000] [--without-synonyms]

Without DATABASE_URL it works in a SQLite file of its own, which it removes again. Never name a site's database:
its index is emptied. Times are printed as a ratio to the plainest search there is (`icontains` over the same
documents), since milliseconds differ from machine to machine.
"""

# ruff: noqa: PLC0415, SIM905  Django is set up before anything of the house is imported.

import argparse
import csv
import os
import random
import statistics
import tempfile
import time
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

HOSTILE = [
    '"',
    "   ",
    "%s",
    "x" * 5000,
    "😀😀",
    "NEAR(",
    "a",
    "und oder",
    "a AND b OR NOT c*",
    "';--",
    "\0",
    "antrag " * 500,
]
SYNTHETIC_PEOPLE = (
    "Hund Kind Bau Gewerbe Wohnung Straße Müll Wasser Schule Grab Auto Wald Markt Verein Steuer Tier Haus".split()
)
SYNTHETIC_THINGS = "antrag genehmigung gebühr beratung anmeldung prüfung auskunft förderung satzung bescheid".split()
SYNTHETIC_VERBS = "beantragen anmelden ändern abmelden verlängern anzeigen bezahlen".split()


def main() -> None:
    options = read_options()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ.setdefault("DEBUG", "0")
        os.environ.setdefault("SECRET_KEY", "only-for-measuring-" + "0" * 32)
        os.environ.setdefault("ALLOWED_HOSTS", "localhost")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        prepare()
        run(options)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures the search.")
    parser.add_argument("queries", type=Path)
    parser.add_argument("services", type=Path)
    parser.add_argument("--fill", type=int, default=5000, help="synthetic other documents")
    parser.add_argument("--fill-from", type=Path, help="a table with a column `leistungsbezeichnung` of other services")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--without-synonyms", action="store_true")
    parser.add_argument("--misses", action="store_true", help="print the queries that fail")
    return parser.parse_args()


def prepare() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def run(options: argparse.Namespace) -> None:
    from search.models import IndexedDocument
    from search.steering import Steering
    from search.synonyms import NO_SYNONYMS, our_synonyms
    from tests.factories import search as sets

    IndexedDocument.objects.all().delete()
    services, queries = sets.read_services(options.services), sets.read_queries(options.queries)
    started = time.perf_counter()
    sets.store(*services)
    fill(options.fill)
    if options.fill_from:
        fill_from(options.fill_from)
    print(f"documents {IndexedDocument.objects.count()}, analysed and stored in {time.perf_counter() - started:.1f} s")
    steering = Steering(synonyms=NO_SYNONYMS if options.without_synonyms else our_synonyms())
    quality(queries, steering, options.misses)
    speed([query for query, _ in queries], steering, options.repeat)


def fill(number: int) -> None:
    """Other documents, so that numbers hold for a whole site: services, news and pages about everything."""
    from tests.factories import search as sets

    chance = random.Random(1)
    for kind, share in (("service", 0.6), ("news", 0.3), ("page", 0.1)):
        texts = [synthetic_text(chance, kind) for _ in range(int(number * share))]
        for start in range(0, len(texts), 500):
            sets.store(*texts[start : start + 500], kind=kind)


def fill_from(path: Path) -> None:
    """Other services with real names."""
    from tests.factories import search as sets

    with path.open(encoding="utf-8", newline="") as file:
        names = {row["leistungsbezeichnung"] for row in csv.DictReader(file, delimiter=";")}
    ordered = sorted(name for name in names if name)
    for start in range(0, len(ordered), 500):
        sets.store(*ordered[start : start + 500])


def synthetic_text(chance: random.Random, kind: str):
    from search.compounds import base_words
    from tests.factories import search as sets

    vocabulary = base_words()
    thing = chance.choice(vocabulary).capitalize() + chance.choice(vocabulary)
    verb = chance.choice(SYNTHETIC_VERBS) if kind == "service" else chance.choice(SYNTHETIC_PEOPLE)
    body = " ".join(chance.choice(vocabulary) + chance.choice(["", "", chance.choice(vocabulary)]) for _ in range(50))
    return sets.make_texts(f"{thing} {verb}", [thing + chance.choice(SYNTHETIC_THINGS)], body[:150], body)


def quality(queries: list[tuple[str, list[str]]], steering: Any, with_misses: bool) -> None:
    from search.finding import find

    hits = firsts = nothing = 0
    reciprocal = 0.0
    for query, expected in queries:
        titles = list(dict.fromkeys(hit.title for hit in find(query, steering=steering).hits))
        ranks = [titles.index(title) for title in expected if title in titles]
        hits += any(rank < 5 for rank in ranks)
        firsts += expected[0] in titles[:5]
        reciprocal += 1 / (1 + min(ranks)) if ranks else 0
        nothing += not titles
        if with_misses and not any(rank < 5 for rank in ranks):
            print(f"  missed: {query!r} wants {expected}, gives {titles[:5]}")
    number = len(queries)
    print(
        f"hit@5 {hits / number:.2f}  first@5 {firsts / number:.2f}  MRR@10 {reciprocal / number:.2f}  "
        f"no result {nothing / number:.2f}"
    )


def speed(queries: list[str], steering: Any, repeat: int) -> None:
    """Ours and the plainest search in turn, so that both meet the same load of the machine."""
    from search.finding import find

    ours, plain = [], []
    for _ in range(repeat):
        for query in queries:
            ours.append(seconds(lambda query=query: find(query, steering=steering)))
            plain.append(seconds(lambda query=query: plainest(query)))
    report("ours", ours)
    report("icontains", plain)
    print(f"ratio of p50: {statistics.median(ours) / statistics.median(plain):.2f}")
    slowest = max((seconds(lambda text=text: find(text, steering=steering)), text[:20]) for text in HOSTILE)
    print(f"slowest hostile query: {slowest[0] * 1000:.1f} ms ({slowest[1]!r})")


def plainest(query: str) -> list:
    from django.db.models import Q

    from search.models import IndexedDocument

    fields = ("title", "keywords", "summary", "body_tokens")
    conditions = [reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)) for word in query.split()]
    return list(IndexedDocument.objects.filter(*conditions)[:10])


def seconds(action) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def report(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    p50, p95 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    print(f"{name}: p50 {p50 * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms")


if __name__ == "__main__":
    main()
