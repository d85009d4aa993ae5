"""What templates about figures ask for: a number out of a counter by a name in a variable, and the licence."""

from collections.abc import Mapping

from django import template

from participation.figures import open_data

register = template.Library()


@register.filter
def figure(name: str, counter: Mapping[str, int]) -> int:
    """{{ measure|figure:totals }}"""
    return counter.get(name, 0)


@register.simple_tag
def open_data_licence() -> dict[str, str]:
    """{% open_data_licence as licence %}: the name and the address of what contributions go out under."""
    return open_data.licence()
