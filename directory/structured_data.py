"""Departments and places for machines: schema.org's GovernmentOffice and Place."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import strip_tags

from cms.models import TownSettings
from directory.hours import OPEN, Departure, Timetable, as_digits, holds_on, slots
from directory.models import Department, Place

# schema.org has English names for the days, whatever the language of the page.
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def place(record: Place, request: HttpRequest) -> dict[str, Any]:
    return {"@type": "Place", "description": strip_tags(record.description), **_common(record, record, request)}


def government_office(record: Department, request: HttpRequest) -> dict[str, Any]:
    parent = record.parent.name if record.parent else TownSettings.for_request(request).name
    return {
        "@type": "GovernmentOffice",
        "alternateName": record.short_name,
        "description": record.description,
        "email": record.email,
        "parentOrganization": {"@type": "GovernmentOrganization", "name": parent},
        "location": {"@type": "Place", "name": record.place.name} if record.place else None,
        **_common(record, record.address, request),
    }


def _common(record: Department | Place, address: Department | Place, request: HttpRequest) -> dict[str, Any]:
    known = record.timetable(TownSettings.for_request(request).ars)
    return {
        "name": record.name,
        "url": request.build_absolute_uri(record.get_absolute_url()),
        "telephone": record.phone,
        "address": _postal_address(address),
        "geo": _geo(address),
        "openingHoursSpecification": _week(known),
        "specialOpeningHoursSpecification": [
            hours for departure in known.departures(timezone.localdate()) for hours in _departure(departure)
        ],
    }


def _postal_address(record: Department | Place) -> dict[str, Any] | None:
    if not (record.street or record.town):
        return None
    return {
        "@type": "PostalAddress",
        "streetAddress": record.street,
        "postalCode": record.postcode,
        "addressLocality": record.town,
        "addressCountry": "DE",
    }


def _geo(record: Department | Place) -> dict[str, Any] | None:
    if not isinstance(record, Place) or record.latitude is None or record.longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": record.latitude, "longitude": record.longitude}


def _week(known: Timetable) -> list[dict[str, Any]]:
    """The hours in which one can simply come; schema.org has no word for the others."""
    today = timezone.localdate()
    rows = [row for row in known.weekly if row.kind == OPEN and (holds_on(row, today) or _is_to_come(row, today))]
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{DAYS[row.weekday]}",
            **_times(slots([row])[0]),
            "validFrom": row.valid_from and row.valid_from.isoformat(),
            "validThrough": row.valid_until and row.valid_until.isoformat(),
        }
        for row in rows
    ]


def _is_to_come(row: Any, today: Any) -> bool:
    return row.valid_from is not None and row.valid_from > today


def _times(slot: Any) -> dict[str, str]:
    # A day that lasts until midnight ends at 23:59, as search engines read it.
    return {"opens": as_digits(slot.start), "closes": as_digits(min(slot.end, 24 * 60 - 1))}


def _departure(departure: Departure) -> list[dict[str, Any]]:
    """Hours of single days; on closed days both times are midnight."""
    days = {
        "@type": "OpeningHoursSpecification",
        "validFrom": departure.first_day.isoformat(),
        "validThrough": departure.last_day.isoformat(),
    }
    open_slots = [slot for slot in departure.slots if slot.kind == OPEN]
    return [{**days, **_times(slot)} for slot in open_slots] or [{**days, "opens": "00:00", "closes": "00:00"}]
