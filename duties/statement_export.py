"""The accessibility statement as data, for the body that watches over it (for NRW § 4 (5) BITVNRW)."""

import json
from typing import Any

from django.http import FileResponse, HttpRequest

from cms.spreadsheets import Table, csv_file
from duties.town import the_land, the_town

FILE = "erklaerung-zur-barrierefreiheit"
MODEL = "Commission Implementing Decision (EU) 2018/1523"


def data(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Everything that the model statement asks for, with names that stay the same in every language."""
    town, land, body = the_town(), the_land(), page.enforcement
    return {
        "model": MODEL,
        "organisation": town.name,
        "regional_key": town.ars,
        "land": land.name if land else None,
        "law": land.accessibility_law if land else None,
        "scope": page.scope or request.get_host(),
        "address": request.build_absolute_uri(page.get_url(request) or ""),
        "standard": "EN 301 549",
        "conformity": page.conformity,
        "non_accessible": [part_data(part) for part in page.parts.all()],
        "method": page.method,
        "method_note": page.method_note,
        "made_on": page.made_on.isoformat(),
        "reviewed_on": page.last_reviewed.isoformat() if page.last_reviewed else None,
        "contact": {
            "name": page.contact_name,
            "email": page.contact_email or town.email,
            "phone": page.contact_phone or town.phone,
        },
        "enforcement": {"name": body.name, "url": body.url, "email": body.email} if body else None,
    }


def part_data(part: Any) -> dict[str, str | None]:
    until = part.until.isoformat() if part.until else None
    words = {name: getattr(part, name) for name in ("what", "reason", "why", "alternative")}
    return {**words, "until": until}


def csv_response(found: dict[str, Any]) -> FileResponse:
    """Name and value, one line each; what holds more than one value stands there as JSON."""
    return csv_file(Table(FILE, ("name", "value"), [(name, cell_of(value)) for name, value in found.items()]), FILE)


def cell_of(value: Any) -> str:
    if isinstance(value, str) or value is None:
        return value or ""
    return json.dumps(value, ensure_ascii=False)
