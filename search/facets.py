"""What results are narrowed down by, as it is written with each document: one line for each property."""

from collections.abc import Iterable, Mapping

ENDS_LINE = "\n"


def line(name: str, value: str) -> str:
    """A property as an engine compares it: `topic:Geburt`. A value is never more than one line."""
    return f"{name}:{' '.join(value.split())}"


def write(facets: Mapping[str, Iterable[str]]) -> str:
    """All properties of a document, each between line ends, so that one can be looked for as a whole."""
    lines = sorted({line(name, value) for name, values in facets.items() for value in values if value.strip()})
    return ENDS_LINE + ENDS_LINE.join(lines) + ENDS_LINE if lines else ""


def read(text: str) -> list[tuple[str, str]]:
    """Names and values as `write` has written them."""
    parts = (entry.partition(":") for entry in text.split(ENDS_LINE) if entry)
    return [(name, value) for name, _colon, value in parts]
