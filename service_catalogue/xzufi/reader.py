"""A delivery read as a stream: one object after the other, in flat memory, nothing from outside the file."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from lxml import etree

from service_catalogue.xzufi import originals
from service_catalogue.xzufi.complaints import against_schema, doctype_refused, line_and_reason, line_of_doctype
from service_catalogue.xzufi.elements import Element, any_namespace, line_of, local_name
from service_catalogue.xzufi.objects import (
    ContentError,
    Delivered,
    Described,
    IsKnown,
    Skipped,
    Unchanged,
    XzufiError,
)
from service_catalogue.xzufi.services import read_service
from service_catalogue.xzufi.units import (
    read_deletion,
    read_online_service,
    read_specialisation,
    read_transfers,
    read_unit,
)
from service_catalogue.xzufi.versions import is_xzufi

MAX_BYTES = 2 * 1024**3
# So much may stand between two objects. It bounds the memory that a hostile file can take.
MAX_GAP = 32 * 1024**2
HEAD = 64 * 1024

Reader = Callable[[Element], Any]
Watcher = Callable[[int], None]
READERS: dict[str, Reader] = {
    "leistung": read_service,
    "ergebnisLeistung": read_service,
    "organisationseinheit": read_unit,
    "ergebnisOrganisationseinheit": read_unit,
    "onlinedienst": read_online_service,
    "zustaendigkeitTransferObjekt": read_transfers,
    "spezialisierung": read_specialisation,
    "loesche": read_deletion,
}
# What tells a message without any object from a file that is no XZuFi at all.
MESSAGE_PARTS = {"nachrichtenkopf", "transaktionID", "transaktionPosition", "antwort"}
WRAPPER = "schreibe"
SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def read(
    source: Path | bytes | BinaryIO,
    max_bytes: int = MAX_BYTES,
    is_known: IsKnown | None = None,
    *,
    schema: etree.XMLSchema | None = None,
    watch: Watcher | None = None,
) -> Iterator[Delivered]:
    """All objects of a transfer message, a directory of services or a single object, in the order of the file.

    What `is_known` knows comes as Unchanged, which saves the work of reading it. `watch` is told the bytes read so far.
    Raises XzufiError where the file itself is broken or does not follow the schema; an object whose content makes no
    sense comes as Skipped.
    """
    if isinstance(source, Path):
        with source.open("rb") as file:
            yield from _Stream(file, max_bytes, is_known, schema, watch).objects()
    else:
        stream: BinaryIO = io.BytesIO(source) if isinstance(source, bytes) else source
        yield from _Stream(stream, max_bytes, is_known, schema, watch).objects()


class _Limited:
    """A file that refuses to be longer than allowed, or to go on and on without an object, and remembers its beginning.

    A schema's complaints come without a line. With one the file is handed out line by line: what is found between two
    lines stands in the first of them.
    """

    def __init__(self, file: BinaryIO, max_bytes: int, watch: Watcher | None, *, by_line: bool) -> None:
        self.fetch = file.readline if by_line else file.read
        self.max_bytes = max_bytes
        self.watch = watch
        self.position = self.last_object = self.line = 0
        self.head = b""
        self.complaints: Callable[[], Any] = list

    def read(self, size: int = -1) -> bytes:
        for found in self.complaints():
            raise XzufiError(self.line, against_schema(found.message))
        data = self.fetch(size)
        self.line += 1
        self.position += len(data)
        if len(self.head) < HEAD:
            self.head += data
        if self.position > self.max_bytes:
            reason = _("The file is larger than the allowed %(size)d megabytes.")
            raise XzufiError(0, reason % {"size": self.max_bytes // 1024**2})
        if self.position - self.last_object > MAX_GAP:
            reason = _("More than %(size)d megabytes follow each other without a complete object.")
            raise XzufiError(0, reason % {"size": MAX_GAP // 1024**2})
        if self.watch:
            self.watch(self.position)
        return data


class _Stream:
    """Lets lxml walk through the file and hands out an object as soon as it is complete."""

    def __init__(
        self,
        file: BinaryIO,
        max_bytes: int,
        is_known: IsKnown | None,
        schema: etree.XMLSchema | None,
        watch: Watcher | None,
    ) -> None:
        self.file = _Limited(file, max_bytes, watch, by_line=schema is not None)
        self.is_known = is_known
        self.schema = schema
        self.current: Element | None = None
        self.recognised = False

    def objects(self) -> Iterator[Delivered]:
        """Only the elements that matter cause an event: those inside an object stay in lxml's own fast code."""
        events = etree.iterparse(
            self.file,
            events=("start", "end"),
            tag=any_namespace((*READERS, *MESSAGE_PARTS, WRAPPER)),
            schema=self.schema,
            **SAFE,
        )
        if self.schema is not None:
            self.file.complaints = lambda: events.error_log
        try:
            for event, element in events:
                if event == "start":
                    self._start(element)
                else:
                    yield from self._end(element)
        except etree.XMLSyntaxError as error:
            if line := line_of_doctype(self.file.head):
                raise XzufiError(line, doctype_refused()) from error
            raise XzufiError(*line_and_reason(events, error)) from error
        self._check_root(events.root)

    def _start(self, element: Element) -> None:
        if not self.recognised:
            self._refuse_doctype(element)
        self.recognised = True
        if self.current is None and local_name(element) in READERS:
            self.current = element

    def _end(self, element: Element) -> Iterator[Delivered]:
        if element is self.current:
            self.current = None
            yield from convert(element, self.is_known)
        elif self.current is not None:
            return
        elif local_name(element) == WRAPPER:
            for unknown in element.iterchildren():
                yield from convert(unknown, self.is_known)
        self.file.last_object = self.file.position
        _forget(element)

    def _refuse_doctype(self, element: Element) -> None:
        document = element.getroottree().docinfo
        if document.internalDTD is not None or document.externalDTD is not None:
            raise XzufiError(line_of_doctype(self.file.head) or 1, doctype_refused())

    def _check_root(self, root: Element | None) -> None:
        if root is None or self.recognised:
            return
        self._refuse_doctype(root)
        if is_xzufi(root) or not len(root):
            return
        reason = _("This is no XZuFi file: it begins with <%(name)s> and holds none of the known objects.")
        raise XzufiError(1, reason % {"name": local_name(root)[:60]})


def _forget(element: Element) -> None:
    """Frees the memory of an element that is done, and of what stands before it."""
    parent = element.getparent()
    if parent is not None and local_name(parent) == WRAPPER:
        parent.remove(element)
        return
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def convert(element: Element, is_known: IsKnown | None = None) -> Iterator[Delivered]:
    """The records of one element: usually one, none of it where it makes no sense."""
    name = local_name(element)
    reader = READERS.get(name)
    if reader is None:
        reason = _("Objects of the kind “%(name)s” are not known here.")
        yield Skipped(line_of(element), reason % {"name": name[:60]}, name)
        return
    original = originals.Original(element)
    try:
        original.check()
        known = original.known_keys(name, is_known) if is_known else []
        found = [Unchanged(key, line_of(element)) for key in known] or reader(element)
    except ContentError as error:
        yield Skipped(error.line, error.reason, name, originals.id_text(element))
        return
    for item in found if isinstance(found, list) else [found]:
        if isinstance(item, Described):
            item.raw, item.content_hash = original.text, original.hash
        yield item
