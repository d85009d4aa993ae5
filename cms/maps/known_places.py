"""The town's own places, offered where somebody says where something is. No foreign service is asked.

A room registers what it knows in a file that it imports in `AppConfig.ready()`:

    @knows_places
    def places():
        return [KnownPlace("Rathaus", "Marktplatz 1", 52.43, 8.47), …]
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain, islice

from cms.maps.points import Position

PlacesOf = Callable[[], Iterable["KnownPlace"]]
# Longer lists of suggestions make every form slow to load.
MOST = 300

_places_of: list[PlacesOf] = []


@dataclass(frozen=True)
class KnownPlace:
    """A place with a name and its spot; the address is the street with the number, if it has one."""

    name: str
    address: str
    latitude: float
    longitude: float

    @property
    def words(self) -> str:
        return f"{self.name}, {self.address}" if self.address else self.name

    @property
    def position(self) -> Position:
        return Position(self.latitude, self.longitude)

    def is_meant_by(self, words: str) -> bool:
        """Whether somebody wrote its name, its address, or both; capitals and spaces do not matter."""
        return folded(words) in {folded(text) for text in (self.name, self.address, self.words) if text}


def folded(words: str) -> str:
    return " ".join(words.casefold().replace(",", " ").split())


def knows_places(places: PlacesOf) -> PlacesOf:
    """Register a function that names places, those that people mean most often first."""
    _places_of.append(places)
    return places


def known_places() -> list[KnownPlace]:
    """What all rooms know, at most 300 places."""
    return list(islice(chain.from_iterable(places() for places in _places_of), MOST))


def place_meant_by(words: str) -> KnownPlace | None:
    """The one place that these words name; None where there is none, or more than one."""
    meant = [place for place in known_places() if place.is_meant_by(words)] if words else []
    return meant[0] if len(meant) == 1 else None
