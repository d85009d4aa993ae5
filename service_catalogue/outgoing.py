"""What the town says about its services, as the records that leave the house: own words and reference texts in one.

Every object goes out under the id it came with. What the town made itself goes out under its own agency
(setting XZUFI_AGENCY) and a number that never changes.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Prefetch

from cms.models import TownSettings
from directory.models import Department
from service_catalogue import listing
from service_catalogue.identity import own_id
from service_catalogue.importer.mapping import SECTIONS, reference_values
from service_catalogue.links import addresses
from service_catalogue.models import OnlineService, ReferenceService, Responsibility, ServicePage
from service_catalogue.models.amounts import Fee, Period
from service_catalogue.sections import BOTH, OWN, PLAN_OF, PLANS, Section, has_own_text, own_section, section_of
from service_catalogue.xzufi import objects, texts
from service_catalogue.xzufi.objects import GERMAN, Code, Identifier, Link, TextModule

Row = TypeVar("Row")

CHUNK = 200
AUDIENCE = {"citizens": Code("001", "Bürger"), "businesses": Code("002", "Unternehmen")}
IN_CHARGE = Code("01", "Zuständige Stelle und Ansprechpunkt")
IN_SERVICE = {objects.IN_SERVICE_UNIT, objects.IN_SERVICE_ONLINE}
UNIT_SCHEME, ONLINE_SCHEME = "ZustaendigkeitOrganisationseinheit", "ZustaendigkeitOnlinedienst"
# Two sections of ours have no module of their own in the standard and follow the text of their neighbour.
GUESTS = {"for_whom": "description", "next_steps": "procedure"}
ONLY_FROM_SOURCES = ("author", "responsible_body", "contact_point", "source_portal")

_OWN_ID = re.compile(r"(?P<duty>\d{1,18}-)?(?P<kind>service|department|online)-(?P<number>\d{1,18})(-\d{1,18})?")
_SITE_LINK = re.compile(r'(<a\b[^>]*\bhref=")(/[^/"][^"]*|/)(?=")')


def records() -> Iterator[objects.Described]:
    """All live services, then the offices and online services in charge of them, then who is in charge of what."""
    held: dict[Identifier, objects.Described] = {}
    duties: list[objects.Responsibility] = []
    for page in live_services():
        service = service_of(page)
        yield service
        channels = (online_service_of(online, page) for online in page.current_online_services)
        for found in [*map(unit_of, page.current_departments), *filter(None, channels)]:
            held.setdefault(found.id, found)
        duties += responsibilities_of(page, service.id)
    yield from held.values()
    yield from duties


def live_services() -> Iterator[ServicePage]:
    """The services of the site's main language that everybody may see, in a fixed order and in flat memory."""
    rows = Prefetch("leika_keys"), "fees", "deadlines", "processing_times", "reference__leika_keys", "areas"
    pages = listing.live_services().filter(locale__language_code=settings.LANGUAGE_CODE)
    return pages.prefetch_related(*rows, "reference__areas").order_by("pk").iterator(CHUNK)


def id_of_record(record: Department | OnlineService) -> Identifier:
    if record.source_id:
        return Identifier(record.source_agency, record.source_id)
    return own_id("department" if isinstance(record, Department) else "online", record.pk)


def service_of(page: ServicePage) -> objects.Service:
    """One service as residents see it."""
    reference = page.reference
    service = objects.Service(page.identifier, line=0)
    service.keys = page.key_list
    service.modules = _modules(page)
    service.fees = _rows(page, "fees", _own_fee, _delivered_fee)
    service.deadlines = _rows(page, "deadlines", _own_period, _delivered_period)
    service.processing_times = _rows(page, "processing_times", _own_period, _delivered_period)
    service.synonyms = {GERMAN: page.synonym_list} if page.synonym_list else {}
    service.audience = [AUDIENCE[name] for name in page.audience]
    service.typing = [Code(code) for code in page.current_typing]
    service.categories = [
        objects.Category(topic.code, topic.name, scheme="urn:xoev-de:fim:codeliste:pvlagen")
        for topic in page.current_topics
        if topic.code
    ]
    service.areas = [area.ars for area in page.current_areas] or _own_areas(page)
    service.valid_from = page.valid_from or (reference.valid_from if reference else None)
    service.valid_until = page.valid_until or (reference.valid_until if reference else None)
    service.changed_at = page.changed
    service.release_date = page.release_day
    if reference and reference.release.get("by"):
        service.released_by = {GERMAN: reference.release["by"]}
    service.languages = [GERMAN]
    return service


def _own_areas(page: ServicePage) -> list[str]:
    """A service of our own holds for our town."""
    ars = TownSettings.for_site(page.get_site()).ars if not page.reference else ""
    return [ars] if ars else []


def unit_of(department: Department) -> objects.Unit:
    place = department.place
    source = department if department.street or place is None else place
    unit = objects.Unit(id_of_record(department), line=0, names={GERMAN: department.name})
    unit.short_names = {GERMAN: department.short_name} if department.short_name else {}
    unit.descriptions = {GERMAN: _paragraphs(department.description)} if department.description else {}
    unit.opening_hours = {GERMAN: _paragraphs(department.hours_text)} if department.hours_text else {}
    unit.phone, unit.email = department.phone, department.email
    if source.street or source.town:
        unit.addresses = [objects.Address(source.street, postcode=source.postcode, town=source.town)]
    return unit


def online_service_of(online: OnlineService, page: ServicePage) -> objects.OnlineService | None:
    """An online service as it is reached from this page; none while its address lacks something."""
    address = online.address_for(page)
    if address is None:
        return None
    found = objects.OnlineService(id_of_channel(online, page), line=0, names={GERMAN: online.name})
    found.links = [Link(address, online.name)]
    found.confidence_level = Code(online.confidence_level)
    found.kind_of_use, found.provider = online.kind, online.provider
    found.accounts, found.languages = online.account_names, list(online.languages)
    found.payment_methods = [word.strip() for word in online.payment_methods.split(",") if word.strip()]
    found.valid_from, found.valid_until = online.valid_from, online.valid_until
    return found


def id_of_channel(online: OnlineService, page: ServicePage) -> Identifier:
    """One with placeholders in its address is another one on every page."""
    found = id_of_record(online)
    return Identifier(found.agency, f"{found.value}-{page.pk}") if addresses.is_template(online.url) else found


def responsibilities_of(page: ServicePage, service: Identifier) -> list[objects.Responsibility]:
    """Who is in charge: as delivered where the town has chosen nobody else."""
    rows = page.in_charge
    found = []
    if page.department:
        found.append(_own_duty(page, page.department, service))
    else:
        found += [_delivered_duty(row, service) for row in rows if row.department]
    own = list(page.online_services.all())
    found += [_own_duty(page, online, service) for online in own]
    if not own:
        found += [_delivered_duty(row, service) for row in rows if row.online_service]
    return found


def _own_duty(page: ServicePage, holder: Department | OnlineService, service: Identifier) -> objects.Responsibility:
    kind, scheme = ("department", UNIT_SCHEME) if isinstance(holder, Department) else ("online", ONLINE_SCHEME)
    return objects.Responsibility(
        own_id(f"{page.pk}-{kind}", holder.pk, scheme),
        line=0,
        holder=id_of_record(holder) if isinstance(holder, Department) else id_of_channel(holder, page),
        service=service,
        role=IN_CHARGE,
    )


def _delivered_duty(row: Responsibility, service: Identifier) -> objects.Responsibility:
    return objects.Responsibility(
        Identifier(row.agency, row.source_id, row.scheme),
        line=0,
        holder=Identifier(row.holder_agency, row.holder_source_id),
        service=service,
        role=Code(row.role),
        areas=row.areas,
    )


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _modules(page: ServicePage) -> list[TextModule]:
    """The texts by the numbers of the standard, German first; other languages as the source delivered them."""
    reference = page.reference
    modules = {"02": TextModule("02"), "03": TextModule("03", {GERMAN: page.title})}
    official = page.official_name or (reference.official_name if reference else "")
    if official:
        modules["02"].texts[GERMAN] = official
    for name, (text, links) in _german(page).items():
        if text or links:
            module = modules.setdefault(SECTIONS[name][0], TextModule(SECTIONS[name][0]))
            module.texts.update({GERMAN: text} if text else {})
            module.links += [Link(link["url"], link["title"]) for link in links]
    for language, said in (reference.translations if reference else {}).items():
        _add_language(modules, language, said)
    return [modules[code] for code in sorted(modules) if modules[code].texts or modules[code].links]


def _german(page: ServicePage) -> dict[str, tuple[str, list[dict[str, str]]]]:
    """Section name → text and links, the town's own words where it has written any."""
    reference = page.reference
    delivered = {
        name: (reference.sections.get(name, ""), reference.links.get(name, [])) if reference else ("", [])
        for name in SECTIONS
    }
    if page.teaser:
        delivered["summary"] = (f"<p>{escape(page.teaser)}</p>", [])
    for plan in PLANS:
        own, shown = own_section(page, plan), section_of(page, plan).origin
        name = GUESTS.get(plan.name) or plan.reference or plan.name
        text, links = delivered[name]
        if plan.name in GUESTS or shown == BOTH:
            delivered[name] = (text + _html(page, own), links)
        elif shown == OWN:
            delivered[name] = (_html(page, own), [])
    return delivered


def _html(page: ServicePage, section: Section) -> str:
    """A section of ours as the standard allows it: whole addresses, harmless elements, lists as lists."""
    entries = "".join(f"<li>{_entry(item)}</li>" for item in section.items)
    whole = f"{section.html}<ul>{entries}</ul>" if entries else str(section.html)
    root = page.get_site().root_url
    return texts.clean_html(_SITE_LINK.sub(rf"\1{root}\2", whole))[0]


def _entry(item: Any) -> str:
    text = f'<a href="{escape(item.href)}">{escape(item.text)}</a>' if item.href else escape(item.text)
    return f"{text}<br>{escape(item.note)}" if item.note else text


def _add_language(modules: dict[str, TextModule], language: str, said: dict[str, Any]) -> None:
    lines = {"02": said.get("official_name"), "03": said.get("title")}
    found = {code: text for code, text in lines.items() if text}
    found |= {SECTIONS[name][0]: text for name, text in said.get("sections", {}).items() if name in SECTIONS}
    for code, text in found.items():
        modules.setdefault(code, TextModule(code)).texts[language] = text
    for name, links in said.get("links", {}).items():
        if name in SECTIONS:
            module = modules.setdefault(SECTIONS[name][0], TextModule(SECTIONS[name][0]))
            module.links += [Link(link["url"], link["title"], language) for link in links]


def _rows(page: ServicePage, name: str, own: Callable[[Any], Row], delivered: Callable[[dict], Row]) -> list[Row]:
    """Fees, deadlines or processing times: the source's, the town's, or both."""
    origin = section_of(page, PLAN_OF[name]).origin
    found = []
    if origin != OWN and page.reference:
        found += [delivered(row) for row in getattr(page.reference, name)]
    if origin in (OWN, BOTH):
        found += [own(row) for row in getattr(page, name).all()]
    return found


def _own_fee(fee: Fee) -> objects.Fee:
    """The standard knows a reason only where an amount varies or nothing is asked for; else it joins the label."""
    words = [fee.label, fee.legal_basis, fee.reason if fee.kind == Fee.Kind.FIXED else ""]
    return objects.Fee(
        fee.kind,
        fee.amount,
        fee.amount_max,
        description={GERMAN: ", ".join(word for word in words if word)},
        reason={GERMAN: fee.reason} if fee.reason and fee.kind != Fee.Kind.FIXED else {},
    )


def _delivered_fee(row: dict[str, Any]) -> objects.Fee:
    return objects.Fee(
        row["kind"],
        Decimal(row["amount"]) if "amount" in row else None,
        Decimal(row["amount_max"]) if "amount_max" in row else None,
        row.get("currency", "EUR"),
        Code(row.get("type", ""), row.get("type_name", "")),
        {GERMAN: row["label"]} if "label" in row else {},
        {GERMAN: row["reason"]} if "reason" in row else {},
        row.get("prepaid", False),
    )


def _own_period(period: Period) -> objects.Period:
    words = ", ".join(word for word in (period.label, period.text) if word)
    return objects.Period(
        period.kind,
        period.amount,
        period.unit,
        period.amount_max,
        period.unit if period.kind != Period.Kind.DATE else "",
        period.from_date,
        period.until_date,
        description={GERMAN: words} if words else {},
    )


def _delivered_period(row: dict[str, Any]) -> objects.Period:
    from_date, until_date = (
        date.fromisoformat(row[name]) if name in row else None for name in ("from_date", "until_date")
    )
    return objects.Period(
        row["kind"],
        row.get("amount"),
        row.get("unit", ""),
        row.get("amount_max"),
        row.get("unit_max", ""),
        from_date,
        until_date,
        row.get("day_text", ""),
        Code(row.get("type", ""), row.get("type_name", "")),
        {GERMAN: row["label"]} if "label" in row else {},
    )


def echoes(items: list[objects.Described]) -> set[objects.Key]:
    """Which of these delivered objects say just what we would send ourselves, or are ours alone.

    They come back from those to whom we deliver. Taken for news, they would turn the town's own words into
    reference texts and make a second page of every service that the town wrote itself.
    """
    own = {item.key for item in items if item.id.agency == settings.XZUFI_AGENCY and _is_ours(item)}
    # A partial view never takes anything away, and what it no longer names must be seen.
    return own | _same_services([item for item in items if isinstance(item, objects.Service) and not item.layer])


def _is_ours(item: objects.Described) -> bool:
    """Its number is one that we have given: service-12, department-3, online-4, on a page online-4-12."""
    found = _OWN_ID.fullmatch(item.id.value)
    if found is None or found["duty"]:
        return found is not None and isinstance(item, objects.Responsibility)
    models: dict[str, Any] = {"service": ServicePage, "department": Department, "online": OnlineService}
    return models[found["kind"]]._default_manager.filter(pk=found["number"]).exists()


def _same_services(services: list[objects.Service]) -> set[objects.Key]:
    delivered = {(item.id.agency, item.id.value): item for item in services}
    if not delivered:
        return set()
    references = ReferenceService.objects.filter(source_id__in=[value for _agency, value in delivered], gone_at=None)
    pages = ServicePage.objects.filter(reference__in=references, live=True).select_related("reference", "locale")
    found = set()
    for page in pages.prefetch_related("fees", "deadlines", "processing_times"):
        item = delivered.get((page.reference.agency, page.reference.source_id))
        if item and _says_the_same(page, _comparable(item)) and _names_the_same(page, item):
            found.add(item.key)
    return found


def _names_the_same(page: ServicePage, item: objects.Service) -> bool:
    """A record that names those in charge names the ones that we would name, or those it named before."""
    named = {(duty.holder.agency, duty.holder.value) for duty in item.responsibilities}
    before = {(row.holder_agency, row.holder_source_id) for row in page.in_charge if row.scheme in IN_SERVICE}
    shown = [
        *map(id_of_record, page.current_departments),
        *(id_of_channel(online, page) for online in page.current_online_services),
    ]
    return named == before or (bool(named) and named == {(found.agency, found.value) for found in shown})


def _says_the_same(page: ServicePage, said: dict[str, Any]) -> bool:
    """Only where the town has words of its own do we send anything else than what we were sent."""
    if said == {name: getattr(page.reference, name) for name in said}:
        return True
    return _has_own_words(page) and _comparable(service_of(page)) == said


def _has_own_words(page: ServicePage) -> bool:
    own = (page.teaser, page.official_name, page.synonyms, page.valid_from, page.valid_until, page.typing)
    given_title = page.reference.given_title if page.reference else ""
    return page.title != given_title or any(own) or has_own_text(page)


def _comparable(service: objects.Service) -> dict[str, Any]:
    """What a service says to residents, without moments of change."""
    values = reference_values(service)
    return {name: value for name, value in values.items() if name not in ("content_hash", "changed_at", "languages")}
