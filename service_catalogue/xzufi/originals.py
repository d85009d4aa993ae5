"""The XML of an object as it came: kept as it is, compared by a hash, refused when it is absurd."""

import re
from functools import cached_property

from django.utils.translation import gettext as _
from lxml import etree

from service_catalogue.xzufi.elements import Element, child, children, identifier, line_of, local_name
from service_catalogue.xzufi.objects import (
    ContentError,
    IsKnown,
    Key,
    OnlineService,
    Responsibility,
    Service,
    Specialisation,
    Unit,
    hash_of,
)

# The largest service we have met has 60 kB. What goes far beyond costs minutes in every reader of HTML.
LARGEST = 2 * 1024**2
MOST_TAGS = 20_000
HARMLESS = 64 * 1024

# Only says when something was touched; a change of it alone is no change.
TIMESTAMP = b"geaendertDatumZeit"
_TIMESTAMPS = re.compile(rb"<(?:[\w.-]+:)?geaendertDatumZeit\b[^>]*>[^<]*</[^>]+>")

KINDS = {
    "leistung": Service.kind,
    "ergebnisLeistung": Service.kind,
    "organisationseinheit": Unit.kind,
    "ergebnisOrganisationseinheit": Unit.kind,
    "onlinedienst": OnlineService.kind,
    "spezialisierung": Specialisation.kind,
}
TRANSFER = "zustaendigkeitTransferObjekt"


class Original:
    """One object's element. What is asked for is worked out once and only then: most objects have not changed."""

    def __init__(self, element: Element) -> None:
        self.element = element

    @cached_property
    def _bytes(self) -> bytes:
        return etree.tostring(self.element, encoding="UTF-8", with_tail=False)

    @cached_property
    def text(self) -> str:
        return self._bytes.decode()

    @cached_property
    def hash(self) -> str:
        """A hash that does not see blanks at the edges of texts, and no dates of change."""
        content = _TIMESTAMPS.sub(b"", self._bytes) if TIMESTAMP in self._bytes else self._bytes
        content = b"<".join([part.rstrip() for part in content.split(b"<")])
        return hash_of(b">".join([part.lstrip() for part in content.split(b">")]))

    def check(self) -> None:
        size = len(self._bytes)
        if size <= HARMLESS:
            return
        if size > LARGEST:
            reason = _("The object is absurdly large: %(size)d kilobytes.")
            raise ContentError(line_of(self.element), reason % {"size": size // 1024})
        if sum(self._bytes.count(sign) for sign in (b"<", b"&lt;", b'="')) > MOST_TAGS:
            raise ContentError(line_of(self.element), _("The object is absurd: it has more than 20,000 tags."))

    def known_keys(self, name: str, is_known: IsKnown) -> list[Key]:
        """The keys of all objects in this element if every one of them is stored as it stands here."""
        keys = self._keys(name)
        return keys if keys and all(is_known(*key, self.hash) for key in keys) else []

    def _keys(self, name: str) -> list[Key]:
        if name == TRANSFER:
            own = [identifier(child(item, "id")) for item in children(self.element, "zustaendigkeit")]
            return [Responsibility(found, 0).key for found in own if found] if all(own) else []
        found = identifier(child(self.element, "id")) if name in KINDS else None
        return [(found.agency, KINDS[name], found.value)] if found else []


def id_text(element: Element) -> str:
    return next((item.text or "" for item in element if local_name(item) == "id"), "")
