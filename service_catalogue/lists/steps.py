"""Where a value stands in a record of a list, and the few steps that make it ours."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from service_catalogue import parts

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
ITSELF = "."
YES = {"true", "ja", "yes", "wahr", "1", "x"}
NO = {"false", "nein", "no", "falsch", "0", "-", ""}


@dataclass(frozen=True)
class Step:
    """One line of a mapping: take the first of these places that says something, then split, translate or join it."""

    paths: tuple[str, ...] = ()
    value: Any = None
    template: str = ""
    split: str = ""
    join: str = ""
    html: bool = True
    map: dict[str, Any] = field(default_factory=dict)

    @property
    def places(self) -> list[str]:
        """All columns or paths that it reads."""
        return [*self.paths, *PLACEHOLDER.findall(self.template)]


def find(value: Any, path: str) -> list[Any]:
    """All values at a path such as "meta.keywords". A list on the way is walked through, item by item."""
    if isinstance(value, list):
        return [found for item in value for found in find(item, path)]
    if path in ("", ITSELF):
        return [value]
    if not isinstance(value, dict):
        return []
    if path in value:  # a column of a table may have dots in its name
        return find(value[path], "")
    head, _dot, rest = path.partition(".")
    return find(value[head], rest) if rest and head in value else []


def has(value: Any, path: str) -> bool:
    """Whether a record knows this place, empty or not."""
    if isinstance(value, list):
        return any(has(item, path) for item in value)
    if path in ("", ITSELF):
        return True
    if not isinstance(value, dict):
        return False
    head, _dot, rest = path.partition(".")
    return path in value or bool(rest and head in value and has(value[head], rest))


def values(step: Step, *records: Any) -> list[Any]:
    """What a step makes of a record; of several records, an inner one and the one around it, the first that knows it."""
    if step.value is not None:
        return parts.listed(step.value) or [step.value]
    found: list[Any] = [filled(step.template, *records)] if step.template else _first(step.paths, records)
    if step.split:
        found = [part for item in found for part in parts.word(item).split(step.split)]
    if step.map:
        found = [step.map.get(parts.word(item), item) for item in found]
    if step.join:
        found = [step.join.join(filter(None, (parts.word(item) for item in found)))]
    found = [item.strip() if isinstance(item, str) else item for item in found]
    return [item for item in found if item not in ("", None)]


def _first(paths: tuple[str, ...], records: tuple[Any, ...]) -> list[Any]:
    for path in paths:
        for record in records:
            found = [item for item in find(record, path) if item not in ("", None)]
            if found:
                return found
    return []


def filled(template: str, *records: Any) -> str:
    """A text with its placeholders filled; empty when one of them has nothing to say, except where blanks part them."""
    words = [_filled(word, records) for word in template.split(" ")]
    return " ".join(word for word in words if word)


def _filled(word: str, records: tuple[Any, ...]) -> str:
    for path in PLACEHOLDER.findall(word):
        found = _first((path,), records)
        text = parts.word(found[0]) if found else ""
        if not text:
            return ""
        word = word.replace("{" + path + "}", text)
    return word


def text(step: Step | None, *records: Any) -> str:
    """The first value as text."""
    return next(texts(step, *records), "")


def texts(step: Step | None, *records: Any) -> Iterator[str]:
    """All values as texts, each once."""
    found = (parts.word(item) for item in (values(step, *records) if step else []))
    return iter(dict.fromkeys(item for item in found if item))


def rich_text(step: Step, record: Any) -> str:
    """A text as HTML, not yet cleaned; several values become a list of points."""
    found = [item if step.html else _escaped(item) for item in texts(step, record)]
    if len(found) < 2:
        return "".join(found)
    return f"<ul>{''.join(f'<li>{item}</li>' for item in found)}</ul>"


def _escaped(plain: str) -> str:
    return html.escape(plain, quote=False)


def truth(step: Step | None, record: Any, default: bool = True) -> bool | None:
    """A yes or no; the default where the list says nothing, None where it says something else."""
    found = values(step, record) if step else []
    if not found:
        return default
    if isinstance(found[0], bool):
        return found[0]
    word = parts.word(found[0]).lower()
    return True if word in YES else False if word in NO else None
