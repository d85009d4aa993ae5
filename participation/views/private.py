"""What the pages have in common that are meant for one person."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from residents.passes import not_kept

View = Callable[..., HttpResponseBase]


def for_one_person(view: View) -> View:
    """Kept by no cache, found by no search engine, and no other site hears of its address, which is the key."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = not_kept(view(request, *args, **kwargs))
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    return answer
