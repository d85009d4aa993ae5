"""How long answers may be kept, and by whom.

What everybody reads may be kept for a minute by a cache in front of the site, and shown for a day when the site does not
answer; a browser asks each time whether its copy still holds, which costs an empty answer (304) where nothing has changed.
So a published change is seen at the latest a minute later, and at once by the editors, who are signed in. What is for
one person is kept by nobody. A view that has said something itself is believed.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import has_vary_header

SHARED_SECONDS = 60
STALE_SECONDS = 24 * 60 * 60
# `stale-while-revalidate` only for caches in front (RFC 9213): a browser that shows its old copy first would hide from
# people that they have just taken part.
FOR_EVERYBODY = f"public, max-age=0, s-maxage={SHARED_SECONDS}, stale-if-error={STALE_SECONDS}"
FOR_CACHES = f"max-age={SHARED_SECONDS}, stale-while-revalidate={SHARED_SECONDS}, stale-if-error={STALE_SECONDS}"
FOR_ONE = "private, no-store"
KEPT = {
    HTTPStatus.OK,
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.NOT_MODIFIED,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.GONE,
}
# Doors to what belongs to somebody.
OWN_PATHS = ("/admin/", "/konto/", "/_util/")
# Powerful functions of browsers; two we use ourselves: the place of the device on forms with a map, passkeys to sign in.
PERMISSIONS = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(self), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(self), usb=()"
)


class KeepingMiddleware:
    """Says who may keep an answer, and what a browser need not offer to our pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if "Cache-Control" not in response.headers:
            say_who_keeps(request, response)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if is_part_of_the_site(response):
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


def say_who_keeps(request: HttpRequest, response: HttpResponseBase) -> None:
    """Everybody, or nobody; answers to posts and errors go without, which means nobody."""
    if is_for_one(request, response):
        response.headers["Cache-Control"] = FOR_ONE
    elif request.method in {"GET", "HEAD"} and response.status_code in KEPT:
        response.headers["Cache-Control"] = FOR_EVERYBODY
        response.headers["CDN-Cache-Control"] = FOR_CACHES


def is_for_one(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether a cookie came or goes with it or was asked for, or it stands behind a door."""
    knows_somebody = {settings.SESSION_COOKIE_NAME, settings.PASS_COOKIE_NAME} & set(request.COOKIES)
    is_own = bool(knows_somebody or response.cookies or has_vary_header(response, "Cookie"))
    return is_own or request.path_info.startswith(OWN_PATHS)


def is_part_of_the_site(response: HttpResponseBase) -> bool:
    """Pages, styles and scripts are of use to no other site; pictures, feeds and data may be shown elsewhere."""
    return response.headers.get("Content-Type", "").startswith(("text/html", "text/css", "text/javascript"))
