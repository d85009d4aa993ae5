"""The question at the end of every public page, and what was changed because of the answers."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page

from cms.models import TownSettings
from cms.slots import Filling, fills
from cms.visibility import for_everybody
from feedback.forms import ClearForm
from feedback.models import FeedbackGroup
from feedback.subjects import key_of


@fills("page_end", order=10)
def was_it_clear(request: HttpRequest, subject: Any) -> Filling:
    """The same for everybody and without a cookie, so that caches keep it with the page."""
    key = key_of(request, subject)
    if not key or is_hidden(request, subject):
        return None
    changes = FeedbackGroup.objects.shown_on(key)
    return "feedback/clear_slot.html", {"form": ClearForm(initial={"about": key}), "changes": changes}


def is_hidden(request: HttpRequest, subject: Any) -> bool:
    """Whether it is behind a password; only a browser with a session gets so far."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not isinstance(subject, Page):
        return False
    return not for_everybody(Page.objects.filter(pk=subject.pk)).exists()


@fills("page", order=90)
def report_a_barrier(request: HttpRequest, page: Page) -> Filling:
    """The accessibility statement names the way to report a barrier (§ 12b (2) no. 2 BGG and the laws of the Länder)."""
    is_statement = page.pk == TownSettings.for_request(request).accessibility_id
    return ("feedback/barrier_slot.html", {}) if is_statement else None
