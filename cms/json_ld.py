"""What a page says to machines: JSON-LD, safe inside a script element."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# Characters that could end the script element or open another one.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
EMPTY: tuple = ("", None, [], {})


def as_json_ld(thing: dict[str, Any]) -> SafeString:
    """A schema.org object as the content of `<script type="application/ld+json">`; values that are empty are left out."""
    text = json.dumps(_filled({"@context": "https://schema.org", **thing}), ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 nothing in it can leave the script element


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        filled = {name: _filled(item) for name, item in value.items()}
        return {name: item for name, item in filled.items() if item not in EMPTY}
    if isinstance(value, list):
        return [item for item in map(_filled, value) if item not in EMPTY]
    return value
