"""The pictures and files of a version that waits have no public address; who has the link to it sees them all the same."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from approvals import links
from approvals.models import ApprovalLink
from cms import gate
from cms.media import File, Picture
from cms.used_media import media_in

# Pictures ask for themselves, without the address of the page; only they and files get the cookie.
COOKIES = {"approval_pictures": "/media/images/", "approval_files": "/dateien/"}


def open_pictures(response: HttpResponseBase, link: ApprovalLink, token: str) -> None:
    """Let this browser have what the version shows, for as long as the link is good."""
    for name, path in COOKIES.items():
        response.set_cookie(
            name,
            token,
            path=path,
            expires=link.expires_at,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Strict",
        )


@gate.opens
def with_a_link(request: HttpRequest, thing: Picture | File) -> bool:
    """Whether the visitor has a good link to a version that uses this picture or file."""
    token = next((request.COOKIES[name] for name in COOKIES if name in request.COOKIES), "")
    link = links.find(token) if token else None
    return link is not None and link.closed is None and uses(link.revision.as_object(), thing)


def uses(page: Any, thing: Picture | File) -> bool:
    """Whether a version of a page, as it stands in memory, refers to a picture or file."""
    return any((model, key) == (type(thing), thing.pk) for model, key, _path in media_in(page))
