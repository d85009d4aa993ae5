"""An index that is only there to be measured: nothing of the site's own content or index is touched.

It lives in a SQLite file that is removed again, or in temporary tables of PostgreSQL, which end with the connection,
also when the process is killed. In a cluster it has a name of its own; what a killed process leaves there is removed
by the next one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.db.utils import ConnectionHandler
from django.utils import timezone

from cms.searchable import SearchTexts
from search import documents
from search.breaker import Breaker
from search.cluster_address import read_address
from search.engines import Engine, Wanted, asking, database_engine, guarded_engine
from search.engines.base import CHUNK
from search.engines.bindings import ClusterError, binding_for
from search.engines.cluster import ClusterEngine
from search.engines.guarded import Answer, Guarded
from search.mirror import stored_documents
from search.models import IndexBuild, IndexedDocument, IndexVersion
from search.vocabulary import Vocabulary

DEFAULT = "default"
SQLITE, POSTGRES, CLUSTER = ENGINES = ("sqlite", "postgres", "cluster")
# The file needs no care: it is thrown away.
FAST = {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"}
NEWS_DAYS = 3 * 365
ATTEMPTS = 5

Texts = list[tuple[str, SearchTexts]]
"""What is to be found: a kind and its texts."""


class EngineError(Exception):
    """What cannot be asked here, with the reason."""


class OnlyCluster(Guarded):
    """A cluster whose failures show, once it is warm: its first answers may take longer than a search has time."""

    def _ask(self, wanted: Wanted, ask: Callable[[Wanted], Answer], otherwise: Callable[[], Answer]) -> Answer:
        for _ in range(ATTEMPTS - 1):
            with suppress(ClusterError):
                return ask(wanted)
        return ask(wanted)


@contextmanager
def searched(texts: Texts, name: str | None) -> Iterator[None]:
    """Let this process search in these texts, or in the site's own index if there are none.

    Raises EngineError, and ClusterError when a cluster does not do its part.
    """
    name = name or (CLUSTER if settings.SEARCH_URL else database_engine().name)
    if name == CLUSTER and not settings.SEARCH_URL:
        raise EngineError("The engine cluster needs a site with SEARCH_URL.")
    with filled(texts, name) if texts else asking(site_engine(name)):
        yield


@contextmanager
def filled(texts: Texts, name: str) -> Iterator[None]:
    with index(name):
        fill(texts)
        with mirrored() if name == CLUSTER else nullcontext():
            yield


def site_engine(name: str) -> Engine:
    guard = guarded_engine()
    if name == CLUSTER and guard:
        return only(guard.cluster)
    if name != database_engine().name:
        raise EngineError(f"The site's own index is not kept by {name}.")
    return database_engine()


def only(cluster: ClusterEngine) -> Engine:
    return OnlyCluster(cluster, database_engine, Breaker())


@contextmanager
def mirrored() -> Iterator[None]:
    """The documents in an index of the cluster beside the site's own."""
    address = read_address(settings.SEARCH_URL)
    cluster = ClusterEngine(binding_for(settings.SEARCH_URL), f"{address.prefix}-measured")
    try:
        cluster.build(stored_documents(), between=lambda: None)
        with asking(only(cluster)):
            yield
    finally:
        cluster.remove()


@contextmanager
def index(name: str) -> Iterator[None]:
    """An empty index of the named engine; for a cluster, of the documents that it mirrors."""
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
    """An empty SQLite file."""
    with TemporaryDirectory(prefix="search-scratch-") as folder:
        file = {"ENGINE": "django.db.backends.sqlite3", "NAME": Path(folder) / "index.sqlite3", "OPTIONS": FAST}
        with instead_of_the_site(file):
            yield


@contextmanager
def postgres_index() -> Iterator[None]:
    """Temporary tables in the site's database, which nobody else sees and which hide the tables of the same name."""
    with instead_of_the_site(connection.settings_dict):
        with connection.cursor() as cursor:
            cursor.execute("SET search_path TO pg_temp")
        yield


@contextmanager
def instead_of_the_site(database: dict[str, Any]) -> Iterator[None]:
    """Another connection takes the place of the site's in this process."""
    scratch = ConnectionHandler({DEFAULT: database})
    site = connections[DEFAULT]
    connections[DEFAULT] = scratch[DEFAULT]
    try:
        yield
    finally:
        scratch.close_all()
        connections[DEFAULT] = site


def create_tables() -> None:
    with connection.schema_editor() as editor:
        for model in (IndexedDocument, IndexVersion, IndexBuild):
            editor.create_model(model)
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
