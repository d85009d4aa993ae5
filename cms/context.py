"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from cms.models import TownSettings


def town(request: HttpRequest) -> dict[str, Any]:
    """The town with its name, address and legal pages; and whether somebody could be signed in."""
    return {
        "town": TownSettings.for_request(request),
        "has_session": settings.SESSION_COOKIE_NAME in request.COOKIES,
    }
