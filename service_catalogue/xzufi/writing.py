"""Writes our records as an XZuFi message of version 2.2.0: records in, bytes out, no database.

Only elements that the standard names, in its order; nothing empty; texts as harmless HTML. What the standard leaves open,
such as the name of the root element, is told by the caller.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import singledispatch
from typing import Any, BinaryIO
from uuid import uuid4

from lxml import etree

from service_catalogue import leika
from service_catalogue.xzufi.elements import XSI_TYPE, Element
from service_catalogue.xzufi.objects import (
    Category,
    Code,
    Deletion,
    Described,
    Fee,
    Identifier,
    Link,
    OnlineService,
    Period,
    Responsibility,
    Service,
    TextModule,
    Texts,
    Unit,
)
from service_catalogue.xzufi.services import OWN_MODULES
from service_catalogue.xzufi.units import INLINE_SCHEME

VERSION = "2.2.0"
NAMESPACE = "http://xoev.de/schemata/xzufi/2_2_0"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NAMESPACES = {"xzufi": NAMESPACE, "xsi": XSI}
PRODUCT, MAKER = "Offenes Rathaus", "Offenes Rathaus"

# Where the names of the codes are kept (names and versions as the Portalverbund uses them).
LEIKA_LIST = "urn:de:fim:leika:leistung"
MODULE_LIST, MODULE_LIST_VERSION = "urn:de:xzufi:codeliste:leistungstextmodulleika", "20240216"
TYPING_LIST, TYPING_LIST_VERSION = "urn:de:fim:leika:typisierung", "20210831"
AREA_LIST = "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs"
CONFIDENCE_LIST = "urn:xoev-de:fim:codeliste:vertrauensniveau"
LINK_TYPE_LIST = "urn:xoev-de:fim:codeliste:onlinedienstlinktyp"
CLASSES = {
    "service": "Leistung",
    "unit": "Organisationseinheit",
    "online_service": "Onlinedienst",
    "specialisation": "LeistungSpezialisierung",
    "responsibility": "Zustaendigkeit",
}
CHOICES = {"fixed": "KostenFix", "range": "KostenVariabel", "free": "KostenFrei"}


def write(file: BinaryIO, objects: Iterable[Described | Deletion], *, root: str, written_at: datetime) -> int:
    """Writes a whole message into the file, object by object in flat memory, and returns how many it holds.

    `root` is the name of the outermost element, which the standard's public sources do not tell.
    """
    count = 0
    with _message(file, root, written_at) as message:
        for item in objects:
            message.write(_removal(item) if isinstance(item, Deletion) else _writing(item), pretty_print=True)
            count += 1
    return count


@contextmanager
def _message(file: BinaryIO, root: str, written_at: datetime) -> Iterator[Any]:
    attributes = {"produktbezeichnung": PRODUCT, "produkthersteller": MAKER, "xzufiVersion": VERSION}
    with etree.xmlfile(file, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(_name(root), attributes, nsmap=NAMESPACES):
            head = _element("nachrichtenkopf")
            _add(head, "nachrichtUUID", str(uuid4()))
            _add(head, "erstelltDatumZeit", written_at.isoformat(timespec="seconds"))
            xml.write("\n", head, pretty_print=True)
            yield xml


def _writing(item: Described) -> Element:
    written = _element("schreibe")
    written.append(to_element(item))
    return written


def _removal(item: Deletion) -> Element:
    removed = _element("loesche")
    if item.kind:
        removed.set("klasse", CLASSES[item.kind])
    _add_id(removed, "id", item.id)
    return removed


@singledispatch
def to_element(item: Described) -> Element:
    """One object as XML. Raises TypeError for kinds that the profile does not write."""
    raise TypeError(f"{type(item).__name__} is never written")


@to_element.register
def _service(service: Service) -> Element:
    element = _element("leistung")
    _add_id(element, "id", service.id)
    _add_structure(element, service.keys)
    for key in service.keys:
        _add_code(element, "referenzLeiKa", Code(key, list_uri=LEIKA_LIST))
    own = set(OWN_MODULES.values())
    for position, module in enumerate(module for module in service.modules if module.code not in own):
        _add_module(element, position, module)
    texts = {name: service_module(service, number) for name, number in OWN_MODULES.items()}
    _add_periods(element, "modulFrist", "frist", service.deadlines, texts["modulFrist"])
    _add_fees(element, service.fees, texts["modulKosten"])
    name = "modulBearbeitungsdauer"
    _add_periods(element, name, "bearbeitungsdauer", service.processing_times, texts[name])
    _add_synonyms(element, service.synonyms)
    _add_release(element, service)
    for code in service.typing:
        _add_code(element, "typisierung", Code(code.code, code.name, TYPING_LIST), TYPING_LIST_VERSION)
    for code in service.audience:
        _add_code(element, "leistungsadressat", code)
    for category in service.categories:
        _add_category(element, category)
    for ars in service.areas:
        _add(element, "gueltigkeitGebietID", ars, schemeID=AREA_LIST)
    _add_versions(element, service)
    _add_validity(element, service.valid_from, service.valid_until)
    return element


def service_module(service: Service, number: str) -> TextModule:
    """The text of a module by its number; an empty one where the service has none."""
    return next((module for module in service.modules if module.code == number), TextModule(number))


def _add_structure(parent: Element, keys: list[str]) -> None:
    """What a key says by its digits. A bare object has nothing to say beside the key itself."""
    key = keys[0] if len(keys) == 1 else ""
    if not key or leika.kind(key) == "LO":
        return
    kind = {"LOV": "MitVerrichtung", "LOVD": "MitVerrichtungUndDetail"}[leika.kind(key)]
    structure = _add(parent, "struktur")
    structure.set(XSI_TYPE, f"xzufi:LeistungsstrukturObjekt{kind}")
    _add(structure, "leistungsobjektID", key[: leika.OBJECT_DIGITS] + "000000", schemeID=LEIKA_LIST)
    _add_code(_add(structure, "verrichtung"), "verrichtungLeiKa", Code(key[leika.OBJECT_DIGITS : leika.ACT_DIGITS]))


def _add_module(parent: Element, position: int, module: TextModule) -> None:
    element = _add(parent, "modulText")
    _add(element, "positionDarstellung", str(position))
    _add_code(element, "leikaTextmodul", Code(module.code, list_uri=MODULE_LIST), MODULE_LIST_VERSION)
    _add_texts(element, "inhalt", module.texts)
    _add_links(element, module.links)


def _add_links(parent: Element, links: list[Link]) -> None:
    for position, link in enumerate(links):
        element = _add(parent, "weiterfuehrenderLink", languageCode=link.language)
        _add(element, "uri", link.url)
        if link.title:
            _add(element, "titel", link.title)
        _add(element, "positionDarstellung", str(position))


def _add_periods(parent: Element, module: str, name: str, periods: list[Period], text: TextModule) -> None:
    if not (periods or text.texts or text.links):
        return
    outer = _add(parent, module)
    for period in periods:
        element = _add(outer, name)
        if name == "frist":
            _add_code(element, "typ", period.type)
        _add_choice_of_time(element, period)
        _add_texts(element, "beschreibung", period.description)
    _add_texts(outer, "beschreibung", text.texts)
    _add_links(outer, text.links)


def _add_choice_of_time(parent: Element, period: Period) -> None:
    choice = _add(parent, "fristauswahl")
    if period.kind == "date":
        choice.set(XSI_TYPE, "xzufi:FristStichtag")
        _add_days(choice, period)
        return
    choice.set(XSI_TYPE, "xzufi:FristDauer")
    _add(choice, "dauer", str(period.amount))
    _add_code(choice, "einheit", Code(period.unit))
    if period.amount_max is not None:
        _add(choice, "dauerBis", str(period.amount_max))
        _add_code(choice, "einheitBis", Code(period.unit_max or period.unit))


def _add_days(choice: Element, period: Period) -> None:
    from_text, until_text = _day(period.from_date), _day(period.until_date)
    if period.day_text:
        from_text, _dash, until_text = period.day_text.rpartition(" – ")
    if from_text:
        _add(choice, "von", from_text)
    if until_text:
        _add(choice, "bis", until_text)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _add_fees(parent: Element, fees: list[Fee], text: TextModule) -> None:
    if not (fees or text.texts or text.links):
        return
    outer = _add(parent, "modulKosten")
    for fee in fees:
        element = _add(outer, "kosten")
        _add_code(element, "typ", fee.type)
        _add_choice_of_amount(element, fee)
        _add_texts(element, "beschreibung", fee.description)
        if fee.prepaid:
            _add(element, "vorkasse", "true")
    _add_texts(outer, "beschreibung", text.texts)
    _add_links(outer, text.links)


def _add_choice_of_amount(parent: Element, fee: Fee) -> None:
    choice = _add(parent, "kostenauswahl")
    choice.set(XSI_TYPE, f"xzufi:{CHOICES[fee.kind]}")
    if fee.kind == "fixed":
        _add(choice, "betrag", str(fee.amount), currencyCode=fee.currency)
    elif fee.kind == "range":
        for name, value in (("betragUntergrenze", fee.amount), ("betragObergrenze", fee.amount_max)):
            if value is not None:
                _add(choice, name, str(value), currencyCode=fee.currency)
        _add_texts(choice, "beschreibungVariabilitaet", fee.reason)
    else:
        _add_texts(choice, "beschreibungKostenfreiheit", fee.reason)


def _add_synonyms(parent: Element, synonyms: dict[str, list[str]]) -> None:
    if not any(synonyms.values()):
        return
    module = _add(parent, "modulBegriffImKontext")
    for language, words in synonyms.items():
        for word in words:
            _add(_add(module, "begriffImKontext"), "begriff", word, languageCode=language)


def _add_release(parent: Element, service: Service) -> None:
    if service.release_date or service.released_by:
        release = _add(parent, "modulFachlicheFreigabe")
        if service.release_date:
            _add(release, "fachlichFreigegebenAm", _day(service.release_date))
        _add_texts(release, "fachlichFreigegebenDurch", service.released_by)


def _add_category(parent: Element, category: Category) -> None:
    element = _add(parent, "kategorie")
    _add_id(element, "id", Identifier("", category.code, category.scheme))
    if category.parent:
        _add(element, "uebergeordneteKategorieID", category.parent)
    if category.name:
        _add(element, "bezeichnung", category.name, languageCode="de")
    if category.scheme:
        _add(_add(element, "klasse"), "id", category.scheme)


def _add_versions(parent: Element, service: Service) -> None:
    if service.changed_at:
        versions = _add(parent, "versionsinformation")
        _add(versions, "geaendertDatumZeit", service.changed_at.isoformat())
    for language in service.languages:
        _add(_add(parent, "sprachversion"), "languageCode", language)


def _add_validity(parent: Element, first: date | None, last: date | None) -> None:
    if first or last:
        validity = _add(parent, "gueltigkeit")
        for name, day in (("beginn", first), ("ende", last)):
            if day:
                _add(validity, name, day.isoformat())


@to_element.register
def _unit(unit: Unit) -> Element:
    element = _element("organisationseinheit")
    _add_id(element, "id", unit.id)
    if unit.parent:
        _add_id(element, "uebergeordneteOrganisationseinheitID", unit.parent)
    name = _add(element, "name")
    _add_texts(name, "name", unit.names)
    _add_texts(name, "kurzbezeichnung", unit.short_names)
    _add_texts(element, "beschreibung", unit.descriptions)
    _add_texts(element, "infoOeffnungszeitenText", unit.opening_hours)
    _add_texts(element, "infoOEPNV", unit.public_transport)
    for address in unit.addresses:
        _add_address(element, address)
    for channel, value in (("telefon", unit.phone), ("fax", unit.fax), ("email", unit.email), ("www", unit.website)):
        if value:
            communication = _add(element, "kommunikation")
            _add_code(communication, "kanal", Code(channel))
            _add(communication, "kennung", value)
    for responsibility in unit.responsibilities:
        _add_responsibility(element, responsibility)
    return element


def _add_address(parent: Element, address: Any) -> None:
    element = _add(parent, "anschrift")
    parts = (
        ("strasse", address.street),
        ("hausnummer", address.house_number),
        ("postfach", address.post_box),
        ("postleitzahl", address.postcode),
        ("ort", address.town),
    )
    for name, value in parts:
        if value:
            _add(element, name, value)
    if address.area:
        coding = _add(element, "verwaltungspolitischeKodierung")
        _add_code(coding, "regionalschluessel", Code(address.area, address.area_name, AREA_LIST))


@to_element.register
def _online_service(online: OnlineService) -> Element:
    element = _element("onlinedienst")
    element.set(XSI_TYPE, "xzufi:OnlinedienstErweitert")
    _add_id(element, "id", online.id)
    _add_texts(element, "bezeichnung", online.names)
    for link in online.links:
        outer = _add(element, "link", languageCode=link.language)
        _add_code(outer, "typ", Code("01", list_uri=LINK_TYPE_LIST))
        _add(outer, "link", link.url)
        if link.title:
            _add(outer, "titel", link.title)
    _add_code(element, "vertrauensniveau", Code(online.confidence_level.code, list_uri=CONFIDENCE_LIST))
    return element


@to_element.register
def _transfer(item: Responsibility) -> Element:
    element = _element("zustaendigkeitTransferObjekt")
    _add_id(element, "uebergeordnetesObjektID", item.holder)
    _add_responsibility(element, item)
    return element


def _add_responsibility(parent: Element, item: Responsibility) -> None:
    element = _add(parent, "zustaendigkeit")
    if item.id.scheme != INLINE_SCHEME:
        _add_id(element, "id", item.id)
    if item.service:
        _add_id(element, "leistungID", item.service)
    for ars in item.areas:
        _add(element, "gebietID", ars, schemeID=AREA_LIST)
    _add_code(element, "rolle", item.role)


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"


def _element(name: str) -> Element:
    return etree.Element(_name(name), nsmap=NAMESPACES)


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    said = {key: _writable(value) for key, value in attributes.items()}
    element = etree.SubElement(parent, _name(name), said)
    if text:
        element.text = _writable(text)
    return element


# Control characters, halves of pairs and two that are none have no place in XML (XML 1.0, section 2.2).
_UNWRITABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _add_id(parent: Element, name: str, found: Identifier) -> None:
    attributes = {"schemeAgencyID": found.agency, "schemeID": found.scheme}
    _add(parent, name, found.value, **{key: value for key, value in attributes.items() if value})


def _add_code(parent: Element, name: str, code: Code, version: str = "") -> None:
    """Code and name stand without namespace, as all known deliveries write them."""
    if code.code:
        element = _add(parent, name, listURI=code.list_uri, listVersionID=version)
        etree.SubElement(element, "code").text = _writable(code.code)
        if code.name:
            etree.SubElement(element, "name").text = _writable(code.name)


def _add_texts(parent: Element, name: str, texts: Texts) -> None:
    for language, text in texts.items():
        _add(parent, name, text, languageCode=language)
