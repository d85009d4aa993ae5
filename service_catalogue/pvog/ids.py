"""Identifiers of the Portalverbund: agency, kind and id in one, such as B100019.LB.574711."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from service_catalogue import parts
from service_catalogue.xzufi.objects import ContentError, Described, Identifier

SERVICE, UNIT, ONLINE_SERVICE = "LB", "OE", "OD"
_ID = re.compile(r"([^.\s]+)\.(LB|OE|OD)\.(\S+)")


def parse(value: Any, kind: str, line: int) -> Identifier:
    """The id as XZuFi writes it. Raises ContentError when it is none, or of something else."""
    found = _ID.fullmatch(parts.word(value))
    if found is None or found[2] != kind:
        text = _("“%(id)s” is no id of the Portalverbund (expected something like B100019.%(kind)s.574711).")
        raise ContentError(line, text % {"id": parts.word(value)[:60], "kind": kind})
    return parts.identifier(found[1], found[3], line)


def parse_holders(item: Described, values: Iterable[Any], kind: str) -> Iterator[Identifier]:
    """Each id once; one that makes no sense is noted with the object that names it."""
    for value in dict.fromkeys(parts.word(value) for value in values):
        try:
            yield parse(value, kind, item.line)
        except ContentError as error:
            parts.note(item, "id", error.reason)
