"""Full-text search inside PostgreSQL: a generated tsvector column and a GIN index."""

# ruff: noqa: S608  SQL is put together from our own constants only; what people type is always a parameter.
from typing import Any

from search.engines.base import (
    COLUMNS,
    DOCUMENTS,
    DatabaseEngine,
    Health,
    Wanted,
    filters_sql,
    kind_factor_sql,
    language_sql,
)
from search.models import IndexedDocument
from search.vocabulary import Vocabulary

COLUMN = "vector"
INDEX = "search_document_vector"
CLASSES = {"title_tokens": "A", "keyword_tokens": "B", "summary_tokens": "C", "body_tokens": "D"}
# The ranking's field weights in PostgreSQL's order, D to A, from 0 to 1.
WEIGHTS = "'{0.125, 0.375, 0.75, 1.0}'"


def lexemes(column: str, weight: str) -> str:
    """Our stems as they are, without PostgreSQL's own parser, which depends on the server's locale."""
    return rf"regexp_replace(replace({column}, '|', ''), '(\S+)', '''\1'':1{weight}', 'g')::tsvector"


class PostgresEngine(DatabaseEngine):
    """tsvector in the site's own database."""

    name = "postgres"

    def candidates_sql(self, wanted: Wanted) -> tuple[str, list[Any]]:
        filters, values = filters_sql(wanted, "strpos")
        rank, rank_values = self._rank(wanted)
        sql = (
            f"SELECT {COLUMNS} FROM {DOCUMENTS} d WHERE d.{COLUMN} @@ %s::tsquery AND {filters} "
            f"ORDER BY ({rank}) * {kind_factor_sql()} DESC, d.url LIMIT %s"
        )
        return sql, [any_of(wanted.query.terms), *values, *rank_values, wanted.limit]

    def count_sql(self, wanted: Wanted) -> tuple[str, list[Any]]:
        filters, values = language_sql(wanted)
        sql = (
            f"SELECT d.kind, d.facets, count(*) FROM {DOCUMENTS} d "
            f"WHERE d.{COLUMN} @@ %s::tsquery AND {filters} GROUP BY d.kind, d.facets"
        )
        return sql, [any_of(wanted.query.terms), *values]

    def _rank(self, wanted: Wanted) -> tuple[str, list[Any]]:
        """ts_rank knows no rare and common words: each concept is ranked by itself and weighted by its rarity."""
        parts, values = [], []
        for concept in wanted.query.concepts:
            rarity = max(wanted.vocabulary.idf(term) * weight for term, weight in concept.terms.items())
            parts.append(f"%s * ts_rank({WEIGHTS}, d.{COLUMN}, %s::tsquery, 1)")
            values += [rarity, any_of(concept.terms)]
        return " + ".join(parts) or "0", values

    def read_vocabulary(self) -> Vocabulary:
        source = f"SELECT {COLUMN} FROM {DOCUMENTS}"
        counts = dict(self._fetch("SELECT word, ndoc FROM ts_stat(%s)", [source]))
        title_words = [word for (word,) in self._fetch("SELECT word FROM ts_stat(%s, 'ab')", [source])]
        return Vocabulary(IndexedDocument.objects.count(), counts, title_words)

    def create_tables(self) -> None:
        vector = " || ".join(lexemes(column, weight) for column, weight in CLASSES.items())
        self._run(
            f"ALTER TABLE {DOCUMENTS} ADD COLUMN IF NOT EXISTS {COLUMN} tsvector GENERATED ALWAYS AS ({vector}) STORED",
            f"CREATE INDEX IF NOT EXISTS {INDEX} ON {DOCUMENTS} USING gin ({COLUMN})",
        )

    def drop_tables(self) -> None:
        self._run(f"ALTER TABLE {DOCUMENTS} DROP COLUMN IF EXISTS {COLUMN}")

    def rebuild(self) -> None:
        """The column follows the documents by itself; only what is missing is created, and the index rewritten."""
        self.create_tables()
        self._run(f"REINDEX INDEX {INDEX}", f"ANALYZE {DOCUMENTS}")

    def health(self) -> Health:
        indexes = self._fetch("SELECT 1 FROM pg_indexes WHERE indexname = %s", [INDEX])
        problems = [] if indexes else [f"missing: {INDEX}"]
        return Health(self.name, IndexedDocument.objects.count(), problems)


def any_of(terms: dict[str, float]) -> str:
    return " | ".join(f"'{term}'" for term in terms)
