"""Fetches master texts from the FIM-Portal: the list says which there are, each is asked for as XZuFi."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from service_catalogue import documents, fim_portal, parts, xzufi
from service_catalogue.documents import Record, Watch
from service_catalogue.models import ImportRun
from service_catalogue.pulling.client import Client, PullError
from service_catalogue.xzufi.objects import Delivered, DeliveryError, Skipped

PAGE_SIZE = 200  # the most that the API allows
OVERLAP = timedelta(days=1)


def missing() -> list[str]:
    wanted = {"FIM_URL": settings.FIM_URL, "FIM_FILTERS": settings.FIM_FILTERS}
    return [name for name, value in wanted.items() if not value]


def label() -> str:
    return f"{urlsplit(settings.FIM_URL).hostname} {settings.FIM_FILTERS}"


def last_success() -> ImportRun | None:
    """The last run that fetched the same."""
    done = [ImportRun.State.DONE, ImportRun.State.WARNINGS]
    runs = ImportRun.objects.filter(kind="fim", file_name=label()[:255], state__in=done, is_dry_run=False)
    return runs.order_by("started_at").last()


def read(watch: Watch, everything: bool = False) -> Iterator[Delivered]:
    """What has changed since the last run that fetched the same, or everything; after all of it has arrived."""
    with tempfile.TemporaryDirectory() as folder, Client(settings.FIM_URL) as client:
        short, whole = Path(folder) / "short.jsonl", []
        with short.open("w", encoding="utf-8") as file:
            items = list(client.pages(settings.FIM_PATH, _query(everything), PAGE_SIZE))
            for number, item in enumerate(items, 1):
                text = _whole_text(client, item) if settings.FIM_WHOLE_TEXTS else None
                if text is None:
                    file.write(documents.as_json(item) + "\n")
                else:
                    path = Path(folder) / f"{number}.xml"
                    path.write_bytes(text)
                    whole.append((path, parts.word(item.get("leistung_id"))))
                watch(number, len(items))
        if short.stat().st_size:
            yield from fim_portal.read_master_texts(short)
        for path, id_ in whole:
            yield from _read_text(path, id_)


def _query(everything: bool) -> dict[str, object]:
    query: dict[str, object] = {}
    for name, value in parse_qsl(settings.FIM_FILTERS):
        query.setdefault(name, []).append(value)  # type: ignore[attr-defined]
    last = None if everything else last_success()
    if last is not None:
        query["updated_since"] = (last.started_at - OVERLAP).isoformat()
    return query | {"offset": 0, "limit": PAGE_SIZE}


def _whole_text(client: Client, item: Record) -> bytes | None:
    """The XZuFi of an item. What the list says has to do for one that the server has no XZuFi of."""
    names = [parts.word(item.get(name)) for name in ("redaktion_id", "leistung_id", "source")]
    address = "/".join((settings.FIM_PATH, *(quote(name, safe="") for name in names), "xzufi"))
    try:
        return client.get(address, accept="application/xml")
    except PullError as error:
        if error.status != 404:
            raise
        return None


def _read_text(path: Path, id_: str) -> Iterator[Delivered]:
    """One text that cannot be read is left out; the others are fine."""
    try:
        yield from list(xzufi.read(path))
    except DeliveryError as error:
        yield Skipped(error.line, _("The XZuFi of this text: %(reason)s") % {"reason": error.reason}, "service", id_)
