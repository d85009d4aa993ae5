"""The catalogue as files for others: an XZuFi message, details like those of the Portalverbund, and a table."""

import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from cms.spreadsheets import harmless
from service_catalogue import feed, outgoing
from service_catalogue.models import ServiceChange
from service_catalogue.pvog.writing import detail
from service_catalogue.xzufi.objects import Deletion, Identifier
from service_catalogue.xzufi.writing import write

COLUMNS = [
    "agency", "id", "url", "title", "official_name", "leika_keys", "summary", "audience", "topics", "departments",
    "online", "online_services", "fees", "processing_time", "status", "changed",
]  # fmt: skip


def export_xzufi(path: Path) -> int:
    """Writes all live services with their offices and online services as an XZuFi message; returns how many objects.

    A service of our own that is gone is told once, in the first message that is written after it went.
    """
    gone = list(feed.removals_to_send())
    removals = (Deletion(Identifier(change.agency, change.source_id), "service", 0) for change in gone)
    with whole_file(path, "wb") as file:
        written_at = timezone.now()
        count = write(file, chain(outgoing.records(), removals), root=settings.XZUFI_ROOT, written_at=written_at)
    ServiceChange.objects.filter(pk__in=[change.pk for change in gone], is_removed=True).update(is_removal_sent=True)
    return count


def export_pvog(path: Path) -> int:
    """Writes all live services, one JSON object on each line, in the shape of the PVOG's detail (version 5)."""
    count = 0
    with whole_file(path, "w") as file:
        for page in outgoing.live_services():
            units = [outgoing.id_of_record(department) for department in page.current_departments]
            online = [outgoing.online_service_of(item, page) for item in page.current_online_services]
            found = detail(outgoing.service_of(page), units, [item for item in online if item])
            file.write(json.dumps(found, ensure_ascii=False) + "\n")
            count += 1
    return count


def export_csv(path: Path) -> int:
    """Writes all live services as a table; cells that a spreadsheet would take for formulas are made harmless."""
    count = 0
    with whole_file(path, "w") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(COLUMNS)
        for page in outgoing.live_services():
            table.writerow([harmless(cell) for cell in _cells(page)])
            count += 1
    return count


FORMATS: dict[str, Callable[[Path], int]] = {"xzufi": export_xzufi, "pvog": export_pvog, "csv": export_csv}


@contextmanager
def whole_file(path: Path, mode: str) -> Iterator[Any]:
    """A file that appears under its name only when it is complete. Raises OSError where it cannot be written."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    text = {} if "b" in mode else {"encoding": "utf-8", "newline": ""}
    try:
        with os.fdopen(handle, mode, **text) as file:  # type: ignore[call-overload]
            yield file
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _cells(page: "outgoing.ServicePage") -> list[str]:
    found = page.identifier
    by_name = {section.name: section.plain_text() for section in page.sections}
    return [
        found.agency,
        found.value,
        page.full_url or "",
        page.title,
        page.shown_official_name,
        ", ".join(page.key_list),
        page.summary,
        ", ".join(page.audience),
        ", ".join(topic.name for topic in page.current_topics),
        ", ".join(department.name for department in page.current_departments),
        "ja" if page.is_online else "nein",
        " ".join(address for item in page.current_online_services if (address := item.address_for(page))),
        by_name.get("fees", ""),
        by_name.get("processing_times", ""),
        page.get_status_display(),
        page.changed.isoformat(timespec="seconds") if page.changed else "",
    ]
