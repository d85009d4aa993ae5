"""What was read, kept in a file of our own until all of it is known: in the order of the delivery and in flat memory.

The file is a small SQLite database in the folder for temporary files. It is nobody else's and gone with the run.
"""

# ruff: noqa: S608  SQL is put together from our own constants and question marks only.
import pickle
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from service_catalogue.importer.preparing import Prepared
from service_catalogue.xzufi.objects import Key

CHUNK = 300


class Fate(IntEnum):
    """What becomes of an object."""

    UNCHANGED = 0
    CREATED = 1
    CHANGED = 2
    REWORDED = 3  # written differently, understood the same: only the original is kept anew
    REMOVED = 4  # as it comes from the reader; comparing makes one of the next two of it
    DELETED = 5
    ABSENT = 6  # a removal of something that was never here
    SUPERSEDED = 7  # the same object comes again further below


PRESENT = "(0, 1, 2, 3)"


@dataclass
class Row:
    """One object of the delivery."""

    position: int
    fate: int
    identity: int
    kind: str
    agency: str
    source_id: str
    line: int
    fingerprint: int
    meaning: int
    stored: int | None  # the RawObject
    payload: bytes | None

    @property
    def key(self) -> Key:
        return self.agency, self.kind, self.source_id

    @cached_property
    def item(self) -> Prepared:
        return pickle.loads(self.payload or b"")  # noqa: S301 only what this very run has written


COLUMNS = ", ".join(column.name for column in fields(Row))
SCHEMA = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000;
    CREATE TABLE objects (position INTEGER PRIMARY KEY, fate INTEGER, identity INTEGER, kind TEXT, agency TEXT,
        source_id TEXT, line INTEGER, fingerprint INTEGER, meaning INTEGER, stored INTEGER, removal INTEGER);
    CREATE TABLE payloads (position INTEGER PRIMARY KEY, payload BLOB);
    CREATE TABLE skipped (source_id TEXT);
"""


class Spool:
    """Add in the order of the delivery, then `close_reading`, then ask."""

    def __enter__(self) -> Self:
        self.folder = tempfile.TemporaryDirectory(prefix="import-")
        self.connection = sqlite3.connect(Path(self.folder.name) / "spool.sqlite3", isolation_level=None)
        self.connection.executescript(SCHEMA)
        self.position = 0
        self.objects: list[tuple[Any, ...]] = []
        self.payloads: list[tuple[int, bytes]] = []
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()
        self.folder.cleanup()

    def add(
        self,
        fate: Fate,
        identity: int,
        key: Key,
        line: int,
        *,
        fingerprint: int = 0,
        meaning: int = 0,
        stored: int | None = None,
        removal: int | None = None,
        item: Prepared | None = None,
    ) -> None:
        """`removal` numbers the removals: one that does not say the kind may mean several objects."""
        agency, kind, source_id = key
        self.position += 1
        self.objects.append(
            (self.position, fate, identity, kind, agency, source_id, line, fingerprint, meaning, stored, removal),
        )
        if item:
            self.payloads.append((self.position, pickle.dumps(item, pickle.HIGHEST_PROTOCOL)))
        if len(self.objects) >= CHUNK:
            self.flush()

    def flush(self) -> None:
        self._many("INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self.objects)
        self._many("INSERT INTO payloads VALUES (?, ?)", self.payloads)
        self.objects, self.payloads = [], []

    def add_skipped(self, source_id: str) -> None:
        """An object that was left out; it is not missing, and its last good version stays."""
        self._many("INSERT INTO skipped VALUES (?)", [(source_id,)])

    def close_reading(self) -> None:
        self.flush()
        self.connection.execute("CREATE INDEX by_identity ON objects (identity)")

    def repeated(self) -> Iterator[tuple[str, str, int]]:
        """Agency, id and line of objects that come again further below with another content."""
        yield from self.connection.execute(
            f"""SELECT agency, source_id, line FROM objects JOIN
            (SELECT identity, max(position) AS last FROM objects GROUP BY identity HAVING count(*) > 1) USING (identity)
            WHERE position < last AND fate IN {PRESENT} AND (SELECT o.fate IN {PRESENT}
            AND o.fingerprint <> objects.fingerprint FROM objects o WHERE o.position = last)"""
        )

    def keep_last(self) -> None:
        """Of several objects with one key the last one counts."""
        self.connection.execute(
            "UPDATE objects SET fate = ? WHERE position NOT IN (SELECT max(position) FROM objects GROUP BY identity)",
            [Fate.SUPERSEDED],
        )

    def rows(self, *fates: Fate, kind: str = "", layers: bool = False) -> Iterator[list[Row]]:
        """Objects in the order of the delivery, some hundred at a time; with `layers` also partial views of the kind."""
        marks = ", ".join("?" * len(fates))
        kinds = "AND (kind = ? OR kind LIKE ?)" if kind else ""
        values = [*fates, *([kind, f"{kind}/%" if layers else kind] if kind else [])]
        last = 0
        while found := self._fetch(
            f"SELECT {COLUMNS} FROM objects LEFT JOIN payloads USING (position) "
            f"WHERE position > ? AND fate IN ({marks}) {kinds} ORDER BY position LIMIT ?",
            [last, *values, CHUNK],
        ):
            rows = [Row(*row) for row in found]
            last = rows[-1].position
            yield rows

    def settle(self, settled: Iterable[tuple[Fate, int | None, int]]) -> None:
        """Fate, stored object and position of objects that have been compared."""
        self._many("UPDATE objects SET fate = ?, stored = ? WHERE position = ?", settled)

    def which(self, identities: list[int]) -> set[int]:
        """Those of these objects that the delivery names and does not remove."""
        marks = ", ".join("?" * len(identities))
        sql = f"SELECT identity FROM objects WHERE identity IN ({marks}) AND fate IN {PRESENT}"
        return {identity for (identity,) in self._fetch(sql, identities)}

    def skipped(self) -> list[str]:
        return [source_id for (source_id,) in self._fetch("SELECT DISTINCT source_id FROM skipped")]

    def kinds(self) -> list[tuple[str, str]]:
        """Agency and kind of everything that the delivery brings."""
        return self._fetch(f"SELECT DISTINCT agency, kind FROM objects WHERE fate IN {PRESENT}")

    def counts(self) -> dict[Fate, int]:
        return {Fate(fate): n for fate, n in self._fetch("SELECT fate, count(*) FROM objects GROUP BY fate")}

    def count_absent(self) -> int:
        """Removals that met nothing."""
        sql = "SELECT count(*) FROM (SELECT removal FROM objects WHERE fate IN (?, ?) GROUP BY removal HAVING min(fate) = ?)"
        return self._fetch(sql, [Fate.DELETED, Fate.ABSENT, Fate.ABSENT])[0][0]

    def only(self, kind: str) -> tuple[str, str] | None:
        """Agency and id of the one object of this kind, if there is exactly one."""
        found = self._fetch(
            f"SELECT DISTINCT agency, source_id FROM objects WHERE kind = ? AND fate IN {PRESENT} LIMIT 2", [kind]
        )
        return found[0] if len(found) == 1 else None

    def deleted(self) -> list[tuple[str, str, int]]:
        """Agency, kind and number of what goes."""
        sql = "SELECT agency, kind, count(*) FROM objects WHERE fate = ? GROUP BY agency, kind ORDER BY agency, kind"
        return self._fetch(sql, [Fate.DELETED])

    def _fetch(self, sql: str, values: Iterable[Any] = ()) -> list[Any]:
        return self.connection.execute(sql, list(values)).fetchall()

    def _many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        self.connection.execute("BEGIN")
        self.connection.executemany(sql, rows)
        self.connection.execute("COMMIT")
