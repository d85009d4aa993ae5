"""What libxml2 says of a broken file, in words of the town hall."""

import re

from django.utils.translation import gettext as _
from lxml import etree

COMMENT_OR_DOCTYPE = re.compile(rb"<!--.*?-->|<!DOCTYPE", re.DOTALL)


def doctype_refused() -> str:
    return _("The file declares a DOCTYPE. For safety such files are refused.")


def line_of_doctype(beginning: bytes) -> int:
    """Where the DOCTYPE stands; 0 if there is none."""
    found = next((match for match in COMMENT_OR_DOCTYPE.finditer(beginning) if match[0] == b"<!DOCTYPE"), None)
    return beginning.count(b"\n", 0, found.start()) + 1 if found else 0


def line_and_reason(events: "etree.iterparse", error: etree.XMLSyntaxError) -> tuple[int, str]:
    """What was found first; the exception itself often says only that nothing came."""
    entries = list(events.error_log)
    if not entries:
        return error.lineno or 1, plain_reason(error.msg or "")
    first = entries[0]
    is_schema = first.domain == etree.ErrorDomains.SCHEMASV
    return max(first.line, 1), against_schema(first.message) if is_schema else plain_reason(first.message)


def against_schema(detail: str) -> str:
    return _("The file does not follow the XML schema: %(detail)s") % {"detail": detail}


def plain_reason(detail: str) -> str:
    """A complaint of libxml2 in our words where we know them."""
    if not detail or "Document is empty" in detail or "no element found" in detail or "Start tag expected" in detail:
        return _("The file is empty or does not begin like XML.")
    if "Premature end" in detail or "EndTag: '</' not found" in detail or "Couldn't find end of Start Tag" in detail:
        return _("The file ends in the middle. It was probably cut off on its way.")
    if "mismatch" in detail:
        return _("An element is closed that is not open (%(detail)s).") % {"detail": detail}
    if "encoding" in detail.lower() or "not proper UTF-8" in detail:
        return _("The characters do not fit the encoding that the file declares.")
    if "Resource limit exceeded" in detail:
        return _("A single part of the file is larger than any reader should accept (%(detail)s).") % {"detail": detail}
    if "Extra content" in detail:
        return _("Something follows after the end of the document.")
    return _("The file is not well-formed XML (%(detail)s).") % {"detail": detail}
