"""The buildings of the town hall, offered wherever somebody says where something is."""

from collections.abc import Iterator

from cms.maps import KnownPlace, knows_places
from directory.models import Place


@knows_places
def buildings() -> Iterator[KnownPlace]:
    """All places that have a spot on the map."""
    places = Place.objects.filter(latitude__isnull=False, longitude__isnull=False)
    for name, street, latitude, longitude in places.values_list("name", "street", "latitude", "longitude"):
        yield KnownPlace(name, street, latitude, longitude)
