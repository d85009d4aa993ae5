"""NUL has no place in an address: PostgreSQL refuses it in every comparison, which would be an error 500."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

NUL = "\0"


class NullCharacterMiddleware:
    """Reads addresses as if NUL had not been typed, for searches in the admin as well as for pages and redirects."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.META["QUERY_STRING"] = without_nul(request.META.get("QUERY_STRING", ""))
        for name in ("path", "path_info"):
            setattr(request, name, getattr(request, name).replace(NUL, ""))
        return self.get_response(request)


def without_nul(query_string: str) -> str:
    """The query string without NUL, however it was written."""
    return query_string.replace("%00", "").replace(NUL, "")
