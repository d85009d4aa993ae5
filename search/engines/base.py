"""What a search engine has to do for us. It finds candidates; understanding and ranking are ours."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection, transaction

from search.concepts import Query
from search.models import IndexedDocument
from search.ranking import KIND_FACTORS, Candidate
from search.vocabulary import Vocabulary

# More candidates than this brought nothing in our measurements.
MOST_CANDIDATES = 200
CHUNK = 500
COLUMNS = ", ".join(f"d.{name}" for name in Candidate._fields)
DOCUMENTS = IndexedDocument._meta.db_table


@dataclass(frozen=True)
class Wanted:
    """What an engine is asked for."""

    query: Query
    vocabulary: Vocabulary
    languages: tuple[str, ...]
    kind: str | None = None
    facets: tuple[str, ...] = ()
    """Lines `name:value` that a document must all have."""
    limit: int = MOST_CANDIDATES


class Group(NamedTuple):
    """How many documents of a kind have the same facets (`IndexedDocument.facets`)."""

    kind: str
    facets: str
    count: int  # type: ignore[assignment]  # hides a method of tuples that nobody needs


@dataclass(frozen=True)
class Health:
    """How an engine is doing."""

    engine: str
    documents: int
    problems: list[str] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        return not self.problems


class Engine(ABC):
    """Stores and finds documents."""

    name: str

    @abstractmethod
    def upsert(self, documents: list[IndexedDocument]) -> None:
        """Add or replace documents, in the transaction of the caller where the engine can."""

    @abstractmethod
    def delete(self, keys: list[str]) -> None: ...

    @abstractmethod
    def candidates(self, wanted: Wanted) -> list[Candidate]:
        """The most promising documents in any order."""

    @abstractmethod
    def count(self, wanted: Wanted) -> list[Group]:
        """All documents that have any of the words, whatever kind and facets are wanted."""

    @abstractmethod
    def read_vocabulary(self) -> Vocabulary: ...

    @abstractmethod
    def rebuild(self) -> None:
        """Build the engine's own tables anew from the stored documents, without a moment of absence."""

    @abstractmethod
    def health(self) -> Health: ...


class DatabaseEngine(Engine):
    """An engine inside the site's own database: a change of a document and its content is one transaction."""

    def upsert(self, documents: list[IndexedDocument]) -> None:
        names = [f.name for f in IndexedDocument._meta.concrete_fields if f.name not in {"id", "key", "views"}]
        IndexedDocument.objects.bulk_create(
            documents, batch_size=CHUNK, update_conflicts=True, unique_fields=["key"], update_fields=names
        )

    def delete(self, keys: list[str]) -> None:
        for start in range(0, len(keys), CHUNK):
            IndexedDocument.objects.filter(key__in=keys[start : start + CHUNK]).delete()

    def candidates(self, wanted: Wanted) -> list[Candidate]:
        if not wanted.query.terms:
            return []
        return list(map(Candidate._make, self._fetch(*self.candidates_sql(wanted))))

    def count(self, wanted: Wanted) -> list[Group]:
        if not wanted.query.terms:
            return []
        return [Group(*row) for row in self._fetch(*self.count_sql(wanted))]

    @abstractmethod
    def candidates_sql(self, wanted: Wanted) -> tuple[str, list[Any]]: ...

    @abstractmethod
    def count_sql(self, wanted: Wanted) -> tuple[str, list[Any]]: ...

    @abstractmethod
    def create_tables(self) -> None:
        """Create whatever is missing of the engine's own tables."""

    def _fetch(self, sql: str, parameters: list[Any] | None = None) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters or [])
            return cursor.fetchall()

    def _run(self, *statements: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def kind_factor_sql() -> str:
    """The ranking's preference for some kinds, so that they are among the candidates."""
    cases = " ".join(f"WHEN '{kind}' THEN {factor}" for kind, factor in KIND_FACTORS.items())
    return f"CASE d.kind {cases} ELSE 1.0 END"


def language_sql(wanted: Wanted) -> tuple[str, list[Any]]:
    return f"d.language IN ({', '.join(['%s'] * len(wanted.languages))})", [*wanted.languages]


def filters_sql(wanted: Wanted, contains: str) -> tuple[str, list[Any]]:
    """Conditions on language, kind and facets. `contains` is the database's function for a text within another."""
    sql, values = language_sql(wanted)
    if wanted.kind:
        sql, values = f"{sql} AND d.kind = %s", [*values, wanted.kind]
    for line in wanted.facets:
        # PostgreSQL cannot even be asked for a NUL.
        sql, values = f"{sql} AND {contains}(d.facets, %s) > 0", [*values, f"\n{line}\n".replace("\0", "")]
    return sql, values
