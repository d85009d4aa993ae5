"""Parts of a service that sources in JSON and CSV deliver: keys, texts, links and days, made safe and tidy.

What had to be left out is noted with the object; what makes the object senseless raises ContentError.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from service_catalogue import leika
from service_catalogue.xzufi import texts as cleaning
from service_catalogue.xzufi.elements import LONGEST_AGENCY, LONGEST_ID
from service_catalogue.xzufi.objects import (
    GERMAN,
    ContentError,
    Described,
    Identifier,
    Link,
    Remark,
    Responsibility,
    Service,
    TextModule,
    hash_of,
)


def note(item: Described, code: str, text: str) -> None:
    """Something that a person should know about this object."""
    item.remarks.append(Remark(code, item.line, text, str(item.id)))


def word(value: Any) -> str:
    """A value as text: numbers as they are written, nothing for lists, objects and empty values."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def listed(value: Any) -> list[Any]:
    """A list, also where a source writes a single value or nothing."""
    if isinstance(value, list):
        return value
    return [] if value in (None, "", False) else [value]


def records(value: Any) -> list[dict[str, Any]]:
    return [item for item in listed(value) if isinstance(item, dict)]


def identifier(agency: str, value: str, line: int) -> Identifier:
    if not value:
        raise ContentError(line, _("The object has no id."))
    if len(value) > LONGEST_ID or len(agency) > LONGEST_AGENCY:
        raise ContentError(line, _("The object's id is too long."))
    return Identifier(agency, value)


def keys(service: Service, values: Iterable[Any]) -> list[str]:
    """The LeiKa keys that are formally right; each once, with a note on all that are unusual."""
    found: list[str] = []
    for key in [key for value in values for key in leika.split_keys(word(value))]:
        for reason in leika.errors(key) or leika.warnings(key):
            note(service, "key", reason)
        if leika.is_key(key):
            found.append(key)
    return list(dict.fromkeys(found))


def html(item: Described, text: str) -> str:
    cleaned, dropped = cleaning.clean_html(text)
    for url in dropped:
        note_link(item, url)
    return cleaned


def note_link(item: Described, url: str) -> None:
    text = _("The link “%(url)s” was left out: it is no address that a browser can follow.")
    note(item, "link", text % {"url": url[:100]})


def link(item: Described, url: str, title: str = "", language: str = GERMAN) -> Link | None:
    """A link that a browser can follow, else a note."""
    repaired = cleaning.repair_link(url) if url else None
    if repaired is None:
        if url:
            note_link(item, url)
        return None
    return Link(repaired, cleaning.clean_line(title), language)


def module(code: str, language: str, text: str, links: Iterable[Link | None] = ()) -> Iterator[TextModule]:
    """A text module, unless it says nothing."""
    found = TextModule(code, {language: text} if text else {}, [item for item in links if item is not None])
    if found.texts or found.links:
        yield found


def responsibility(holder: Identifier, service: Identifier, scheme: str, line: int, areas: list[str]) -> Responsibility:
    """A tie that stands inside the record of the service and has no id of its own."""
    ends = f"{holder.value}/{service.agency}/{service.value}"
    own = Identifier(holder.agency, ends if len(ends) <= LONGEST_ID else hash_of(ends), scheme)
    return Responsibility(id=own, line=line, holder=holder, service=service, areas=areas)


def day(value: Any, line: int) -> date | None:
    """A date written 2025-01-31 or 31.01.2025; of a date with time only the day."""
    text = word(value)
    if not text:
        return None
    german = text[:10].split(".")
    try:
        found = parse_date("-".join(reversed(german)) if len(german) == 3 else text[:10])
    except ValueError:
        found = None
    if found is None:
        raise ContentError(line, _("“%(text)s” is not a date.") % {"text": text[:40]})
    return found


def moment(value: Any, line: int) -> datetime | None:
    """A date with time in the same writings; without a time zone it is meant in local time."""
    text = word(value)
    if not text:
        return None
    on = day(text, line)
    try:
        found = parse_datetime(f"{on}T{text[10:].strip(' T') or '00:00'}")
    except ValueError:
        found = None
    if found is None:
        raise ContentError(line, _("“%(text)s” is not a date with time.") % {"text": text[:40]})
    try:  # The edges of the calendar have no counterpart in world time, in which databases keep moments.
        found = timezone.make_aware(found) if timezone.is_naive(found) else found
        found.astimezone(UTC)
    except OverflowError:
        return None
    return found
