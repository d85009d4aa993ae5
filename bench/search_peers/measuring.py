"""What is done inside the process of a measured site."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache, partial
from io import StringIO
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.paginator import Paginator
from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils import timezone
from modelsearch.conf import get_app_config
from wagtail.models import Locale, Page
from wagtail.search.query import Fuzzy

from bench.search_peers import Reply
from bench.search_peers.models import MeasuredPage
from cms.searchable import SearchTexts
from search import documents
from search.engines import sqlite
from search.finding import find
from search.models import IndexedDocument
from search.steering import Steering
from search.suggestions import suggest
from search.synonyms import NO_SYNONYMS, our_synonyms

OURS, WITHOUT_SYNONYMS = "ours", "ours without synonyms"
SHOWN = 10
AT_ONCE = 500
# Behind the pages that a fresh site has.
FIRST_PLACE = 100
NEWS_DAYS = 3 * 365
CHECK_EVERY = 10_000  # steps of SQLite's machine

Texts = list[tuple[str, SearchTexts]]


def create_tables() -> None:
    call_command("migrate", verbosity=0)
    if connection.vendor == "postgresql":
        call_command("enable_unaccent", stdout=StringIO())
        # Not by the command: it also makes indexes, which slow the building down and are never used.
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


# Pages


def grow(texts: Texts, first: int) -> None:
    """Publish texts as pages. `first` is how many there are already."""
    root = Page.objects.get(depth=1)
    known = {
        "content_type": ContentType.objects.get_for_model(MeasuredPage),
        "locale": Locale.get_default(),
        "depth": 2,
        "live": True,
        "first_published_at": timezone.now(),
    }
    for start in range(0, len(texts), AT_ONCE):
        with transaction.atomic():
            add_pages(texts[start : start + AT_ONCE], first + start, root, known)


def add_pages(texts: Texts, first: int, root: Page, known: dict[str, Any]) -> None:
    numbered = list(enumerate(texts, start=first))
    pages = [
        Page(
            title=found.title,
            draft_title=found.title,
            slug=f"measured-{number}",
            url_path=f"/measured-{number}/",
            path=Page._get_path(root.path, 2, FIRST_PLACE + number),
            **known,
        )
        for number, (_kind, found) in numbered
    ]
    Page.objects.bulk_create(pages)
    rows = [
        (page.pk, kind, "\n".join(found.keywords), found.summary, found.body, day(number, kind))
        for page, (number, (kind, found)) in zip(pages, numbered, strict=True)
    ]
    # Django adds no rows of derived models at once.
    columns = "page_ptr_id, kind, keywords, summary, body, day"
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {MeasuredPage._meta.db_table} ({columns}) VALUES (%s, %s, %s, %s, %s, %s)", rows
        )


def day(number: int, kind: str):
    """News are of the last three years."""
    return timezone.localdate() - timedelta(days=number * 7 % NEWS_DAYS) if kind == "news" else None


# Building


def build() -> dict[str, dict[str, float]]:
    """Seconds to build each index from nothing and once more, and its size in MB after that."""
    found = {}
    for name, (empty, rebuild, tables) in INDEXES.items():
        empty()
        found[name] = {"first_s": seconds(rebuild), "again_s": seconds(rebuild), "mb": megabytes(tables())}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return found


def seconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return round(time.perf_counter() - started, 2)


def empty_ours() -> None:
    IndexedDocument.objects.all().delete()
    documents.announce_change()


def empty_stock() -> None:
    get_app_config().get_model("IndexEntry").objects.all()._raw_delete(using="default")


def our_tables() -> list[str]:
    return [IndexedDocument._meta.db_table, *([f"{sqlite.TABLE}_%"] if connection.vendor == "sqlite" else [])]


def stock_tables() -> list[str]:
    table = get_app_config().get_model("IndexEntry")._meta.db_table
    return [table, f"{table}_fts_%"]


INDEXES = {
    "ours": (empty_ours, documents.rebuild, our_tables),
    "stock": (empty_stock, partial(call_command, "update_index", verbosity=0, stdout=StringIO()), stock_tables),
}


def megabytes(tables: list[str]) -> float | None:
    """What tables and their indexes take on the disk; None where SQLite does not tell."""
    any_of = " OR ".join(["name LIKE %s"] * len(tables))
    sql = {
        "sqlite": "SELECT sum(pgsize) FROM dbstat WHERE name IN "
        f"(SELECT name FROM sqlite_master WHERE tbl_name IN (SELECT name FROM sqlite_master WHERE {any_of}))",
        "postgresql": "SELECT sum(pg_total_relation_size(oid)) FROM "
        f"(SELECT oid, relname AS name FROM pg_class WHERE relkind = 'r') tables WHERE {any_of}",
    }[connection.vendor]
    with connection.cursor() as cursor:
        try:
            cursor.execute(sql, tables)
        except DatabaseError:
            return None
        return round(float(cursor.fetchone()[0]) / 1e6, 1)


# Asking


def ask(system: str, query: str, patience: float) -> Reply:
    """Ask one of the systems; it is stopped after so many seconds."""
    search = systems()[system]
    with limited(patience):
        started = time.perf_counter()
        try:
            titles, is_answered = search(query), True
        except OperationalError:  # stopped, or a text that its own query language does not allow
            titles, is_answered = [], False
        return Reply(titles, (time.perf_counter() - started) * 1000, is_answered)


@cache
def systems() -> dict[str, Callable[[str], list[str]]]:
    ours = {
        OURS: partial(ask_ours, steering=Steering(synonyms=our_synonyms())),
        WITHOUT_SYNONYMS: partial(ask_ours, steering=Steering(synonyms=NO_SYNONYMS)),
    }
    stock = {
        "stock AND": partial(ask_stock, Page, operator="and"),
        "stock AND, one type": partial(ask_stock, MeasuredPage, operator="and"),
        "stock OR": partial(ask_stock, Page, operator="or"),
    }
    return ours | stock | ({"stock fuzzy": ask_fuzzy} if connection.vendor == "postgresql" else {})


def names() -> list[str]:
    return list(systems())


def ask_ours(query: str, steering: Steering) -> list[str]:
    return [hit.title for hit in find(query, steering=steering).hits]


def ask_stock(model: type[Page], query: str, operator: str) -> list[str]:
    return first_titles(model.objects.live().search(query, operator=operator))


def ask_fuzzy(query: str) -> list[str]:
    return first_titles(Page.objects.live().search(Fuzzy(query, unaccent=True)))


def first_titles(results: Any) -> list[str]:
    """Counted and cut into pages, as the search view of a new Wagtail project does; ours counts facets besides."""
    return [page.title for page in Paginator(results, SHOWN).page(1)]


def time_suggestions(typed: list[str], repeat: int) -> list[float]:
    """Milliseconds for what is proposed at each of these beginnings: the quickest of the repetitions."""
    decided = Steering(synonyms=our_synonyms())
    suggest(typed[0], decided=decided)
    return [min(seconds_of_suggestions(text, decided) for _ in range(repeat)) * 1000 for text in typed]


def seconds_of_suggestions(text: str, decided: Steering) -> float:
    started = time.perf_counter()
    suggest(text, decided=decided)
    return time.perf_counter() - started


@contextmanager
def limited(patience: float) -> Iterator[None]:
    """The database stops what takes longer."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(int(patience * 1000))])
        yield
        return
    ends = time.monotonic() + patience
    connection.connection.set_progress_handler(lambda: time.monotonic() > ends, CHECK_EVERY)
    try:
        yield
    finally:
        connection.connection.set_progress_handler(None, 0)
