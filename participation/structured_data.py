"""A project for machines: schema.org's Project with its events, as JSON-LD."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from cms.json_ld import as_json_ld
from cms.town import TownSettings

if TYPE_CHECKING:
    from participation.models import ProjectEvent, ProjectPage


def project(page: "ProjectPage", events: Iterable["ProjectEvent"], request: HttpRequest) -> SafeString:
    """Properties as schema.org/Project and its parents Organization and Thing name them."""
    organiser = {
        "@type": "GovernmentOrganization",
        "name": TownSettings.for_request(request).name,
        "url": request.build_absolute_uri("/"),
    }
    return as_json_ld(
        {
            "@type": "Project",
            "name": page.title,
            "description": page.teaser,
            "url": request.build_absolute_uri(page.get_url(request)),
            "location": _place(page),
            "parentOrganization": organiser,
            "member": [{"@type": "Organization", "name": name} for name in page.partner_list],
            "event": [_event(event, organiser) for event in events],
        }
    )


def _place(page: "ProjectPage") -> dict[str, Any] | None:
    spot = page.position
    name = page.location or page.district
    if not spot and not name:
        return None
    geo = {"@type": "GeoCoordinates", "latitude": spot.latitude, "longitude": spot.longitude} if spot else None
    return {"@type": "Place", "name": name, "geo": geo}


def _event(event: "ProjectEvent", organiser: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": event.title,
        "startDate": event.starts.isoformat(),
        "endDate": event.ends.isoformat() if event.ends else "",
        "location": {"@type": "Place", "name": event.place} if event.place else None,
        "url": event.link,
        "organizer": organiser,
    }
