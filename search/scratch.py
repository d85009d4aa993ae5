"""An index that is only there to be measured: nothing of the site's own content or index is touched.

It lives in a SQLite file that is removed again, or in temporary tables of PostgreSQL, which end with the connection,
also when the process is killed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection, connections
from django.db.utils import ConnectionHandler
from django.utils import timezone

from cms.searchable import SearchTexts
from search import documents
from search.engines import Engine, asking, database_engine
from search.engines.base import CHUNK
from search.models import IndexedDocument, IndexVersion
from search.vocabulary import Vocabulary

DEFAULT = "default"
SQLITE, POSTGRES, CLUSTER = ENGINES = ("sqlite", "postgres", "cluster")
# The file needs no care: it is thrown away.
FAST = {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"}
NEWS_DAYS = 3 * 365

Texts = list[tuple[str, SearchTexts]]
"""What is to be found: a kind and its texts."""


class EngineError(Exception):
    """What cannot be asked here, with the reason."""


@contextmanager
def searched(texts: Texts, name: str | None) -> Iterator[None]:
    """Let this process search in these texts, or in the site's own index if there are none."""
    name = name or (CLUSTER if has_cluster() else database_engine().name)
    if texts:
        with index(name):
            fill(texts)
            yield
    else:
        with asking(site_engine(name)):
            yield


def has_cluster() -> bool:
    return bool(getattr(settings, "SEARCH_URL", ""))


def site_engine(name: str) -> Engine:
    if name != database_engine().name:
        raise EngineError(f"The site's own index is not kept by {name}.")
    return database_engine()


@contextmanager
def index(name: str) -> Iterator[None]:
    """An empty index of the named engine."""
    if name == POSTGRES and connection.vendor != "postgresql":
        raise EngineError("The engine postgres needs a site with PostgreSQL: DATABASE_URL names another database.")
    with postgres_index() if name == POSTGRES else sqlite_index(), asking(database_engine()):
        create_tables()
        try:
            yield
        finally:
            documents.vocabulary_cache.note_change()


@contextmanager
def sqlite_index() -> Iterator[None]:
    """A SQLite file takes the place of the site's database in this process."""
    with TemporaryDirectory(prefix="search-scratch-") as folder:
        path = Path(folder) / "index.sqlite3"
        scratch = ConnectionHandler({DEFAULT: {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": FAST}})
        site = connections[DEFAULT]
        connections[DEFAULT] = scratch[DEFAULT]
        try:
            yield
        finally:
            scratch.close_all()
            connections[DEFAULT] = site


@contextmanager
def postgres_index() -> Iterator[None]:
    """Temporary tables in the site's database, which nobody else sees and which hide the tables of the same name."""
    with connection.cursor() as cursor:
        cursor.execute("SET search_path TO pg_temp")
    try:
        yield
    finally:
        connection.close()


def create_tables() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(IndexedDocument)
        editor.create_model(IndexVersion)
    database_engine().create_tables()


def fill(texts: Texts) -> None:
    """Store texts as a rebuild does: every title is known before compounds are taken apart."""
    analysed = [
        documents.analyse_texts(
            text, key=f"scratch:{number}", kind=kind, url=f"/{kind}/{number}/", date=day(number, kind)
        )
        for number, (kind, text) in enumerate(texts)
    ]
    titles = {stem for entry in analysed for field in entry.fields[:2] for _folded, stem in field}
    vocabulary = Vocabulary(0, {}, titles)
    for start in range(0, len(analysed), CHUNK):
        chunk = analysed[start : start + CHUNK]
        database_engine().upsert([documents.complete(entry, vocabulary) for entry in chunk])
    database_engine().rebuild()
    documents.vocabulary_cache.note_change()


def day(number: int, kind: str) -> date | None:
    """News are of the last three years."""
    return timezone.localdate() - timedelta(days=number * 7 % NEWS_DAYS) if kind == "news" else None
