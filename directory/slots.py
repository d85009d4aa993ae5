"""What the town hall shows on other rooms' pages."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from cms.slots import Filling, fills
from directory.hours import hours_on
from directory.models import Closure, OpeningHours, Place


@fills("navigation", order=50)
def town_hall(request: HttpRequest, subject: Any) -> Filling:
    """The way to departments and places, which are records and not pages."""
    is_current = request.path.startswith(reverse("directory:overview"))
    return "directory/navigation_slot.html", {"is_current": is_current}


@fills("footer", order=10)
def hours_today(request: HttpRequest, subject: Any) -> Filling:
    """Today's opening hours of the place where most departments are."""
    today = timezone.localdate()
    closed = Closure.objects.filter(place=OuterRef("pk"), first_day__lte=today, last_day__gte=today)
    hours = Prefetch("hours", OpeningHours.objects.filter(weekday=today.weekday()))
    places = Place.objects.filter(departments__isnull=False).annotate(is_closed=Exists(closed))
    place = places.prefetch_related(hours).first()
    if place is None:
        return None
    slots = () if place.is_closed else hours_on(today, place.hours.all(), [])
    return "directory/footer_slot.html", {"place": place, "slots": slots}
