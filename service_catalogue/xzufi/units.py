"""Offices, online services and who is in charge of what."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from service_catalogue.xzufi import texts as cleaning
from service_catalogue.xzufi.elements import (
    Element,
    child,
    child_text,
    children,
    code,
    identifier,
    language_of,
    line_of,
    required_id,
    text_of,
    texts,
    type_name,
)
from service_catalogue.xzufi.objects import (
    Address,
    ContentError,
    Deletion,
    Identifier,
    Link,
    OnlineService,
    Remark,
    Responsibility,
    Specialisation,
    Texts,
    Unit,
)
from service_catalogue.xzufi.services import areas, lines

INLINE_SCHEME = "inline"  # a responsibility that stands inside its unit and has no id of its own
KINDS = {
    "leistung": "service",
    "organisationseinheit": "unit",
    "onlinedienst": "online_service",
    "leistungspezialisierung": "specialisation",
    "spezialisierung": "specialisation",
    "zustaendigkeit": "responsibility",
    "zustaendigkeittransferobjekt": "responsibility",
}
CHANNELS = {
    "telefon": "phone",
    "email": "email",
    "e-mail": "email",
    "fax": "fax",
    "telefax": "fax",
    "www": "website",
}


def read_unit(element: Element) -> Unit:
    unit = Unit(id=required_id(element), line=line_of(element))
    name = child(element, "name")
    unit.names = lines(texts(name, "name")) or lines(texts(element, "bezeichnung"))
    unit.short_names = lines(texts(name, "kurzbezeichnung"))
    unit.descriptions = _html(element, "beschreibung") or _html(element, "kurzbeschreibung")
    unit.opening_hours = _html(element, "infoOeffnungszeitenText")
    unit.public_transport = _html(element, "infoOEPNV")
    unit.parent = identifier(child(element, "uebergeordneteOrganisationseinheitID"))
    unit.addresses = [_address(item) for item in children(element, "anschrift")]
    if not unit.names:
        raise ContentError(unit.line, _("The organisational unit has no name."))
    _read_channels(element, unit)
    unit.responsibilities = list(_responsibilities(element, unit.id))
    return unit


def _html(element: Element, name: str) -> Texts:
    cleaned = {language: cleaning.clean_html(text)[0] for language, text in texts(element, name).items()}
    return {language: text for language, text in cleaned.items() if text}


def _address(element: Element) -> Address:
    coding = child(element, "verwaltungspolitischeKodierung")
    area = code(child(coding, "regionalschluessel"))
    return Address(
        street=child_text(element, "strasse"),
        house_number=child_text(element, "hausnummer"),
        postcode=child_text(element, "postleitzahl"),
        town=child_text(element, "ort"),
        post_box=child_text(element, "postfach"),
        area=area.code,
        area_name=area.name,
    )


def _read_channels(element: Element, unit: Unit) -> None:
    """The first number or address of each kind; the name helps where the code is a number of an unknown list."""
    for item in children(element, "kommunikation"):
        channel, value = code(child(item, "kanal")), child_text(item, "kennung")
        kind = CHANNELS.get(channel.code.lower()) or CHANNELS.get(channel.name.lower())
        if kind and value and not getattr(unit, kind):
            setattr(unit, kind, value)


def _responsibilities(element: Element, holder: Identifier) -> Iterator[Responsibility]:
    for item in children(element, "zustaendigkeit"):
        yield _responsibility(item, holder)


def read_transfers(element: Element) -> list[Responsibility]:
    """A zustaendigkeitTransferObjekt: the office or online service above, one or more responsibilities below."""
    holder = identifier(child(element, "uebergeordnetesObjektID"))
    if holder is None:
        raise ContentError(line_of(element), _("The responsibility does not say who is in charge."))
    found = list(_responsibilities(element, holder))
    if not found:
        raise ContentError(line_of(element), _("The responsibility is empty."))
    return found


def _responsibility(element: Element, holder: Identifier) -> Responsibility:
    service, role = identifier(child(element, "leistungID")), code(child(element, "rolle"))
    own = identifier(child(element, "id"))
    if own is None:
        parts = (holder.value, service.value if service else "", role.code)
        own = Identifier(holder.agency, "/".join(parts), INLINE_SCHEME)
    return Responsibility(
        id=own,
        line=line_of(element),
        holder=holder,
        service=service,
        role=role,
        areas=areas(element, "gebietID"),
    )


def read_online_service(element: Element) -> OnlineService:
    online = OnlineService(id=required_id(element), line=line_of(element))
    online.names = lines(texts(element, "bezeichnung"))
    online.confidence_level = code(child(element, "vertrauensniveau"))
    for item in children(element, "link"):
        link = _online_link(item, online)
        if link:
            online.links.append(link)
    payments = (code(item) for item in children(element, "zahlungsweise"))
    online.payment_methods = [item.name or item.code for item in payments if item.code or item.name]
    if not online.links:
        raise ContentError(online.line, _("The online service has no address that a browser can follow."))
    return online


def _online_link(element: Element, online: OnlineService) -> Link | None:
    raw = child_text(element, "link", "uri") or text_of(element)
    url = cleaning.repair_link(raw)
    if url is None or not url.lower().startswith(("http://", "https://")):
        text = _("The link “%(url)s” was left out: it is no address that a browser can follow.")
        online.remarks.append(Remark("link", line_of(element), text % {"url": raw[:100]}, str(online.id)))
        return None
    return Link(url, cleaning.clean_line(child_text(element, "titel")), language_of(element))


def read_specialisation(element: Element) -> Specialisation:
    return Specialisation(id=required_id(element), line=line_of(element))


def read_deletion(element: Element) -> Deletion:
    name = element.get("klasse", "") or type_name(element)
    return Deletion(required_id(element), KINDS.get(name.rpartition(":")[2].lower(), ""), line_of(element))
