"""A Leistung element becomes a Service record."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from service_catalogue import leika
from service_catalogue.xzufi import texts as cleaning
from service_catalogue.xzufi.elements import (
    Element,
    amount,
    child,
    child_text,
    children,
    code,
    code_text,
    codes,
    day,
    descendant,
    identifier,
    language_of,
    line_of,
    local_name,
    moment,
    required_id,
    text_of,
    texts,
    truth,
    type_name,
    whole_number,
)
from service_catalogue.xzufi.objects import (
    Category,
    Code,
    Fee,
    Link,
    Period,
    Remark,
    Service,
    TextModule,
    Texts,
)

TITLE_MODULES = {"02", "03"}  # one line of plain text; all others are HTML
# Fees, processing time and deadline are text modules of their own numbers in 2.1 and elements of their own since 2.2.
OWN_MODULES = {"modulKosten": "10", "modulBearbeitungsdauer": "12", "modulFrist": "13"}


def read_service(element: Element) -> Service:
    service = Service(id=required_id(element), line=line_of(element))
    service.keys = _keys(element, service)
    service.modules = list(_modules(element, service))
    service.fees = [fee for item in _inner(element, "modulKosten", "kosten") if (fee := _fee(item, service))]
    service.deadlines = list(_periods(element, "modulFrist", "frist", service))
    service.processing_times = list(_periods(element, "modulBearbeitungsdauer", "bearbeitungsdauer", service))
    service.synonyms = _synonyms(element)
    service.audience = codes(element, "leistungsadressat")
    service.typing = codes(element, "typisierung")
    service.categories = [category for item in children(element, "kategorie") if (category := _category(item))]
    service.areas = areas(element, "gueltigkeitGebietID")
    _read_state(element, service)
    return service


def _read_state(element: Element, service: Service) -> None:
    """Validity, release and the day of the last change."""
    release = child(element, "modulFachlicheFreigabe")
    service.release_date = day(child(release, "fachlichFreigegebenAm"))
    service.released_by = lines(texts(release, "fachlichFreigegebenDurch"))
    validity = child(element, "gueltigkeit")
    service.valid_from = day(child(validity, "beginn"))
    service.valid_until = day(child(validity, "ende"))
    if service.valid_from and service.valid_until and service.valid_from > service.valid_until:
        remark(service, element, "period", _("The validity ends before it begins."))
    versions = child(element, "versionsinformation", "versionsinformationen")
    languages = list(children(element, "sprachversion"))
    service.changed_at = moment(child(versions, "geaendertDatumZeit")) or next(
        (moment(found) for item in languages if (found := child(item, "geaendertDatumZeit")) is not None),
        None,
    )
    codes_ = (child_text(item, "languageCode").partition("-")[0].lower() for item in languages)
    service.languages = [item for item in dict.fromkeys(codes_) if item]


def remark(service: Service, element: Element, kind: str, text: str) -> None:
    service.remarks.append(Remark(kind, line_of(element), text, str(service.id)))


def lines(found: Texts) -> Texts:
    """Texts that are one line of plain words."""
    cleaned = {language: cleaning.clean_line(text) for language, text in found.items()}
    return {language: text for language, text in cleaned.items() if text}


def areas(element: Element, name: str) -> list[str]:
    found = (text_of(item) for item in children(element, name))
    return list(dict.fromkeys(item for item in found if item))


def _inner(element: Element, module: str, item: str) -> Iterator[Element]:
    """2.3 repeats a module for each way of access: the items of all of them."""
    for outer in children(element, module):
        yield from children(outer, item)


def _keys(element: Element, service: Service) -> list[str]:
    found: list[str] = []
    for item in _key_elements(element):
        text = child_text(item, "code") or text_of(item)
        for key in leika.split_keys(text.rpartition("urn:de:fim:leika:leistung:")[2]):
            for reason in leika.errors(key) or leika.warnings(key):
                remark(service, item, "key", reason)
            if leika.is_key(key):
                found.append(key)
    return list(dict.fromkeys(found))


def _key_elements(element: Element) -> Iterator[Element]:
    yield from children(element, "referenzLeiKa", "referenzLeistungsschluessel")
    for item in children(element, "idSekundaer"):
        if item.get("schemeID") == "LEIKA_SCHLUESSEL":
            yield item


def _modules(element: Element, service: Service) -> Iterator[TextModule]:
    for item in children(element, "modulText"):
        module = TextModule(code_text(child(item, "leikaTextmodul")).zfill(2))
        if module.code in TITLE_MODULES:
            module.texts = lines(texts(item, "inhalt"))
        else:
            module.texts = _html(item, "inhalt", service)
        module.links = list(_links(item, service))
        if module.texts or module.links:
            yield module
    for name, number in OWN_MODULES.items():
        for item in children(element, name):
            module = TextModule(number, _html(item, "beschreibung", service), list(_links(item, service)))
            if module.texts or module.links:
                yield module


def _html(element: Element, name: str, service: Service) -> Texts:
    found: Texts = {}
    for item in children(element, name):
        html, dropped = cleaning.clean_html(text_of(item))
        for url in dropped:
            _report_link(service, item, url)
        if html:
            found.setdefault(language_of(item), html)
    return found


def _links(element: Element, service: Service) -> Iterator[Link]:
    for item in sorted(children(element, "weiterfuehrenderLink"), key=_position):
        url = cleaning.repair_link(child_text(item, "uri"))
        if url:
            yield Link(url, cleaning.clean_line(child_text(item, "titel")), language_of(item))
        else:
            _report_link(service, item, child_text(item, "uri"))


def _position(element: Element) -> int:
    text = child_text(element, "positionDarstellung")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _report_link(service: Service, element: Element, url: str) -> None:
    text = _("The link “%(url)s” was left out: it is no address that a browser can follow.")
    remark(service, element, "link", text % {"url": url[:100]})


def _fee(element: Element, service: Service) -> Fee | None:
    """How the choice is written is not settled, so it is told by what lies anywhere inside (or by xsi:type)."""
    fixed = descendant(element, "betrag")
    lower, upper = descendant(element, "betragUntergrenze"), descendant(element, "betragObergrenze")
    common: dict[str, Any] = {
        "type": code(child(element, "typ")),
        "description": lines(texts(element, "beschreibung")),
        "prepaid": truth(child(element, "vorkasse")),
    }
    if fixed is not None:
        return Fee("fixed", amount(fixed), currency=_currency(fixed), **common)
    if lower is not None or upper is not None:
        reason = _reason(element, "beschreibungVariabilitaet")
        currency = _currency(lower if lower is not None else upper)
        return Fee("range", amount(lower), amount(upper), currency, reason=reason, **common)
    if _is_free(element):
        return Fee("free", reason=_reason(element, "beschreibungKostenfreiheit"), **common)
    remark(service, element, "fee", _("A fee was left out: it names no amount and does not say that it is free."))
    return None


def _currency(element: Element | None) -> str:
    return (element.get("currencyCode") if element is not None else "") or "EUR"


def _reason(element: Element, name: str) -> Texts:
    found = descendant(element, name)
    return lines(texts(found.getparent(), name)) if found is not None else {}


def _is_free(element: Element) -> bool:
    return any("kostenfrei" in (local_name(item) + " " + type_name(item)).lower() for item in element.iter())


def _periods(element: Element, module: str, item: str, service: Service) -> Iterator[Period]:
    for found in _inner(element, module, item):
        period = _period(found)
        if period is None:
            remark(service, found, "period", _("A deadline was left out: it names neither a duration nor a day."))
        else:
            yield period


def _period(element: Element) -> Period | None:
    type_, description = code(child(element, "typ")), lines(texts(element, "beschreibung"))
    duration = descendant(element, "dauer")
    if duration is not None:
        maximum = whole_number(descendant(element, "dauerBis"))
        return Period(
            kind="duration" if maximum is None else "range",
            amount=whole_number(duration),
            unit=_unit(element, "einheit"),
            amount_max=maximum,
            unit_max=_unit(element, "einheitBis") or _unit(element, "einheit"),
            type=type_,
            description=description,
        )
    from_, until = descendant(element, "von"), descendant(element, "bis")
    if from_ is None and until is None:
        return None
    return _days(from_, until, type_, description)


def _unit(element: Element, name: str) -> str:
    return code(descendant(element, name)).code.upper()


def _days(from_: Element | None, until: Element | None, type_: Code, description: Texts) -> Period:
    """The day may be a date, a month and day of every year, or a text."""
    words = [text_of(item) for item in (from_, until)]
    if all(len(text) >= 10 and text[4] == text[7] == "-" for text in words if text):
        return Period("date", from_date=day(from_), until_date=day(until), type=type_, description=description)
    day_text = " – ".join(cleaning.clean_line(text) for text in words if text)
    return Period("date", day_text=day_text, type=type_, description=description)


def _synonyms(element: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in _inner(element, "modulBegriffImKontext", "begriffImKontext"):
        for term in children(item, "begriff"):
            words = found.setdefault(language_of(term), [])
            word = cleaning.clean_line(text_of(term))
            if word and word not in words:
                words.append(word)
    return {language: words for language, words in found.items() if words}


def _category(element: Element) -> Category | None:
    found = identifier(child(element, "id"))
    if found is None:
        return None
    names = lines(texts(element, "bezeichnung"))
    scheme = found.scheme or child_text(child(element, "klasse"), "id")
    parent = child_text(element, "uebergeordneteKategorieID")
    return Category(found.value, names.get("de", ""), parent, scheme)
