"""Notices stand above the content of every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from cms.slots import Filling, fills
from notices.showing import notices_on, question_about


@fills("notices", order=10)
def current_notices(request: HttpRequest, subject: Any) -> Filling:
    """The place is there also when it is empty: what appears in it later is read out."""
    return "notices/slot.html", {
        "notices": notices_on(subject),
        "question": question_about(subject),
        # Only what strangers see is kept by caches; a page behind a password shows more than the open question tells.
        "is_kept_current": settings.SESSION_COOKIE_NAME not in request.COOKIES,
    }
