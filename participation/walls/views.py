"""A topic wall on phones, on the big screen, and for pages that are open."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control

from cms.visibility import for_everybody
from participation import qr, taking_part
from participation.models import Card, WallPage
from participation.routes import below
from participation.walls.cards import SHOWN, hanging, kept_changes, kept_stand, sections, stand_of
from participation.walls.form import CardForm

# What a big screen can show so that the last row still reads it.
ON_THE_SCREEN = 60
LONGEST_NUMBER = 18


@below(WallPage, "")
def show_wall(wall: WallPage, request: HttpRequest) -> HttpResponseBase:
    """The page itself: first the form, then the cards."""
    form = CardForm(request, wall, request.POST if request.method == "POST" else None)
    if request.method == "POST" and taking_part.refusal(request, wall) is None and form.is_valid():
        draft = Card(module=wall, text=form.cleaned_data["text"])
        return taking_part.take_in(request, wall, form, draft, "card")
    return drawn_wall(wall, request, form)


def drawn_wall(wall: WallPage, request: HttpRequest, form: CardForm) -> HttpResponse:
    request.is_preview = getattr(request, "is_preview", False)  # type: ignore[attr-defined]
    stand = stand_of(wall)
    cards = Paginator(hanging(wall), SHOWN).get_page(request.GET.get("seite"))
    context = {
        **wall.get_context(request),
        "wall": wall,
        "form": form,
        "refusal": taking_part.refusal(request, wall),
        "stand": stand,
        "cards": cards,
        "sections": sections(stand.groups, cards),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "participation/wall_page.html", context, status=status)


@below(WallPage, "leinwand/")
def big_screen(wall: WallPage, request: HttpRequest) -> HttpResponse:
    """The wall for the projector in the hall; nothing on it can be pressed."""
    return screen(request, wall, [wall])


@below(WallPage, "leinwand/alle/")
def big_screen_of_all(wall: WallPage, request: HttpRequest) -> HttpResponse:
    """All walls of the project side by side."""
    walls = for_everybody(WallPage.objects.sibling_of(wall)).order_by("path")
    return screen(request, wall, list(walls))


def screen(request: HttpRequest, wall: WallPage, walls: list[WallPage]) -> HttpResponse:
    context = {"page": wall, "walls": [on_the_screen(one, request) for one in walls], "is_one": len(walls) == 1}
    response = render(request, "participation/wall_screen.html", context)
    patch_cache_control(response, no_cache=True)
    return response


def on_the_screen(wall: WallPage, request: HttpRequest) -> dict[str, Any]:
    stand = stand_of(wall)
    address = wall.get_full_url(request)
    return {
        "wall": wall,
        "stand": stand,
        "sections": sections(stand.groups, hanging(wall)[:ON_THE_SCREEN]),
        "address": qr.readable(address),
        "qr": qr.picture(address),
    }


def live_cards(request: HttpRequest, number: int) -> HttpResponse:
    """/waende/<number>/karten.json?since=…: what has changed, for pages that are open; 304 where nothing has."""
    since = request.GET.get("since", "")
    stand = kept_stand(number)
    if stand is None or not (since.isascii() and since.isdecimal() and len(since) < LONGEST_NUMBER):
        raise Http404
    mark = f'"{stand.version}"'
    if request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified(headers={"ETag": mark})
    return JsonResponse(kept_changes(number, stand, int(since)), headers={"ETag": mark, "Cache-Control": "no-cache"})
