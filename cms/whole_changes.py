"""What an editor saves happens as a whole or not at all."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

View = Callable[..., HttpResponseBase]


class WholeChangeMiddleware:
    """One transaction around each form that the editors' interface takes in.

    Wagtail moves or restricts a page first and tells those who listen afterwards. Whoever is killed in between would
    leave a page that the search still shows where it stood. Must be the last in the list: it calls the view.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if request.method != "POST" or not request.path_info.startswith(reverse("wagtailadmin_home")):
            return None
        with transaction.atomic():
            return view(request, *args, **kwargs)
