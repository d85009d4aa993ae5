"""A service in the shape of the PVOG Suchdienst's detail (version 5): records in, plain JSON values out."""

from collections.abc import Iterable
from typing import Any

from service_catalogue import wording
from service_catalogue.pvog import ids
from service_catalogue.xzufi.objects import GERMAN, Fee, Identifier, Link, OnlineService, Period, Service

# Names of the modules as residents of the Portalverbund see them, in the order in which it shows them.
TITLES = {
    "24": "Kurzinfo",
    "23": "Ansprechpunkt",
    "06": "Beschreibung",
    "09": "Voraussetzungen",
    "08": "Erforderliche Unterlagen",
    "14": "Formulare",
    "10": "Kosten und Gebühren",
    "13": "Fristen",
    "15": "Weiterführende Informationen",
    "16": "Hinweise",
    "07": "Rechtsgrundlagen",
    "18": "Urheber",
    "22": "Zuständige Stelle",
    "02": "Leistungsbezeichnung",
    "03": "Leistungsbezeichnung II",
    "11": "Verfahrensablauf",
    "25": "Rechtsbehelf",
    "12": "Bearbeitungsdauer",
}
WITH_VALUES = {"10": ("98", "KOSTEN"), "13": ("97", "FRIST"), "12": ("95", "BEARBEITUNGSDAUER")}
OPEN_START, OPEN_END = "1970-01-01", "2999-12-31"


def detail(service: Service, units: Iterable[Identifier], online_services: Iterable[OnlineService]) -> dict[str, Any]:
    """One service with the offices in charge and its online services, in German."""
    validity = {
        "validFrom": service.valid_from.isoformat() if service.valid_from else OPEN_START,
        "validTo": service.valid_until.isoformat() if service.valid_until else OPEN_END,
    }
    return {
        "id": full_id(service.id, ids.SERVICE),
        "name": service.text("03", "02"),
        "description": service.text("24"),
        "leikakeys": service.keys,
        "languageCode": GERMAN,
        "availableLanguages": service.languages,
        "ars": service.areas,
        "addressees": [code.name for code in service.audience],
        "typing": [{"code": code.code, "name": code.name, "listURI": code.list_uri} for code in service.typing],
        "synonyms": service.synonyms.get(GERMAN, []),
        "personalMatters": [{"code": item.code, "name": item.name, "children": []} for item in service.categories],
        "organisationIds": [full_id(unit, ids.UNIT) for unit in units],
        "onlineServiceLinks": [_online(item) for item in online_services],
        "externalLastUpdate": service.changed_at.isoformat() if service.changed_at else None,
        **validity,
        "validityPeriods": [validity],
        "details": [_module(service, code, title) for code, title in TITLES.items() if _says(service, code)],
    }


def full_id(found: Identifier, kind: str) -> str:
    """Agency, kind and id in one: unique among all of the Portalverbund."""
    return f"{found.agency}.{kind}.{found.value}"


def _says(service: Service, code: str) -> bool:
    return bool(service.text(code) or service.links(code) or _values(service, code))


def _values(service: Service, code: str) -> list[dict[str, Any]]:
    if code == "10":
        return [_sub_item(_label(fee), _amount(fee), "98") for fee in service.fees]
    periods = {"13": service.deadlines, "12": service.processing_times}.get(code, [])
    return [_sub_item(_label(period), _time(period), WITH_VALUES[code][0]) for period in periods]


def _label(item: Fee | Period) -> str:
    return item.description.get(GERMAN, "") or item.type.name


def _amount(fee: Fee) -> str:
    text = wording.fee(fee.kind, fee.amount, fee.amount_max, fee.currency)
    reason = fee.reason.get(GERMAN, "")
    return f"{text} ({reason})" if reason else text


def _time(period: Period) -> str:
    return period.day_text or wording.period(
        period.kind,
        period.amount,
        period.unit,
        period.amount_max,
        period.from_date,
        period.until_date,
        period.unit_max,
    )


def _sub_item(title: str, text: str, code: str) -> dict[str, Any]:
    return {"@type": "_module", "filled": True, "placeholder": False, "title": title, "text": text, "code": code}


def _module(service: Service, code: str, title: str) -> dict[str, Any]:
    number, category = WITH_VALUES.get(code, (code, "TEXT_MODUL"))
    module: dict[str, Any] = {
        "@type": "_moduleDetail" if code in WITH_VALUES else "_module",
        "title": title,
        "text": service.text(code),
        "links": [_link(link) for link in service.links(code)],
        "filled": True,
        "placeholder": False,
        "code": number,
        "xZufiCategory": category,
    }
    return {**module, "details": _values(service, code)} if code in WITH_VALUES else module


def _link(link: Link) -> dict[str, Any]:
    return {"uri": link.url, "title": link.title, "replace": False}


def _online(online: OnlineService) -> dict[str, Any]:
    link = online.links[0]
    return {
        "id": full_id(online.id, ids.ONLINE_SERVICE),
        "uri": link.url,
        "title": online.names.get(GERMAN) or link.title,
        "replace": False,
        "levelOfConfidence": online.confidence_level.code,
        "identificationMethods": online.accounts,
        "paymentMethods": online.payment_methods,
        "executionLanguages": online.languages,
        "validFrom": online.valid_from.isoformat() if online.valid_from else OPEN_START,
        "validTo": online.valid_until.isoformat() if online.valid_until else OPEN_END,
    }
