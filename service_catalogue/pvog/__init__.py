"""What the Portalverbund (PVOG) hands out: the catalogue of an area as CSV, and services as JSON.

One outside standard: a file in, the same records as from XZuFi out, no database.
"""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from service_catalogue.documents import Watch, beginning, nobody
from service_catalogue.pvog.catalogue import read_catalogue
from service_catalogue.pvog.details import read_details
from service_catalogue.pvog.ids import SERVICE
from service_catalogue.xzufi.objects import Delivered, DeliveryError

__all__ = ["SERVICE", "read", "read_catalogue", "read_details"]


def read(path: Path, watch: Watch = nobody) -> Iterator[Delivered]:
    """Tells by its first characters which of the two a file is."""
    start = beginning(path)
    if start.startswith(b"<"):
        raise DeliveryError(1, _("This file is XML. Import it with: manage.py import_xzufi"))
    yield from read_details(path, watch) if start.startswith((b"{", b"[")) else read_catalogue(path, watch)
