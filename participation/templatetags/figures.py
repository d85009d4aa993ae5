"""A number out of a counter, which templates cannot ask by a name that they hold in a variable."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def figure(name: str, counter: Mapping[str, int]) -> int:
    """{{ measure|figure:totals }}"""
    return counter.get(name, 0)
