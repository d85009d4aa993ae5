"""Maps: points on a sketch and in a list, and on a map of tiles for those who load it; and the question “where?”."""

from cms.maps.fields import PlaceField, PlaceInput
from cms.maps.known_places import KnownPlace, knows_places
from cms.maps.models import Located, Placed, coordinates_row, place_panel
from cms.maps.points import Place, Point

__all__ = [
    "KnownPlace",
    "Located",
    "Place",
    "PlaceField",
    "PlaceInput",
    "Placed",
    "Point",
    "coordinates_row",
    "knows_places",
    "place_panel",
]
