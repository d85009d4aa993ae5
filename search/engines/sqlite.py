"""Full-text search inside SQLite (FTS5): nothing to install, nothing to run."""

# ruff: noqa: S608  SQL is put together from our own constants only; what people type is always a parameter.
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django.db import DatabaseError, transaction

from search.engines.base import (
    CHUNK,
    COLUMNS,
    DOCUMENTS,
    DatabaseEngine,
    Group,
    Health,
    Wanted,
    filters_sql,
    kind_factor_sql,
    language_sql,
)
from search.models import IndexedDocument
from search.ranking import FIELD_WEIGHTS
from search.vocabulary import Vocabulary

TABLE = "search_fts"
SHADOW = "search_fts_next"
PROGRESS = "search_fts_progress"
WORDS = "search_words"
FIELDS = ("title_tokens", "keyword_tokens", "summary_tokens", "body_tokens")
NAMES = ", ".join(FIELDS)
OLD = ", ".join(f"old.{field}" for field in FIELDS)
NEW = ", ".join(f"new.{field}" for field in FIELDS)
RANK = f"bm25({TABLE}, {', '.join(str(weight) for weight in FIELD_WEIGHTS)})"

# The fields in which a frequent word tells something.
WEIGHTY = "title_tokens keyword_tokens summary_tokens"
# A word that more documents have is frequent; so many matches of frequent words take too long to rank.
FREQUENT, MANY = 1_000, 5_000
# So many times the wanted candidates are ranked before language and kind are looked at.
SPARE = 2


def create_table(name: str) -> str:
    # The tokens are ready-made: the tokenizer only has to part them at blanks and to change nothing.
    return (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5({NAMES}, "
        f"content='{DOCUMENTS}', content_rowid='id', tokenize=\"unicode61 remove_diacritics 0\")"
    )


def create_words() -> str:
    return f"CREATE VIRTUAL TABLE IF NOT EXISTS {WORDS} USING fts5vocab('{TABLE}', 'col')"


def create_triggers(table: str, if_old: str = "") -> list[str]:
    """Let the database itself carry every change of a document into a table of ours."""
    insert = f"INSERT INTO {table}(rowid, {NAMES}) VALUES (new.id, {NEW});"
    # FTS5 takes the old words out only if it is told what they were.
    delete = f"INSERT INTO {table}({table}, rowid, {NAMES}) VALUES ('delete', old.id, {OLD});"
    start = f"CREATE TRIGGER IF NOT EXISTS {table}"
    changed = [
        f"{start}_delete AFTER DELETE ON {DOCUMENTS} {if_old} BEGIN {delete} END",
        f"{start}_update AFTER UPDATE OF id, {NAMES} ON {DOCUMENTS} {if_old} BEGIN {delete} {insert} END",
    ]
    return changed if if_old else [f"{start}_insert AFTER INSERT ON {DOCUMENTS} BEGIN {insert} END", *changed]


def drop_table(table: str) -> list[str]:
    triggers = [f"DROP TRIGGER IF EXISTS {table}_{event}" for event in ("insert", "delete", "update")]
    return [*triggers, f"DROP TABLE IF EXISTS {table}"]


class Known(NamedTuple):
    """What a process remembers of all documents, as long as it remembers their words."""

    groups: list[tuple[str, str, str]]
    """Language, kind and facets that some documents share."""
    group_of: dict[int, int]
    """Document → number of its group."""
    in_titles: dict[str, int]
    """Term → how many titles and lists of search words have it."""


# Of words that somebody else has read.
NOTHING_KNOWN = Known([], {}, {})


def any_of(terms: Iterable[str]) -> str:
    """The words as FTS5 wants them: each in quotation marks, so that none is taken for an operator."""
    return " OR ".join(f'"{term}"' for term in terms)


class SqliteEngine(DatabaseEngine):
    """FTS5 in the site's own database file."""

    name = "sqlite"

    def __init__(self) -> None:
        self.known: WeakKeyDictionary[Vocabulary, Known] = WeakKeyDictionary()

    def candidates_sql(self, wanted: Wanted) -> tuple[str, list[Any]]:
        filters, values = filters_sql(wanted, "instr")
        # Rank inside FTS5 first and join afterwards: a third faster than joining every match. Only where a kind
        # or facet is asked for, others must not take its places.
        is_narrow = bool(wanted.kind or wanted.facets)
        joined = f"JOIN {DOCUMENTS} d ON d.id = {TABLE}.rowid AND {filters}" if is_narrow else ""
        found = (
            f"SELECT {TABLE}.rowid AS id, {RANK} AS points FROM {TABLE} {joined} "
            f"WHERE {TABLE} MATCH %s ORDER BY points LIMIT %s"
        )
        # Only addresses are sorted: whole documents are read when it is clear which.
        best = (
            f"SELECT d.id, f.points * {kind_factor_sql()} AS points, d.url FROM ({found}) f "
            f"JOIN {DOCUMENTS} d ON d.id = f.id WHERE {filters} ORDER BY 2, 3 LIMIT %s"
        )
        sql = f"SELECT {COLUMNS} FROM ({best}) b JOIN {DOCUMENTS} d ON d.id = b.id"
        inner = values if is_narrow else []
        match = any_of(wanted.query.terms) if is_narrow else self._match(wanted)
        return sql, [*inner, match, wanted.limit * SPARE, *values, wanted.limit]

    def _match(self, wanted: Wanted) -> str:
        """Any of the words; frequent ones need not be looked for in whole texts where enough titles have them.

        FTS5 takes about a microsecond for each document that it ranks.
        """
        counts, terms = wanted.vocabulary.counts, wanted.query.terms
        frequent = [term for term in terms if counts.get(term, 0) > FREQUENT]
        if sum(counts[term] for term in frequent) <= MANY:
            return any_of(terms)
        in_titles = self.known.get(wanted.vocabulary, NOTHING_KNOWN).in_titles
        if sum(in_titles.get(term, 0) for term in frequent) < wanted.limit * SPARE:
            return any_of(terms)
        rare = [f'"{term}"' for term in terms if term not in frequent]
        return " OR ".join([f"{{{WEIGHTY}}} : ({any_of(frequent)})", *rare])

    def count(self, wanted: Wanted) -> list[Group]:
        """Counts in memory: to visit every matching document would take longer than to find it."""
        if not wanted.query.terms:
            return []
        matching = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"
        known = self.known.get(wanted.vocabulary, NOTHING_KNOWN)
        numbers = Counter(known.group_of.get(key) for (key,) in self._fetch(matching, [any_of(wanted.query.terms)]))
        # A document that this process does not know yet.
        if None in numbers:
            return super().count(wanted)
        found = ((*known.groups[number], count) for number, count in numbers.items() if number is not None)
        return [Group(kind, facets, count) for language, kind, facets, count in found if language in wanted.languages]

    def count_sql(self, wanted: Wanted) -> tuple[str, list[Any]]:
        filters, values = language_sql(wanted)
        sql = (
            f"SELECT d.kind, d.facets, count(*) FROM {TABLE} JOIN {DOCUMENTS} d ON d.id = {TABLE}.rowid "
            f"WHERE {TABLE} MATCH %s AND {filters} GROUP BY d.kind, d.facets"
        )
        return sql, [any_of(wanted.query.terms), *values]

    def read_vocabulary(self) -> Vocabulary:
        """Together with what it takes to count in memory, which no search should have to wait for."""
        in_weighty = f"sum(iif(col = '{FIELDS[3]}', 0, doc))"
        in_title = f"max(col IN ('{FIELDS[0]}', '{FIELDS[1]}'))"
        rows = self._fetch(f"SELECT term, sum(doc), {in_weighty}, {in_title} FROM {WORDS} GROUP BY term")
        counts = {term: count for term, count, _, _ in rows}
        title_words = (term for term, _, _, is_in_title in rows if is_in_title)
        vocabulary = Vocabulary(IndexedDocument.objects.count(), counts, title_words)
        self.known[vocabulary] = self._read_known({term: count for term, _, count, _ in rows if count})
        return vocabulary

    def _read_known(self, in_titles: dict[str, int]) -> Known:
        numbers: dict[tuple[str, str, str], int] = {}
        rows = self._fetch(f"SELECT id, language, kind, facets FROM {DOCUMENTS}")
        group_of = {key: numbers.setdefault((*group,), len(numbers)) for key, *group in rows}
        return Known(list(numbers), group_of, in_titles)

    def create_tables(self) -> None:
        self._run(create_table(TABLE), create_words(), *create_triggers(TABLE))

    def drop_tables(self) -> None:
        self._run(f"DROP TABLE IF EXISTS {WORDS}", *drop_table(TABLE))

    def rebuild(self) -> None:
        """Fill a second table in short transactions, then let it take the place of the first in one.

        What changes meanwhile is carried into the second table as far as it is filled; the rest is filled later.
        """
        self._run(
            *drop_table(SHADOW),
            f"DROP TABLE IF EXISTS {PROGRESS}",
            create_table(SHADOW),
            f"CREATE TABLE {PROGRESS} AS SELECT 0 AS done",
            *create_triggers(SHADOW, if_old=f"WHEN old.id <= (SELECT done FROM {PROGRESS})"),
        )
        while self._fill_shadow():
            pass
        with transaction.atomic():
            while self._fill_shadow():
                pass
            triggers = drop_table(SHADOW)[:-1]
            self._run(*triggers, *drop_table(TABLE), f"ALTER TABLE {SHADOW} RENAME TO {TABLE}")
            self._run(f"DROP TABLE {PROGRESS}")
            self.create_tables()

    def _fill_shadow(self) -> bool:
        """Copy the next documents; False when there are none."""
        with transaction.atomic():
            [(done,)] = self._fetch(f"SELECT done FROM {PROGRESS}")
            [(last,)] = self._fetch(
                f"SELECT max(id) FROM (SELECT id FROM {DOCUMENTS} WHERE id > %s ORDER BY id LIMIT %s)", [done, CHUNK]
            )
            if last is None:
                return False
            self._run(
                f"INSERT INTO {SHADOW}(rowid, {NAMES}) "
                f"SELECT id, {NAMES} FROM {DOCUMENTS} WHERE id > {done} AND id <= {last}",
                f"UPDATE {PROGRESS} SET done = {last}",
            )
        return True

    def health(self) -> Health:
        problems = []
        tables = {name for (name,) in self._fetch("SELECT name FROM sqlite_master")}
        missing = [
            name
            for name in (TABLE, WORDS, f"{TABLE}_insert", f"{TABLE}_delete", f"{TABLE}_update")
            if name not in tables
        ]
        if missing:
            problems.append(f"missing: {', '.join(missing)}")
        elif problem := self._integrity_problem():
            problems.append(problem)
        return Health(self.name, IndexedDocument.objects.count(), problems)

    def _integrity_problem(self) -> str:
        try:
            with transaction.atomic():
                self._run(f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('integrity-check', 1)")
        except DatabaseError as error:
            return str(error)
        return ""
