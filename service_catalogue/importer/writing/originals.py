"""The delivered objects themselves, as they came."""

from service_catalogue.importer.spool import Fate, Row
from service_catalogue.models import RawObject
from service_catalogue.tables import Table


def write_originals(rows: list[Row]) -> None:
    """New ones, and what has changed in those that are there."""
    new = [row for row in rows if row.fate == Fate.CREATED]
    Table(RawObject).insert(
        {
            "agency": row.agency,
            "kind": row.kind,
            "source_id": row.source_id,
            "identity": row.identity,
            **_content(row),
        }
        for row in new
    )
    stored = [row for row in rows if row.fate in (Fate.CHANGED, Fate.REWORDED)]
    Table(RawObject).update({"id": row.stored, **_content(row)} for row in stored)


def _content(row: Row) -> dict[str, object]:
    return {"fingerprint": row.fingerprint, "meaning": row.meaning, "text": row.item.text}
