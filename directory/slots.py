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
    """Whether the town hall is open now, on every page."""
    place = town_hall_of(request)
    return ("directory/footer_slot.html", {"place": place}) if place else None


@fills("home_search", order=10)
def open_now(request: HttpRequest, page: Any) -> Filling:
    """The same below the search of the home page, where a phone shows it first."""
    place = town_hall_of(request)
    return ("directory/home_search_slot.html", {"place": place}) if place else None


def town_hall_of(request: Any) -> Place | None:
    """The place where most departments are; asked for once a request."""
    if not hasattr(request, "town_hall"):
        here = Department.objects.filter(place=OuterRef("pk")).order_by().values("place").values(count=Count("pk"))
        places = Place.objects.with_hours().annotate(departments_here=Subquery(here))
        request.town_hall = places.filter(departments_here__gt=0).order_by("-departments_here", "name").first()
    return request.town_hall
