"""A service page for machines: schema.org's GovernmentService as JSON-LD."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from cms.json_ld import as_json_ld
from service_catalogue.sections import OWN, REFERENCE

if TYPE_CHECKING:
    from directory.models import Department
    from service_catalogue.channels import Channel
    from service_catalogue.models import ServicePage

# ISO 8601 knows no working days: a time that counts them is told to people only.
DURATIONS = {
    "SEKUNDE": "PT{}S",
    "MINUTE": "PT{}M",
    "STUNDE": "PT{}H",
    "TAG": "P{}D",
    "WOCHE": "P{}W",
    "MONAT": "P{}M",
    "JAHR": "P{}Y",
}


def json_ld(page: "ServicePage") -> SafeString:
    return as_json_ld(government_service(page))


def government_service(page: "ServicePage") -> dict[str, Any]:
    """Properties as schema.org/GovernmentService and its parents Service and Thing name them."""
    return {
        "@type": "GovernmentService",
        "name": page.title,
        "alternateName": page.shown_official_name,
        "description": page.summary,
        "url": page.full_url,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "LeiKa", "value": key.key} for key in page.current_keys
        ],
        "serviceType": [topic.name for topic in page.current_topics],
        "audience": [{"@type": "Audience", "audienceType": name} for name in page.audience],
        "areaServed": [
            {"@type": "AdministrativeArea", "name": area.name, "identifier": area.ars} for area in page.current_areas
        ],
        "provider": [_organisation(item, page) for item in page.current_departments],
        "availableChannel": [*_online(page), *_offices(page)],
        "offers": list(_offers(page)),
    }


def _organisation(department: "Department", page: "ServicePage") -> dict[str, Any]:
    return {
        "@type": "GovernmentOrganization",
        "name": department.name,
        "url": f"{page.get_site().root_url}{department.get_absolute_url()}",
        "telephone": department.phone,
        "email": department.email,
    }


def _online(page: "ServicePage") -> Iterator[dict[str, Any]]:
    for channel in page.channels.answering:
        yield {
            "@type": "ServiceChannel",
            "name": channel.online.name,
            "serviceUrl": channel.address,
            "availableLanguage": _languages(channel),
            "processingTime": _processing_time(page),
        }


def _languages(channel: "Channel") -> list[str]:
    return ["de", *(code for code in channel.online.languages if code != "de")]


def _offices(page: "ServicePage") -> Iterator[dict[str, Any]]:
    for department in page.current_departments:
        where = department.place
        place = {"@type": "Place", "name": where.name, "address": _address(where)} if where else None
        phone = {"@type": "ContactPoint", "telephone": department.phone} if department.phone else None
        if place or phone:
            yield {"@type": "ServiceChannel", "serviceLocation": place, "servicePhone": phone}


def _address(where: Any) -> dict[str, str]:
    return {
        "@type": "PostalAddress",
        "streetAddress": where.street,
        "postalCode": where.postcode,
        "addressLocality": where.town,
        "addressCountry": "DE",
    }


def _processing_time(page: "ServicePage") -> str:
    """The promised time, where it is one and can be told as a duration (ISO 8601)."""
    rows = [
        (row.get("amount_max") or row.get("amount"), row.get("unit_max") or row.get("unit", ""))
        for row in _rows(page, "processing_times")
        if row["kind"] != "date"
    ]
    told = [DURATIONS[unit].format(amount) for amount, unit in rows if amount and unit in DURATIONS]
    return told[0] if len(told) == 1 else ""


def _offers(page: "ServicePage") -> Iterator[dict[str, Any]]:
    """Fees with their prices."""
    for row in _rows(page, "fees"):
        currency = row.get("currency") or "EUR"
        offer = {"@type": "Offer", "name": row.get("label", ""), "priceCurrency": currency}
        if row["kind"] == "range":
            limits = {"minPrice": _price(row.get("amount")), "maxPrice": _price(row.get("amount_max"))}
            offer["priceSpecification"] = {"@type": "PriceSpecification", **limits, "priceCurrency": currency}
        else:
            offer["price"] = _price(row.get("amount")) or "0.00"
        yield offer


def _price(amount: Any) -> str:
    return "" if amount is None else f"{Decimal(amount):.2f}"


def _rows(page: "ServicePage", name: str) -> list[dict[str, Any]]:
    """The rows that residents see in this section: the source's, the town's, or both."""
    section = next((section for section in page.sections if section.name == name), None)
    if section is None:
        return []
    delivered = getattr(page.reference, name) if page.reference and section.origin != OWN else []
    own = [vars(row) for row in getattr(page, name).all()] if section.origin != REFERENCE else []
    return [*delivered, *own]
