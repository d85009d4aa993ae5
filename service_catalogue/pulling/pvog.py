"""Fetches the services of our area from the PVOG Suchdienst: the catalogue names them, each is asked for in detail."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from cms.models import TownSettings
from service_catalogue import documents, parts, pvog
from service_catalogue.documents import Record, Watch
from service_catalogue.pulling.client import Client, PullError
from service_catalogue.xzufi.objects import Delivered, DeliveryError, Service, Skipped

PAGE_SIZE = 100


def area() -> str:
    """The regional key to ask for: from the environment, else that of the town's settings."""
    own = TownSettings.objects.exclude(ars="").values_list("ars", flat=True).first()
    return settings.PVOG_ARS or own or ""


def missing() -> list[str]:
    wanted = {"PVOG_URL": settings.PVOG_URL, "PVOG_CLIENT_ID": settings.PVOG_CLIENT_ID}
    lacking = [name for name, value in wanted.items() if not value]
    return lacking + ([] if re.fullmatch(r"\d{12}", area()) else ["PVOG_ARS"])


def label() -> str:
    return f"{urlsplit(settings.PVOG_URL).hostname} {area()}"


def read(watch: Watch, everything: bool = False) -> Iterator[Delivered]:
    """All services of the area, after the last of them has arrived. One that is listed but gone is left out."""
    headers = {"pvog-sud-api-client-id": settings.PVOG_CLIENT_ID}
    with tempfile.TemporaryDirectory() as folder, Client(settings.PVOG_URL, headers) as client:
        path = Path(folder) / "services.jsonl"
        yield from _collect(client, path, watch)
        yield from pvog.read_details(path)


def _collect(client: Client, path: Path, watch: Watch) -> list[Skipped]:
    ids = list(dict.fromkeys(_listed(client) if settings.PVOG_KEYS else _catalogue(client, path.parent)))
    if not ids:
        raise PullError(client.base, _("The list of services is empty."))
    gone = []
    with path.open("w", encoding="utf-8") as file:
        for number, id_ in enumerate(ids, 1):
            record = _detail(client, id_)
            if record is None:
                gone.append(
                    Skipped(0, _("It is in the list of services, but the server does not know it."), "service", id_)
                )
            else:
                file.write(documents.as_json(record) + "\n")
            watch(number, len(ids))
    return gone


def _catalogue(client: Client, folder: Path) -> Iterator[str]:
    """The ids of all services of the area."""
    address = _path(settings.PVOG_CATALOGUE_PATH)
    path = folder / "catalogue.csv"
    path.write_bytes(client.get(address, accept="text/csv, */*"))
    try:
        for item in pvog.read_catalogue(path):
            if isinstance(item, Service):
                yield f"{item.id.agency}.{pvog.SERVICE}.{item.id.value}"
    except DeliveryError as error:
        raise PullError(client.base + address, str(error)) from error


def _listed(client: Client) -> Iterator[str]:
    """The ids of the services with the keys that the environment names."""
    query = {"leikaIds": ",".join(settings.PVOG_KEYS), "ars": area(), "size": PAGE_SIZE, "page": 0}
    for item in client.pages(_path(settings.PVOG_KEYS_PATH), query, PAGE_SIZE):
        id_ = parts.word(item.get("id"))
        if id_:
            yield id_


def _detail(client: Client, id_: str) -> Record | None:
    address = _path(settings.PVOG_DETAIL_PATH, id_)
    try:
        record = client.json(address)
    except PullError as error:
        if error.status == 404:
            return None
        raise
    if not isinstance(record, dict) or record.get("id") != id_:
        raise PullError(client.base + address, _("The answer is not the service that we asked for."))
    return record


def _path(template: str, id_: str = "") -> str:
    return template.replace("{ars}", quote(area(), safe="")).replace("{id}", quote(id_, safe=""))
