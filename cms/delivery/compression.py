"""Pages, lists of data and feeds leave the site compressed, also where no web server stands in front.

Compression can tell a secret: whoever makes somebody's browser ask again and again with guesses in the address, and sees
how long the answers are, learns what the guesses have in common with the page (the attack is called BREACH). What everybody
reads has no secret. Answers that are for one person (a cookie came or goes with them, or they may not be kept) get a length that varies by
chance: gzip with up to a hundred random bytes in its head, as Django's own GZipMiddleware does it; Django's tokens in forms
are masked anew each time besides.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

from cms.delivery import encodings

RANDOM_BYTES = 100
PERSONAL = {"private", "no-store"}


class CompressionMiddleware:
    """Stands outside everything that looks at the content of answers. Files and streams pass as they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Views know the marks that they gave, not the weak ones that we made of them.
        if "HTTP_IF_NONE_MATCH" in request.META:
            request.META["HTTP_IF_NONE_MATCH"] = request.META["HTTP_IF_NONE_MATCH"].replace('W/"', '"')
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and is_worth_it(response):
            patch_vary_headers(response, ["Accept-Encoding"])
            encoding = encodings.preferred(request.headers.get("Accept-Encoding", ""))
            if encoding:
                compress(response, encoding, is_personal(request, response))
        return response


def is_worth_it(response: HttpResponse) -> bool:
    """Whether it is text of some length that nobody has compressed yet."""
    return (
        not response.has_header("Content-Encoding")
        and encodings.is_text(response.headers.get("Content-Type", ""))
        and len(response.content) >= encodings.WORTH_BYTES
    )


def is_personal(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the answer can hold what others must not learn."""
    said = {word.strip() for word in response.headers.get("Cache-Control", "").lower().split(",")}
    knows_somebody = {settings.SESSION_COOKIE_NAME, settings.PASS_COOKIE_NAME} & set(request.COOKIES)
    return bool(knows_somebody or response.cookies or said & PERSONAL)


def compress(response: HttpResponse, encoding: str, is_private: bool) -> None:
    """Take the compressed content if it is shorter. A mark of the content is then only a weak one (RFC 9110, 8.8.1)."""
    if is_private:
        encoding = "gzip"
        smaller = compress_string(response.content, max_random_bytes=RANDOM_BYTES)
    else:
        smaller = encodings.compressed(response.content, encoding, encodings.QUICK)
    if len(smaller) >= len(response.content):
        return
    response.content = smaller
    response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(smaller))
    mark = response.headers.get("ETag", "")
    if mark.startswith('"'):
        response.headers["ETag"] = f"W/{mark}"
