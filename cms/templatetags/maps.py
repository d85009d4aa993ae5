"""Maps in templates: `{% load maps %}{% map points %}`."""

from collections.abc import Iterable
from typing import Any

from django import template

from cms.maps.known_places import known_places
from cms.maps.points import Point
from cms.maps.sketch import Sketch
from cms.maps.tiles import allow_tiles, read_tiles

register = template.Library()

# So many lines stand open; the others are opened by a click.
OPEN_LINES = 20


@register.inclusion_tag("includes/map.html", name="map", takes_context=True)
def show_map(context: dict[str, Any], points: Iterable[Point]) -> dict[str, Any]:
    """The points as a sketch with a list; the visitor may load a map of tiles in place of the sketch."""
    points = list(points)
    has_places = any(point.position for point in points)
    sketch = Sketch(points, known_places() if has_places else [])
    tiles = read_tiles() if has_places else None
    if tiles:
        allow_tiles(context.get("request"))
    entries = sketch.entries
    return {"sketch": sketch, "tiles": tiles, "open": entries[:OPEN_LINES], "more": entries[OPEN_LINES:]}
