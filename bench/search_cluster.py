"""Kills the master of a search cluster and rebuilds its index while people search and editors save.

    .venv/bin/python -m bench.search_cluster [--documents 50000] [--town 5000] [--searches 600] [--saves 200]

Starts three Elasticsearch nodes (one shard, one copy of it) and works in a database of its own, both of which it
removes again. First, with the documents of a town, the node that is master is killed with -9 in the middle of searches
through the site's own `find()` and of saves that reach the cluster through the outbox. Then, with all documents, the
index is built anew while people go on searching. Ends with 1 if a search failed or took a second, if a save was lost,
or if a search saw only a part of the index.
"""

# ruff: noqa: PLC0415  Django is set up before anything of the house is imported.

import argparse
import json
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, NamedTuple

from tests.cluster import RELEASES, Server, choose_release, elasticsearch

PROCESSES = multiprocessing.get_context("spawn")
NODES = 3
SEARCHERS = 2
PAUSE_BETWEEN_SEARCHES, PAUSE_BETWEEN_DRAINS = 0.05, 0.5
WARM_UP_QUERIES = 200
LONGEST_SEARCH_SECONDS = 1.0
CATCH_UP_SECONDS = 180
QUERIES = ["hund anmelden", "baugenehmigung", "antrag", "müll bestellen", "steuerbescheid", "fürerschein", "wohnsitz"]
# Every document has this word, so a search for it shows how much of the index is there.
EVERYWHERE = "überallwort"


def main() -> int:
    options = read_options()
    java, release = choose_release()
    if release is not RELEASES[0]:
        print(f"Java {java.version} is too old for Elasticsearch {RELEASES[0].elasticsearch}.")
        return 1
    with tempfile.TemporaryDirectory() as folder, elasticsearch(java, release.elasticsearch, NODES) as servers:
        for server in servers:
            server.wait_until_up(NODES)
        prepare(folder, servers)
        return run(options, servers)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Kills a search cluster's master under load, then rebuilds its index.")
    parser.add_argument("--town", type=int, default=5_000, help="documents while the master is killed")
    parser.add_argument("--documents", type=int, default=50_000, help="documents while the index is rebuilt")
    parser.add_argument("--searches", type=int, default=600)
    parser.add_argument("--saves", type=int, default=200)
    return parser.parse_args()


def prepare(folder: str, servers: list[Server]) -> None:
    """A site with an empty database whose search is our cluster."""
    nodes = ",".join(f"127.0.0.1:{server.http}" for server in servers)
    os.environ.update(
        {
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "SEARCH_URL": f"elasticsearch://{nodes}/bench",
            "SEARCH_CA_FILE": "",
            "DEBUG": "0",
            "SECRET_KEY": "only-for-measuring-" + "0" * 32,
            "ALLOWED_HOSTS": "localhost",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
    )
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def run(options: argparse.Namespace, servers: list[Server]) -> int:
    from search import mirror

    print(f"{NODES} nodes of {servers[0].name.partition(' (')[0]}, {os.cpu_count()} cores", flush=True)
    load(options.town)
    mirror.rebuild()
    is_good = kill_the_master(options, servers)
    load(options.documents - options.town, first=options.town)
    return 0 if rebuild_under_load() and is_good else 1


def guard():
    """What the site asks: the cluster with the database behind it."""
    from search.engines import guarded_engine

    return guarded_engine()


def load(number: int, first: int = 0) -> None:
    """Invented documents, straight into the site's own tables; the cluster gets them with its next build."""
    from search import documents
    from search.documents import database_engine
    from search.synthetic import synthetic_texts
    from search.vocabulary import Vocabulary

    started = time.monotonic()
    numbers, vocabulary = count(first), Vocabulary(0, {}, set())
    for chunk in documents.chunks(iter(synthetic_texts(first + number)[first:]), documents.CHUNK):
        found = [document_of(next(numbers), kind, texts) for kind, texts in chunk]
        database_engine().upsert([documents.complete(entry, vocabulary) for entry in found])
    documents.announce_change()
    print(f"{number} documents loaded in {time.monotonic() - started:.0f} s", flush=True)


def document_of(number: int, kind: str, texts, title: str = ""):
    from search import documents

    texts = replace(texts, title=title or texts.title, body=f"{texts.body} {EVERYWHERE}")
    return documents.analyse_texts(texts, key=f"bench:{number}", kind=kind, url=f"/{number}/")


@dataclass
class Searches:
    """What searches took and how they ended."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    without_results: int = 0
    answered_by_database: int = 0

    def search(self, query: str) -> None:
        from search.finding import find

        started = time.monotonic()
        try:
            found = find(query)
        except Exception as error:
            self.errors.append(repr(error))
        else:
            self.without_results += not found.hits
        self.seconds.append(time.monotonic() - started)
        self.answered_by_database += guard().breaker.is_open

    @property
    def failed(self) -> int:
        return len(self.errors) + self.without_results

    def report(self) -> bool:
        ordered = sorted(self.seconds)
        middle, late = ordered[len(ordered) // 2], ordered[len(ordered) * 95 // 100]
        print(
            f"  searches: {len(ordered)}, failed: {self.failed}, answered by the database: {self.answered_by_database}, "
            f"half within {middle * 1000:.0f} ms, 95 % within {late * 1000:.0f} ms, slowest {ordered[-1]:.2f} s"
        )
        for error in self.errors[:3]:
            print(f"    {error}")
        return self.failed == 0 and ordered[-1] < LONGEST_SEARCH_SECONDS


@contextmanager
def running(*tasks: Callable[[threading.Event], None]):
    """Repeat tasks in threads as long as the block runs; what goes wrong in one of them is told at the end."""
    ends = threading.Event()
    problems: list[BaseException] = []

    def repeat(task: Callable[[threading.Event], None]) -> None:
        try:
            task(ends)
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=repeat, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ends.set()
        for thread in threads:
            thread.join()
    if problems:
        raise problems[0]


def kill_the_master(options: argparse.Namespace, servers: list[Server]) -> bool:
    """People search in this process; editors save and the job that tells the cluster runs in others, as on a site."""

    searches, saves = Searches(), Saves.begin()
    warm_up()
    # The worst case: it is the master that this process asks.
    guard().cluster.binding.first = servers.index(master_of(servers))
    print(f"The master is killed during {options.searches} searches and {options.saves} saves:", flush=True)

    def search(ends: threading.Event) -> None:
        for number in range(options.searches // SEARCHERS):
            searches.search(QUERIES[number % len(QUERIES)])
            time.sleep(PAUSE_BETWEEN_SEARCHES)

    def kill(ends: threading.Event) -> None:
        while len(searches.seconds) < options.searches / 3:
            time.sleep(0.01)
        master = master_of(servers)
        os.kill(int(master.pid_file.read_text()), signal.SIGKILL)
        print(
            f"  {master.name} is killed after {len(searches.seconds)} searches and {saves.done.value} saves", flush=True
        )

    pause = options.searches / SEARCHERS * PAUSE_BETWEEN_SEARCHES / options.saves
    with process(drain_for_ever), process(save_many, options, saves, pause) as saving:
        with running(*[search] * SEARCHERS, kill):
            pass
        is_good = searches.report()
        saving.join()
        waited = catch_up()
    lost, done = difference(), saves.done.value
    print(f"  saves: {done}, slowest {saves.slowest.value:.2f} s, in the cluster {waited:.1f} s later, lost: {lost}")
    return is_good and lost == 0 and done == options.saves


class Saves(NamedTuple):
    """How many documents editors have changed, counted over processes."""

    done: Any
    slowest: Any

    @classmethod
    def begin(cls) -> "Saves":
        return cls(PROCESSES.Value("i", 0), PROCESSES.Value("d", 0.0))


@contextmanager
def process(target: Callable, *arguments: Any):
    """Something that goes on in a process of its own as long as the block runs."""
    started = PROCESSES.Process(target=target, args=arguments, daemon=True)
    started.start()
    try:
        yield started
    finally:
        started.terminate()
        started.join()


def save_many(options: argparse.Namespace, saves: Saves, pause: float) -> None:
    """Changes of documents, as they happen when editors publish."""
    import django

    django.setup()
    from search import documents
    from search.synthetic import synthetic_texts

    invented = synthetic_texts(options.town)
    documents.current_vocabulary(for_search=False)
    for turn in range(options.saves):
        number = turn * 7 % len(invented)
        kind, texts = invented[number]
        started = time.monotonic()
        documents.store([document_of(number, kind, texts, title=f"{texts.title} Fassung {turn}")])
        documents.announce_change()
        saves.slowest.value = max(saves.slowest.value, time.monotonic() - started)
        saves.done.value = turn + 1
        time.sleep(pause)


def drain_for_ever() -> None:
    """What `run_jobs` does every few seconds."""
    import django

    django.setup()
    from search import outbox

    while True:
        outbox.drain()
        time.sleep(PAUSE_BETWEEN_DRAINS)


def warm_up() -> None:
    """Servers that have just started are slow for a while; and the first search of a process reads all words."""
    from search.engines.bindings import ClusterError

    question = everything_question()
    for _ in range(WARM_UP_QUERIES):
        with suppress(ClusterError):
            guard().cluster.candidates(question)
            guard().cluster.count(question)
    guard().breaker.succeeded()
    for query in QUERIES:
        Searches().search(query)


def catch_up() -> float:
    """Seconds until the cluster has been told everything."""
    from search.models import PendingChange

    started = time.monotonic()
    while PendingChange.objects.exists() and time.monotonic() - started < CATCH_UP_SECONDS:
        time.sleep(0.1)
    return time.monotonic() - started


def difference() -> int:
    """Documents that the cluster has not or not as they are."""
    from search.engines.cluster import stamp_of
    from search.models import IndexedDocument

    mirrored = dict(guard().cluster.stamps())
    stored = {document.key: stamp_of(document) for document in IndexedDocument.objects.iterator()}
    return sum(stored.get(key) != mirrored.get(key) for key in stored.keys() | mirrored.keys())


def master_of(servers: list[Server]) -> Server:
    with urllib.request.urlopen(f"http://127.0.0.1:{servers[0].http}/_cluster/state/master_node,nodes") as answer:
        state = json.load(answer)
    name = state["nodes"][state["master_node"]]["name"]
    return next(server for server in servers if f"({name})" in server.name)


def rebuild_under_load() -> bool:
    """The first build brings the new documents; during the second one searches must always see all of them."""
    from search import mirror
    from search.engines.bindings import ClusterError
    from search.models import IndexedDocument

    mirror.rebuild()
    warm_up()
    number = IndexedDocument.objects.count()
    print(f"The index of {number} documents is rebuilt during searches:", flush=True)
    searches = Searches()
    totals: list[int] = []
    unanswered: list[ClusterError] = []
    question = everything_question()

    def search(ends: threading.Event) -> None:
        for turn in count():
            if ends.is_set():
                return
            searches.search(QUERIES[turn % len(QUERIES)])
            time.sleep(PAUSE_BETWEEN_SEARCHES)

    def watch(ends: threading.Event) -> None:
        while not ends.is_set():
            try:
                totals.append(sum(group.count for group in guard().cluster.count(question)))
            except ClusterError as error:
                unanswered.append(error)

    with running(*[search] * SEARCHERS, watch):
        time.sleep(1)
        started = time.monotonic()
        mirror.rebuild()
        took = time.monotonic() - started
        time.sleep(1)
    is_good = searches.report()
    print(
        f"  rebuilt in {took:.0f} s; {len(totals)} looks at the whole index saw {min(totals)} to {max(totals)} documents, "
        f"{len(unanswered)} more had no answer in time"
    )
    print(f"  the cluster differs from the database in {difference()} documents; {disk_use()}")
    return is_good and set(totals) == {number}


def everything_question():
    from search.concepts import understand
    from search.documents import current_vocabulary
    from search.engines import Wanted
    from search.synonyms import NO_SYNONYMS

    vocabulary = current_vocabulary()
    return Wanted(understand(EVERYWHERE, vocabulary, NO_SYNONYMS), vocabulary, ("de",))


def disk_use() -> str:

    binding = guard().cluster.binding
    stats = binding.request("GET", "/bench/_stats/store")
    size = stats["_all"]["primaries"]["store"]["size_in_bytes"]
    return f"one copy of the index takes {size / 1e6:.0f} MB"


if __name__ == "__main__":
    sys.exit(main())
