"""Forms of visitors need no cookie.

A token against forged posts needs a cookie, and a page that sets one cannot be cached. Visitors have no rights that a
forged post could abuse, so for them it is enough that the browser says where the post comes from:
`Sec-Fetch-Site` (all browsers since 2023) or `Origin`. Where a browser says neither, the visitor confirms once.
That holds for residents who take part, too: their pass is not sent with posts from elsewhere (SameSite=Lax), and a
confirmation is good for one pass only. People who are signed in, and the whole admin, keep Django's token.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render

# The last is where Wagtail asks for the password of a private page.
SIGN_IN_PATHS = ("/admin/", "/konto/", "/_util/")
SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
CONFIRMATION_FIELD = "confirmation"
CONFIRMATION_SECONDS = 30 * 60
SIGNER = signing.TimestampSigner(salt="cms.visitor_forms")


def keeps_django_token(request: HttpRequest) -> bool:
    """Whether the person could be signed in, or is about to sign in."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or request.path_info.startswith(SIGN_IN_PATHS)


def comes_from_here(request: HttpRequest) -> bool | None:
    """Whether the browser says that the post comes from this site; None if it says nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is None:
        return None
    try:
        parts = urlsplit(origin)
    except ValueError:  # no address at all
        return False
    return parts.scheme == request.scheme and parts.netloc == request.get_host()


def sent_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field of the post but the confirmation itself."""
    return [(name, value) for name, values in request.POST.lists() if name != CONFIRMATION_FIELD for value in values]


def fingerprint(request: HttpRequest) -> str:
    """What a confirmation is good for: this address, exactly these fields, and the pass of this browser.

    Otherwise somebody could fetch a confirmation for themselves and let the browser of a resident send it.
    """
    text = json.dumps([request.path, sent_fields(request), request.COOKIES.get(settings.PASS_COOKIE_NAME, "")])
    return hashlib.sha256(text.encode()).hexdigest()


def is_confirmed(request: HttpRequest) -> bool:
    try:
        signed = SIGNER.unsign(request.POST.get(CONFIRMATION_FIELD, ""), max_age=CONFIRMATION_SECONDS)
    except signing.BadSignature:
        return False
    return signed == fingerprint(request)


def ask_to_confirm(request: HttpRequest) -> HttpResponse:
    """One more page with everything that was typed and a button; nothing is stored before it is pressed."""
    context = {
        "fields": sent_fields(request),
        "confirmation_field": CONFIRMATION_FIELD,
        "confirmation": SIGNER.sign(fingerprint(request)),
        "has_files": bool(request.FILES),
        "page_label": "cms.confirm_post",
    }
    response = render(request, "cms/confirm_post.html", context)
    response["Cache-Control"] = "no-store"
    return response


class VisitorFormMiddleware(CsrfViewMiddleware):
    """Django's protection for people with a session, the browser's own word for everybody else."""

    def process_view(  # type: ignore[override]
        self, request: HttpRequest, callback: Callable, callback_args: Any, callback_kwargs: Any
    ) -> HttpResponse | None:
        if keeps_django_token(request):
            return super().process_view(request, callback, callback_args, callback_kwargs)
        if request.method in SAFE_METHODS or getattr(callback, "csrf_exempt", False):
            return None
        from_here = comes_from_here(request)
        if from_here is False:
            return render(request, "cms/foreign_post.html", {"page_label": "cms.foreign_post"}, status=403)
        if from_here is None and not is_confirmed(request):
            return ask_to_confirm(request)
        return None
