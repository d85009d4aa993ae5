"""Opening hours on any page: one line for now, and the whole timetable."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from cms.models import TownSettings
from directory.hours import Timetable
from directory.opening_state import State, state

register = template.Library()


def timetable(context: dict[str, Any], record: Any) -> Timetable:
    """The hours of a place or department on the public holidays of the Land in which the town lies."""
    return record.timetable(TownSettings.for_request(context["request"]).ars)


@register.simple_tag(takes_context=True)
def opening_state(context: dict[str, Any], record: Any) -> State | None:
    """Whether somebody is there now; None where no hours are known."""
    return state(timetable(context, record))


@register.simple_tag(takes_context=True)
def opening_hours(context: dict[str, Any], record: Any) -> SafeString:
    """The state now, the week, what departs from it in the coming weeks, and remarks; empty where nothing is known."""
    known, today = timetable(context, record), timezone.localdate()
    place = getattr(record, "place", record)
    values = {
        "record": record,
        "state": state(known),
        "weeks": known.weeks(today),
        "departures": known.departures(today),
        "note": place.hours_note if place else "",
        "text": "" if known else getattr(record, "hours_text", ""),
    }
    return mark_safe(render_to_string("directory/hours.html", values).strip())  # noqa: S308 the template's own words
