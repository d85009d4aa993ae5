"""Reading XZuFi elements by their local names, whatever namespace or prefix a delivery uses."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from lxml import etree

from service_catalogue.xzufi.objects import GERMAN, Code, ContentError, Identifier, Texts

LONGEST_ID = 200
LONGEST_AGENCY = 60
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"

Element = etree._Element


def local_name(element: Element) -> str:
    """The name without namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children with one of these names, in any namespace; lxml itself looks through them, which is fast."""
    return iter(()) if element is None else element.iterchildren(*any_namespace(names))


@cache
def any_namespace(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{{*}}{name}" for name in names)


def child(element: Element | None, *names: str) -> Element | None:
    return next(children(element, *names), None)


def descendant(element: Element | None, *names: str) -> Element | None:
    return None if element is None else next(element.iterdescendants(*any_namespace(names)), None)


def line_of(element: Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0


def text_of(element: Element | None) -> str:
    """All text inside, without blanks around it."""
    if element is None:
        return ""
    text = "".join(element.itertext()) if len(element) else element.text or ""  # type: ignore[arg-type]
    return text.strip()


def child_text(element: Element | None, *names: str) -> str:
    return text_of(child(element, *names))


def language_of(element: Element, default: str = GERMAN) -> str:
    """Two letters: old sources write de-DE, today only de is allowed."""
    code = element.get("languageCode", "").replace("_", "-").partition("-")[0].strip().lower()
    return code or default


def texts(element: Element | None, *names: str) -> Texts:
    """The texts of all children with this name, by language; the first of each language that says something."""
    found: Texts = {}
    for item in children(element, *names):
        text = text_of(item)
        if text:
            found.setdefault(language_of(item), text)
    return found


def code(element: Element | None) -> Code:
    """A code with its name. Sources write code and name with and without namespace, or the code as bare text."""
    if element is None:
        return Code("")
    return Code(code_text(element), child_text(element, "name"), element.get("listURI", ""))


def code_text(element: Element | None) -> str:
    found = child(element, "code")
    return text_of(element if found is None and element is not None and len(element) == 0 else found)


def codes(element: Element, name: str) -> list[Code]:
    found = (code(item) for item in children(element, name))
    return [item for item in found if item.code]


def identifier(element: Element | None) -> Identifier | None:
    value = text_of(element)
    if element is None or not value:
        return None
    return Identifier(element.get("schemeAgencyID", ""), value, element.get("schemeID", ""))


def required_id(element: Element) -> Identifier:
    found = identifier(child(element, "id"))
    if found is None:
        raise ContentError(line_of(element), _("The object has no id."))
    if len(found.value) > LONGEST_ID or len(found.agency) > LONGEST_AGENCY:
        raise ContentError(line_of(element), _("The object's id is too long."))
    return found


def type_name(element: Element) -> str:
    """The part of xsi:type after the prefix, which every source chooses itself."""
    return element.get(XSI_TYPE, "").rpartition(":")[2]


def whole_number(element: Element | None) -> int | None:
    text = text_of(element)
    if element is None or not text:
        return None
    try:
        return int(text)
    except ValueError:
        reason = _("“%(text)s” in %(name)s is not a whole number.")
        raise ContentError(line_of(element), reason % {"text": text[:40], "name": local_name(element)}) from None


def amount(element: Element | None) -> Decimal | None:
    text = text_of(element)
    if element is None or not text:
        return None
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value < 0 or value >= 10**8:
        reason = _("“%(text)s” in %(name)s is not an amount of money.")
        raise ContentError(line_of(element), reason % {"text": text[:40], "name": local_name(element)})
    return value.quantize(Decimal("0.01"))


def day(element: Element | None) -> date | None:
    """A date; of a date with time only the day."""
    text = text_of(element)
    if element is None or not text:
        return None
    try:
        found = parse_date(text[:10])
    except ValueError:
        found = None
    if found is None:
        reason = _("“%(text)s” in %(name)s is not a date.")
        raise ContentError(line_of(element), reason % {"text": text[:40], "name": local_name(element)})
    return found


def moment(element: Element | None) -> datetime | None:
    text = text_of(element)
    if element is None or not text:
        return None
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        bare = day(element)
        found = datetime(bare.year, bare.month, bare.day) if bare else None
    if found is None:
        return None
    try:  # The edges of the calendar have no counterpart in world time, in which databases keep moments.
        found = timezone.make_aware(found) if timezone.is_naive(found) else found
        found.astimezone(UTC)
    except OverflowError:
        return None
    return found


def truth(element: Element | None) -> bool:
    return text_of(element).lower() in {"true", "1"}
