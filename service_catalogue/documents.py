"""Files of other sources as lines and JSON records: one size limit, one encoding, and a place for every complaint."""

import codecs
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from service_catalogue.xzufi.objects import DeliveryError, hash_of

MAX_BYTES = 2 * 1024**3  # read line by line
MAX_JSON_BYTES = 256 * 1024**2  # one JSON document is held in memory as a whole
DEEPEST = 100  # lists and objects inside each other

Record = dict[str, Any]
Numbered = Iterator[tuple[int, Any]]
Watch = Callable[[int, int], None]
"""Is told how much is done of how much."""


def nobody(done: int, total: int) -> None:
    """For what nobody watches."""


def check_size(path: Path, limit: int = MAX_BYTES) -> None:
    """Refuses a file that is larger than we are ready to read."""
    if path.stat().st_size > limit:
        reason = _("The file is larger than the allowed %(size)d megabytes.")
        raise DeliveryError(1, reason % {"size": limit // 1024**2})


def beginning(path: Path) -> bytes:
    """The first characters that are no blanks and no byte order mark: they tell one format from another."""
    with path.open("rb") as file:
        return file.read(4096).removeprefix(codecs.BOM_UTF8).lstrip()[:64]


def lines(path: Path, limit: int = MAX_BYTES, watch: Watch = nobody) -> Iterator[tuple[int, str]]:
    """The lines of a UTF-8 file with their numbers, without line ends."""
    check_size(path, limit)
    done, size = 0, path.stat().st_size
    with path.open("rb") as file:
        for number, data in enumerate(file, 1):
            done += len(data)
            watch(done, size)
            try:
                text = data.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise DeliveryError(number, _("The file is not written in UTF-8.")) from error
            yield number, text.rstrip("\r\n")


def json_records(path: Path, *inside: str, watch: Watch = nobody) -> Numbered:
    """The records of a JSON file with their numbers: one object, a list of them, or one object on each line.

    `inside` names keys below which a document may keep its list, such as "items".
    Raises DeliveryError with the line where the file stops being JSON.
    """
    if _is_one_per_line(path):
        for number, line in lines(path, watch=watch):
            if line.strip():
                yield number, _parsed(line, number - 1)
        return
    found = json_document(path)
    for key in inside:
        if isinstance(found, dict) and isinstance(found.get(key), list):
            found = found[key]
    records = found if isinstance(found, list) else [found]
    for number, record in enumerate(records, 1):
        watch(number, len(records))
        yield number, record


def json_document(path: Path, encoding: str = "utf-8-sig") -> Any:
    """A whole JSON file."""
    check_size(path, MAX_JSON_BYTES)
    data = path.read_bytes()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DeliveryError(
            line, _("The file is not written in %(name)s.") % {"name": encoding_name(encoding)}
        ) from error
    return _parsed(text, 0)


def encoding_name(encoding: str) -> str:
    """How people call an encoding."""
    return {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252"}.get(encoding, encoding)


def _is_one_per_line(path: Path) -> bool:
    """The first line is a whole object and more follows."""
    with path.open("rb") as file:
        first, more = file.readline(MAX_JSON_BYTES), file.read(1)
    try:
        return bool(more) and isinstance(json.loads(first.decode("utf-8-sig")), dict) and not _only_blanks_follow(path)
    except (ValueError, RecursionError):
        return False


def _only_blanks_follow(path: Path) -> bool:
    with path.open("rb") as file:
        file.readline()
        return not any(line.strip() for line in file)


def _parsed(text: str, lines_before: int) -> Any:
    try:
        return safe(json.loads(text, parse_constant=_refuse))
    except json.JSONDecodeError as error:
        raise DeliveryError(error.lineno + lines_before, _json_reason(text, error)) from error
    except (ValueError, RecursionError) as error:
        reason = _("The file holds numbers or nestings that no real delivery has.")
        raise DeliveryError(lines_before + 1, reason) from error


def _refuse(name: str) -> None:
    raise ValueError(name)


def _json_reason(text: str, error: json.JSONDecodeError) -> str:
    if not text.strip():
        return _("The file is empty.")
    if error.pos >= len(text.rstrip()) or "Unterminated" in error.msg:
        return _("The file ends in the middle. It was probably cut off on its way.")
    return _("This is not JSON (at character %(column)d).") % {"column": error.colno}


def safe(value: Any, depth: int = 0) -> Any:
    """The same without characters that no database takes: NUL and halves of character pairs.

    Raises ValueError for nestings in which those who read on would get lost.
    """
    if depth > DEEPEST:
        raise ValueError(depth)
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, list):
        return [safe(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {safe_text(key): safe(item, depth + 1) for key, item in value.items()}
    return value


def safe_text(text: str) -> str:
    return text.replace("\x00", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def fingerprint(record: Any) -> str:
    """The hash of what a record says, whatever the order of its keys."""
    return hash_of(as_json(record, sort_keys=True))


def as_json(record: Any, *, sort_keys: bool = False) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=sort_keys)
