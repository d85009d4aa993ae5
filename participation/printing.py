"""What hangs in the hall or lies on the tables: a poster with the way in, and cards to write on by hand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from participation import qr
from participation.models import ModulePage
from participation.routes import below

# As many as fit on a sheet of A4.
CARDS_ON_A_SHEET = 4


@below(ModulePage, "plakat/")
def poster(module: ModulePage, request: HttpRequest) -> HttpResponse:
    """One sheet for the wall of the hall or the shop window: what it is about, until when, and the QR code."""
    return printed(module, request, "participation/poster.html")


@below(ModulePage, "karten-drucken/")
def printed_cards(module: ModulePage, request: HttpRequest) -> HttpResponse:
    """Cards of A6 with the question, room to write, and the QR code for those who would rather type."""
    return printed(module, request, "participation/printed_cards.html")


def printed(module: ModulePage, request: HttpRequest, template: str) -> HttpResponse:
    address = module.get_full_url(request)
    context = {
        "page": module,
        "qr": qr.picture(address),
        "address": qr.readable(address),
        "cards": range(CARDS_ON_A_SHEET),
        "lines": range(6),
    }
    response = render(request, template, context)
    patch_cache_control(response, no_cache=True)
    return response
