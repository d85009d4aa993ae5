"""Boards of the editors that keep themselves current while they are open, as those of the public do."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.template.loader import render_to_string


def current(request: HttpRequest, version: str, template: str, context: Callable[[], dict[str, Any]]) -> HttpResponse:
    """The board as it stands now; 304, and no more questions to the database, where the page shows this already."""
    mark = f'"{version}"'
    headers = {"ETag": mark, "Cache-Control": "private, no-cache"}
    if request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified(headers=headers)
    html = render_to_string(template, context(), request)
    return JsonResponse({"version": version, "html": html}, headers=headers)
