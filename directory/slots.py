"""What the town hall shows on other rooms' pages."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from cms.slots import Filling, fills
from directory.models import Place


@fills("navigation", order=50)
def town_hall(request: HttpRequest, subject: Any) -> Filling:
    """The way to departments and places, which are records and not pages."""
    is_current = request.path.startswith(reverse("directory:overview"))
    return "directory/navigation_slot.html", {"is_current": is_current}


@fills("footer", order=10)
def hours_today(request: HttpRequest, subject: Any) -> Filling:
    """Today's opening hours of the place where most departments are."""
    place = Place.objects.filter(departments__isnull=False).prefetch_related("hours", "closures").first()
    return ("directory/footer_slot.html", {"place": place}) if place else None
