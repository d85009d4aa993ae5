"""A service page for machines: schema.org's GovernmentService as JSON-LD."""

import json
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage

# Characters that could end the script element or open another one.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def json_ld(page: "ServicePage") -> SafeString:
    text = json.dumps(government_service(page), ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 nothing in it can leave the script element


def government_service(page: "ServicePage") -> dict[str, Any]:
    values = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": page.title,
        "alternateName": page.shown_official_name,
        "description": page.summary,
        "url": page.full_url,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "LeiKa", "value": key.key} for key in page.current_keys
        ],
        "provider": [{"@type": "GovernmentOrganization", "name": item.name} for item in page.current_departments],
        "availableChannel": [
            {"@type": "ServiceChannel", "name": item.name, "serviceUrl": item.url}
            for item in page.current_online_services
        ],
    }
    return {name: value for name, value in values.items() if value}
