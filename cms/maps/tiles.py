"""The pictures that a map is made of: from whom they come, and which pages may load them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Tiles:
    """The address has {z}, {x} and {y} in it; `credit` names whose map it is."""

    address: str
    credit: str

    @property
    def host(self) -> str:
        """Who learns the visitor's address on the net when the map is loaded."""
        return urlsplit(self.address).netloc

    @property
    def origin(self) -> str:
        return "{0.scheme}://{0.netloc}".format(urlsplit(self.address))


def read_tiles() -> Tiles | None:
    """The tiles of the settings; None where maps are sketches only."""
    return Tiles(settings.MAP_TILES_URL, settings.MAP_ATTRIBUTION) if settings.MAP_TILES_URL else None


def allow_tiles(request: HttpRequest | None) -> None:
    """The content policy of the answer to this request lets the tiles in; other pages' does not."""
    if request is not None:
        request.carries_map = True  # type: ignore[attr-defined]
