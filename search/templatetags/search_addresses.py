"""Addresses of the results page that differ from the one that is shown."""

from typing import Any

from django import template
from django.template import Context
from django.template.defaulttags import querystring

from search.facets import PROPERTIES, Choice, Facet

register = template.Library()

FIRST_PAGE: dict[str, Any] = {"seite": None, "danke": None}


@register.simple_tag(takes_context=True)
def with_choice(context: Context, facet: Facet, choice: Choice) -> str:
    """The same search, narrowed down to a value."""
    return querystring(context, **{**FIRST_PAGE, facet.parameter: choice.in_address})


@register.simple_tag(takes_context=True)
def without(context: Context, facet: Facet) -> str:
    """The same search without one of its filters."""
    return querystring(context, **{**FIRST_PAGE, facet.parameter: None})


@register.simple_tag(takes_context=True)
def without_all(context: Context, **changes: str) -> str:
    """The same search without any filter, or another one."""
    return querystring(context, **{**FIRST_PAGE, **{entry.parameter: None for entry in PROPERTIES}, **changes})
