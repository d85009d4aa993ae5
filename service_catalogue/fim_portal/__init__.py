"""What the FIM-Portal (fimportal.de) hands out: master texts of services as JSON lists, single ones also as XZuFi.

One outside standard: a file in, the same records as from XZuFi out, no database.
"""

from collections.abc import Iterator
from pathlib import Path

from service_catalogue import xzufi
from service_catalogue.documents import Watch, beginning, nobody
from service_catalogue.fim_portal.master_texts import read_master_texts
from service_catalogue.xzufi.objects import Delivered

__all__ = ["read", "read_master_texts"]


def read(path: Path, watch: Watch = nobody) -> Iterator[Delivered]:
    """Tells by its first character whether a file is a list in JSON or a single service in XZuFi."""
    if beginning(path).startswith(b"<"):
        size = path.stat().st_size
        yield from xzufi.read(path, watch=lambda position: watch(position, size))
    else:
        yield from read_master_texts(path, watch)
