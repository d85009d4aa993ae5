"""What the town hall shows on other rooms' pages."""

from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse

from cms.slots import Filling, fills
from directory.models import Department, Place


@fills("navigation", order=50)
def town_hall(request: HttpRequest, subject: Any) -> Filling:
    """The way to departments and places, which are records and not pages."""
    is_current = request.path.startswith(reverse("directory:overview"))
    return "directory/navigation_slot.html", {"is_current": is_current}


@fills("footer", order=10)
def hours_now(request: HttpRequest, subject: Any) -> Filling:
    """Whether the place where most departments are is open now."""
    here = Department.objects.filter(place=OuterRef("pk")).order_by().values("place").values(count=Count("pk"))
    places = Place.objects.with_hours().annotate(departments_here=Subquery(here))
    place = places.filter(departments_here__gt=0).order_by("-departments_here", "name").first()
    return ("directory/footer_slot.html", {"place": place}) if place else None
