"""Addresses of the results page that differ from the one that is shown."""

from typing import Any

from django import template
from django.http import QueryDict
from django.template import Context
from django.template.defaulttags import querystring

from search.facets import PROPERTIES, Choice, Facet

register = template.Library()

KNOWN = ("q", *(entry.parameter for entry in PROPERTIES))


def changed(context: Context, **changes: Any) -> str:
    """The first page of the search that is shown, with changes; whatever else stands in its address is left out."""
    given, kept = context["request"].GET, QueryDict(mutable=True)
    kept.update({name: given[name] for name in KNOWN if name in given})
    return querystring(context, kept, **changes)


@register.simple_tag(takes_context=True)
def with_choice(context: Context, facet: Facet, choice: Choice) -> str:
    """The same search, narrowed down to a value."""
    return changed(context, **{facet.parameter: choice.in_address})


@register.simple_tag(takes_context=True)
def without(context: Context, facet: Facet) -> str:
    """The same search without one of its filters."""
    return changed(context, **{facet.parameter: None})


@register.simple_tag(takes_context=True)
def without_all(context: Context, **changes: str) -> str:
    """The same search without any filter, or another one."""
    return changed(context, **{**{entry.parameter: None for entry in PROPERTIES}, **changes})
