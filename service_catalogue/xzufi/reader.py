"""A delivery read as a stream: one object after the other, in flat memory, nothing from outside the file."""

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from lxml import etree

from service_catalogue.xzufi.elements import Element, line_of, local_name
from service_catalogue.xzufi.objects import (
    ContentError,
    Delivered,
    Described,
    Skipped,
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

MAX_BYTES = 2 * 1024**3
NAMESPACE = re.compile(r"^http://xoev\.de/schemata/xzufi/(\d+)_(\d+)_(\d+)$")
COMMENT_OR_DOCTYPE = re.compile(rb"<!--.*?-->|<!DOCTYPE", re.DOTALL)

Reader = Callable[[Element], Any]
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
MESSAGE_PARTS = {"nachrichtenkopf", "transaktionID", "transaktionPosition", "schreibe", "antwort"}
# Only says when something was touched; a change of it alone is no change.
TIMESTAMPS = {"geaendertDatumZeit"}


def read(source: Path | bytes | BinaryIO, max_bytes: int = MAX_BYTES) -> Iterator[Delivered]:
    """All objects of a transfer message, a directory of services or a single object, in the order of the file.

    Raises XzufiError where the file itself is broken; an object whose content makes no sense comes as Skipped.
    """
    if isinstance(source, Path):
        with source.open("rb") as file:
            yield from _Stream(file, max_bytes).objects()
    elif isinstance(source, bytes):
        yield from _Stream(io.BytesIO(source), max_bytes).objects()
    else:
        yield from _Stream(source, max_bytes).objects()


class _Limited:
    """A file that refuses to be longer than allowed and remembers its beginning."""

    def __init__(self, file: BinaryIO, max_bytes: int) -> None:
        self.file = file
        self.left = max_bytes
        self.max_bytes = max_bytes
        self.beginning = b""

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.left -= len(data)
        if len(self.beginning) < 65_536:
            self.beginning += data
        if self.left < 0:
            reason = _("The file is larger than the allowed %(size)d megabytes.")
            raise XzufiError(0, reason % {"size": self.max_bytes // 1024**2})
        return data


class _Stream:
    """Walks through the elements and hands out an object as soon as it is complete."""

    def __init__(self, file: BinaryIO, max_bytes: int) -> None:
        self.file = _Limited(file, max_bytes)
        self.root: Element | None = None
        self.current: Element | None = None
        self.recognised = False
        self.has_content = False

    def objects(self) -> Iterator[Delivered]:
        events = etree.iterparse(
            self.file,
            events=("start", "end"),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for event, element in events:
                yield from self._start(element) if event == "start" else self._end(element)
        except etree.XMLSyntaxError as error:
            line, detail = _complaint(events, error)
            raise XzufiError(line, plain_reason(detail)) from error
        if self.root is not None and self.has_content and not self.recognised:
            reason = _("This is no XZuFi file: it begins with <%(name)s> and holds none of the known objects.")
            raise XzufiError(1, reason % {"name": local_name(self.root)[:60]})

    def _start(self, element: Element) -> Iterator[Delivered]:
        if self.root is None:
            self._begin(element)
        else:
            self.has_content = True
        name = local_name(element)
        self.recognised = self.recognised or name in READERS or name in MESSAGE_PARTS
        if self.current is None and (name in READERS or self._is_written(element)):
            self.current = element
        yield from ()

    def _begin(self, root: Element) -> None:
        self.root = root
        document = root.getroottree().docinfo
        if document.internalDTD is not None or document.externalDTD is not None:
            raise XzufiError(
                _line_of_doctype(self.file.beginning),
                _("The file declares a DOCTYPE. For safety such files are refused."),
            )
        namespace = etree.QName(root).namespace or ""
        self.recognised = bool(NAMESPACE.match(namespace) or root.get("xzufiVersion"))
        self.recognised = self.recognised or local_name(root).startswith("leistungsverzeichnis")

    @staticmethod
    def _is_written(element: Element) -> bool:
        parent = element.getparent()
        return parent is not None and local_name(parent) == "schreibe"

    def _end(self, element: Element) -> Iterator[Delivered]:
        if element is self.current:
            self.current = None
            yield from convert(element)
            _forget(element)
        elif self.current is None and element is not self.root:
            _forget(element)


def _line_of_doctype(beginning: bytes) -> int:
    found = next((match for match in COMMENT_OR_DOCTYPE.finditer(beginning) if match[0] == b"<!DOCTYPE"), None)
    return beginning.count(b"\n", 0, found.start()) + 1 if found else 1


def _forget(element: Element) -> None:
    """Frees the memory of an element that is done, and of what stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def convert(element: Element) -> Iterator[Delivered]:
    name = local_name(element)
    reader = READERS.get(name)
    if reader is None:
        reason = _("Objects of the kind “%(name)s” are not known here.")
        yield Skipped(line_of(element), reason % {"name": name[:60]}, name)
        return
    try:
        found = reader(element)
    except ContentError as error:
        yield Skipped(error.line, error.reason, name, _id_text(element))
        return
    raw, content_hash = _fingerprint(element)
    for item in found if isinstance(found, list) else [found]:
        if isinstance(item, Described):
            item.raw, item.content_hash = raw, content_hash
        yield item


def _id_text(element: Element) -> str:
    return next((item.text or "" for item in element if local_name(item) == "id"), "")


def _fingerprint(element: Element) -> tuple[str, str]:
    """The XML as it came, and a hash of it that does not see spacing and dates of change."""
    raw = etree.tostring(element, encoding="unicode", with_tail=False)
    digest = hashlib.sha256()
    _digest(element, digest.update)
    return raw, digest.hexdigest()


def _digest(element: Element, update: Callable[[bytes], object]) -> None:
    if local_name(element) in TIMESTAMPS:
        return
    attributes = sorted((str(name), str(value)) for name, value in element.attrib.items())
    update(repr((element.tag, attributes, (element.text or "").strip())).encode())
    for child in element:
        _digest(child, update)
        update((child.tail or "").strip().encode())
    update(b">")


def _complaint(events: "etree.iterparse", error: etree.XMLSyntaxError) -> tuple[int, str]:
    """What libxml2 found first; the exception itself often says only that nothing came."""
    entries = list(events.error_log)
    if entries:
        return max(entries[0].line, 1), entries[0].message
    return error.lineno or 1, error.msg or ""


def plain_reason(detail: str) -> str:
    """A complaint of libxml2 in words of the town hall where we know them."""
    if not detail or "Document is empty" in detail or "no element found" in detail or "Start tag expected" in detail:
        return _("The file is empty or does not begin like XML.")
    if "Premature end" in detail or "EndTag: '</' not found" in detail or "Couldn't find end of Start Tag" in detail:
        return _("The file ends in the middle. It was probably cut off on its way.")
    if "mismatch" in detail:
        return _("An element is closed that is not open (%(detail)s).") % {"detail": detail}
    if "encoding" in detail.lower() or "not proper UTF-8" in detail:
        return _("The characters do not fit the encoding that the file declares.")
    if "Extra content" in detail:
        return _("Something follows after the end of the document.")
    return _("The file is not well-formed XML (%(detail)s).") % {"detail": detail}
