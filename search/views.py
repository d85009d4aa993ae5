"""The page with the results of a search, and what it asks for while somebody uses it."""

from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from cms.visibility import for_everybody
from cms.visitor_forms import comes_from_here
from search import facets, protocol, steering
from search.answer import answer
from search.concepts import LONGEST_QUERY
from search.finding import GERMAN, KINDS, PER_PAGE, Results, find
from search.suggestions import KEPT_FOR, near, suggest
from search.trails import with_trails
from service_catalogue.models import ServiceIndexPage, ServicePage

OFTEN_NEEDED = 8
LONGEST_KEY = 120
MOST_RANK = 200
OPINIONS = {"ja": True, "nein": False}


def results(request: HttpRequest) -> HttpResponse:
    """/suche/?q=…&art=…&thema=…&seite=…: what was found, best first. Odd input is read as far as it makes sense."""
    chosen = facets.chosen_in(request.GET.dict())
    page = page_number(request.GET.get("seite", ""))
    found = find(request.GET.get("q", ""), chosen=chosen, language=language(), page=page)
    if found.query and not chosen and page == 1 and "danke" not in request.GET and is_looked_at(request):
        protocol.note_search(found.query, language(), 0 if found.is_guess else found.count)
    context = {
        "found": as_shown(found),
        "card": answer(found),
        "offered": [] if found.is_guess else [facet for facet in found.facets if facet.narrows],
        "chosen": [facet for facet in found.facets if facet.chosen],
        "pages": Paginator(range(found.count), PER_PAGE).get_page(found.page),
        "is_thanked": "danke" in request.GET,
        "page_label": "search.results",
    }
    needs_help = not found.hits or found.is_guess
    return render(request, "search/results.html", context | ways_on(found) if needs_help else context)


def is_looked_at(request: HttpRequest) -> bool:
    """Whether a browser shows the answer as a page: a picture in a foreign page must not be counted as a search."""
    return request.headers.get("Sec-Fetch-Dest", "document") == "document"


@require_GET
def suggestions(request: HttpRequest) -> HttpResponse:
    """/suche/vorschlaege/?q=…: what to propose while somebody types. Caches may keep it for everybody."""
    decided = steering.current()
    found = suggest(request.GET.get("q", ""), language(), decided)
    lines = [
        {"text": entry.text, "url": entry.url, "kind": str(KINDS.get(entry.kind, "")), "keyword": entry.keyword}
        for entry in found
    ]
    response = JsonResponse({"suggestions": lines, "are_off": not decided.suggests})
    patch_cache_control(response, public=True, max_age=KEPT_FOR)
    return response


@csrf_exempt  # the answer to a beacon is read by nobody, so nobody could confirm anything
@require_POST
def click(request: HttpRequest) -> HttpResponse:
    """/suche/auswahl/: a result was chosen. Counted only if the browser says that it was on our own page."""
    rank, key = request.POST.get("rank", ""), request.POST.get("key", "")
    is_sound = rank.isascii() and rank.isdecimal() and len(rank) < 4 and 0 < int(rank) <= MOST_RANK
    if comes_from_here(request) and is_sound and 0 < len(key) <= LONGEST_KEY:
        protocol.note_click(request.POST.get("q", "")[:LONGEST_QUERY], language(), key, int(rank))
    return HttpResponse(status=204)


@require_POST
def opinion(request: HttpRequest) -> HttpResponse:
    """/suche/rueckmeldung/: whether the results were of use. Leads back to them."""
    text = request.POST.get("q", "")[:LONGEST_QUERY].replace("\0", "")
    helpful = OPINIONS.get(request.POST.get("hilfreich", ""))
    if text and helpful is not None:
        protocol.note_opinion(text, language(), helpful)
    return HttpResponseRedirect(f"{reverse('search:results')}?{urlencode({'q': text, 'danke': '1'})}#rueckmeldung")


def as_shown(found: Results) -> Results:
    """With where each result stands. A word that none of them has is told once above them, not at each."""
    hits = [replace(hit, missing=[word for word in hit.missing if word not in found.missing]) for hit in found.hits]
    return replace(found, hits=with_trails(hits))


def language() -> str:
    return get_language() or GERMAN


def page_number(text: str) -> int:
    """A page number within reason; anything else is the first page."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def ways_on(found: Results) -> dict[str, Any]:
    """What lies near, and what most people need, for those who have found nothing."""
    services = for_everybody(ServicePage.objects.filter(wanted=True)).order_by("title")[:OFTEN_NEEDED]
    return {
        "near": near(found.query, language()) if not found.hits else [],
        "wanted": services,
        "service_index": for_everybody(ServiceIndexPage.objects.all()).first(),
    }
