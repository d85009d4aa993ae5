"""What a delivered object says in the words of our tables. No database here."""

from typing import Any

from django.utils.html import strip_tags

from service_catalogue.accounts import recognised
from service_catalogue.sections import as_plain_text
from service_catalogue.xzufi.objects import GERMAN, Fee, OnlineService, Period, Service, Unit

# Section name → the modules that carry it, the first one that says something wins.
SECTIONS = {
    "summary": ("24", "05"),
    "description": ("06",),
    "legal_bases": ("07",),
    "required_documents": ("08",),
    "prerequisites": ("09",),
    "fee_text": ("10",),
    "procedure": ("11",),
    "processing_text": ("12",),
    "deadline_text": ("13",),
    "forms": ("14",),
    "further_information": ("15",),
    "notes": ("16",),
    "author": ("18",),
    "responsible_body": ("22",),
    "contact_point": ("23",),
    "remedy": ("25",),
}


def title_of(service: Service) -> str:
    return service.text("03", "02")


def reference_values(service: Service) -> dict[str, Any]:
    """The columns of a ReferenceService."""
    return {
        "title": title_of(service)[:500],
        "official_name": service.text("02")[:500],
        "sections": _sections(service, GERMAN),
        "links": _links(service, GERMAN),
        "translations": {language: _translation(service, language) for language in _other_languages(service)},
        "fees": [_fee(item) for item in service.fees],
        "deadlines": [_period(item) for item in service.deadlines],
        "processing_times": [_period(item) for item in service.processing_times],
        "synonyms": service.synonyms.get(GERMAN, []),
        "audience": [item.code for item in service.audience],
        "typing": [item.code for item in service.typing],
        "release": _release(service),
        "languages": service.languages,
        "valid_from": service.valid_from,
        "valid_until": service.valid_until,
        "changed_at": service.changed_at,
        "is_public": service.public,
    }


def _sections(service: Service, language: str) -> dict[str, str]:
    return {name: text for name, codes in SECTIONS.items() if (text := service.text(*codes, language=language))}


def _links(service: Service, language: str) -> dict[str, list[dict[str, str]]]:
    found = {
        name: [{"title": link.title, "url": link.url} for code in codes for link in service.links(code, language)]
        for name, codes in SECTIONS.items()
    }
    return {name: links for name, links in found.items() if links}


def _other_languages(service: Service) -> list[str]:
    return sorted({language for module in service.modules for language in module.texts} - {GERMAN})


def _translation(service: Service, language: str) -> dict[str, Any]:
    """What a page in another language would show; making such a page is an editor's act."""
    values = {
        "title": service.text("03", "02", language=language)[:500],
        "official_name": service.text("02", language=language)[:500],
        "sections": _sections(service, language),
        "links": _links(service, language),
        "synonyms": service.synonyms.get(language, []),
    }
    return {name: value for name, value in values.items() if value}


def _fee(fee: Fee) -> dict[str, Any]:
    values = {
        "kind": fee.kind,
        "amount": str(fee.amount) if fee.amount is not None else None,
        "amount_max": str(fee.amount_max) if fee.amount_max is not None else None,
        "currency": fee.currency,
        "type": fee.type.code,
        "type_name": fee.type.name,
        "label": fee.description.get(GERMAN, ""),
        "reason": fee.reason.get(GERMAN, ""),
        "prepaid": fee.prepaid,
    }
    return _without_gaps(values)


def _period(period: Period) -> dict[str, Any]:
    values = {
        "kind": period.kind,
        "amount": period.amount,
        "unit": period.unit,
        "amount_max": period.amount_max,
        "unit_max": period.unit_max,
        "from_date": period.from_date.isoformat() if period.from_date else None,
        "until_date": period.until_date.isoformat() if period.until_date else None,
        "day_text": period.day_text,
        "type": period.type.code,
        "type_name": period.type.name,
        "label": period.description.get(GERMAN, ""),
    }
    return _without_gaps(values)


def _release(service: Service) -> dict[str, Any]:
    on = service.release_date.isoformat() if service.release_date else None
    return _without_gaps({"on": on, "by": service.released_by.get(GERMAN, "")})


def _without_gaps(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", False)}


def department_values(unit: Unit) -> dict[str, str]:
    """The columns of a Department that a delivery may fill."""
    address = next((item for item in unit.addresses if item.street), next(iter(unit.addresses), None))
    street = f"{address.street} {address.house_number}".strip() if address else ""
    name = german(unit.names)
    short_name, description = german(unit.short_names), as_plain_text(german(unit.descriptions))
    return {
        "name": name,
        "short_name": short_name if short_name != name else "",
        "description": description if description != name else "",
        "street": street,
        "postcode": address.postcode if address else "",
        "town": address.town if address else "",
        "phone": unit.phone,
        "email": unit.email,
        "hours_text": _lines(german(unit.opening_hours)),
    }


def online_service_values(online: OnlineService) -> dict[str, Any]:
    """The columns of an OnlineService that a delivery may fill."""
    link = next((link for link in online.links if link.language == GERMAN), online.links[0])
    accounts, other_account = recognised(online.accounts)
    values = {
        "name": german(online.names) or link.title or link.url,
        "url": link.url,
        "confidence_level": online.confidence_level.code,
        "payment_methods": ", ".join(online.payment_methods),
        "provider": online.provider,
        "accounts": accounts,
        "other_account": other_account,
        "languages": online.languages,
        "valid_from": online.valid_from.isoformat() if online.valid_from else None,
        "valid_until": online.valid_until.isoformat() if online.valid_until else None,
    }
    return {**values, "kind": online.kind_of_use} if online.kind_of_use else values


def german(texts: dict[str, str]) -> str:
    """The German text, or where there is none the first."""
    return texts.get(GERMAN) or next(iter(texts.values()), "")


def _lines(html: str) -> str:
    """HTML as lines of plain text: opening hours are a list of days."""
    with_breaks = html.replace("<br>", "\n").replace("</p>", "\n").replace("</li>", "\n")
    lines = (" ".join(strip_tags(line).replace("&nbsp;", " ").split()) for line in with_breaks.splitlines())
    return "\n".join(line for line in lines if line)
