"""The page with the results of a search."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from cms.visibility import for_everybody
from search.finding import GERMAN, KINDS, PER_PAGE, find
from service_catalogue.models import ServiceIndexPage, ServicePage

OFTEN_NEEDED = 8


def results(request: HttpRequest) -> HttpResponse:
    """/suche/?q=…&art=…&seite=…: what was found, best first. Odd input is read as far as it makes sense."""
    kind = request.GET.get("art", "")
    kind = kind if kind in KINDS else ""
    found = find(
        request.GET.get("q", ""),
        kind=kind or None,
        language=get_language() or GERMAN,
        page=page_number(request.GET.get("seite", "")),
    )
    context = {
        "found": found,
        "kind": kind,
        "pages": Paginator(range(found.count), PER_PAGE).get_page(found.page),
        "page_label": "search.results",
    }
    return render(request, "search/results.html", context if found.hits else context | ways_on())


def page_number(text: str) -> int:
    """A page number within reason; anything else is the first page."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def ways_on() -> dict[str, Any]:
    """What most people need, for those who have found nothing."""
    return {
        "wanted": for_everybody(ServicePage.objects.filter(wanted=True)).order_by("title")[:OFTEN_NEEDED],
        "service_index": for_everybody(ServiceIndexPage.objects.all()).first(),
    }
