"""Measures the pages of the service catalogue with 100, 10,000 and 50,000 services: milliseconds, queries, and the ratio
of each time to that with the fewest services.

    .venv/bin/python -m bench.catalogue_pages [--sizes 100 10000 50000] [--rounds 21] [--database postgres://…/any]

Each size gets a database of its own, which is removed again: a SQLite file, or one on the named PostgreSQL server. The
sizes take turns in every round, so that all of them meet the same load of the machine.
"""

# ruff: noqa: PLC0415  Django is set up before anything of the house is imported.

import argparse
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

PAGES = {
    "home page": "/",
    "all services": "/dienstleistungen/",
    "life situation": "/dienstleistungen/?thema=thema-3",
    "department": "/dienstleistungen/?amt=amt-7",
    "possible online": "/dienstleistungen/?online=1",
    "for businesses": "/dienstleistungen/?fuer=unternehmen",
    "a letter": "/dienstleistungen/?buchstabe=g",
    "three filters": "/dienstleistungen/?thema=thema-3&online=1&fuer=buerger",
    "four filters": "/dienstleistungen/?thema=thema-3&amt=amt-7&online=1&fuer=buerger",
    "last page": "/dienstleistungen/?seite=100000",
    "a service": "/dienstleistungen/leistung-42/",
    "a department": "/rathaus/amt-7/",
}
NOTHING = "/livez"


def main() -> None:
    options = read_options()
    if options.child:
        serve(options.child)
        return
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        towns = {}
        for size in options.sizes:
            database = stack.enter_context(empty_database(size, Path(folder), options.database))
            towns[size] = stack.enter_context(town(size, database))
        rounds = [{size: ask(process) for size, process in towns.items()} for _ in range(options.rounds + 1)]
        report(options.sizes, rounds[1:])


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures the pages of the service catalogue.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 10_000, 50_000])
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--database", default="", help="a database on the PostgreSQL server to measure on")
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


@contextmanager
def empty_database(size: int, folder: Path, server: str) -> Iterator[str]:
    """The address of a database for one size, gone afterwards."""
    if not server:
        yield f"sqlite:///{folder / f'{size}.sqlite3'}"
        return
    import psycopg

    name = f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def town(size: int, database: str) -> Iterator[subprocess.Popen]:
    """A town with so many services in a process of its own, which answers whenever it is asked."""
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DEBUG": "0",
        "SECRET_KEY": "only-for-measuring-" + "0" * 32,
        "ALLOWED_HOSTS": "testserver,localhost",
        "SITE_URL": "http://localhost",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MEDIA_ROOT": tempfile.gettempdir(),
    }
    command = [sys.executable, "-m", "bench.catalogue_pages", "--child", str(size)]
    process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        print(f"{size:>7} services: {answer_of(process)}", flush=True)
        yield process
    finally:
        process.stdin.close()
        process.wait()


def ask(process: subprocess.Popen) -> dict[str, list[float]]:
    """One round: milliseconds and queries of every page."""
    process.stdin.write("\n")
    process.stdin.flush()
    return json.loads(answer_of(process))


def answer_of(process: subprocess.Popen) -> str:
    line = process.stdout.readline()
    if not line:
        raise SystemExit("A town has stopped; its error stands above.")
    return line.strip()


def report(sizes: list[int], rounds: list[dict[int, dict[str, list[float]]]]) -> None:
    print(f"{'':18}" + "".join(f"{size:>9} services        " for size in sizes))
    print(f"{'':18}" + "".join(f"{'ms':>9}{'queries':>8}{'ratio':>7}  " for _ in sizes))
    for name in [*PAGES, NOTHING]:
        medians = {size: statistics.median(each[size][name][0] for each in rounds) for size in sizes}
        # Both times of a round meet the same load, so their ratio is steadier than the times.
        ratios = {
            size: statistics.median(each[size][name][0] / each[sizes[0]][name][0] for each in rounds) for size in sizes
        }
        queries = {size: max(each[size][name][1] for each in rounds) for size in sizes}
        columns = [f"{medians[size]:>9.1f}{queries[size]:>8.0f}{ratios[size]:>7.2f}  " for size in sizes]
        print(f"{name:18}" + "".join(columns))


# In the process of a town


def serve(size: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from bench.catalogue_rows import build

    call_command("migrate", verbosity=0)
    print(build(size), flush=True)
    for _ in sys.stdin:
        print(json.dumps({name: measured(path) for name, path in {**PAGES, NOTHING: NOTHING}.items()}), flush=True)


def measured(path: str) -> list[float]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    started = time.perf_counter()
    response = client.get(path)
    milliseconds = (time.perf_counter() - started) * 1000
    assert response.status_code == 200, (path, response.status_code)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return [milliseconds, len(captured)]


if __name__ == "__main__":
    main()
