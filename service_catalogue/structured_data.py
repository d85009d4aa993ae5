"""A service page for machines: schema.org's GovernmentService as JSON-LD."""

from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from cms.json_ld import as_json_ld

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage


def json_ld(page: "ServicePage") -> SafeString:
    return as_json_ld(government_service(page))


def government_service(page: "ServicePage") -> dict[str, Any]:
    return {
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
            {"@type": "ServiceChannel", "name": channel.online.name, "serviceUrl": channel.address}
            for channel in page.channels.answering
        ],
    }
