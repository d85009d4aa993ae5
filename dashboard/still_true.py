"""/stimmt-noch/<link>/: with one click in a mail somebody says that a page is still true, also without an account.

The link names the page, the day by which it was to be read and who looked after it: once somebody has read it the day
is another, once somebody else looks after it the keeper is, and the link is spent. Opening it changes nothing, because programs that look through mails open links, too.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.upkeep import Keeper, Upkeep

SALT = "dashboard.still_true"
GOOD_FOR = timedelta(days=60)


@dataclass(frozen=True)
class Link:
    """What a link says: which page, and who got it."""

    upkeep: Upkeep
    name: str
    is_open: bool


def link_to(upkeep: Upkeep, keeper: Keeper) -> str:
    """The address for a mail to this person."""
    account = keeper.user.pk if keeper.user else None
    said = [upkeep.pk, str(upkeep.due_on), mark_of_keeper(upkeep), keeper.name, account]
    token = signing.dumps(said, salt=SALT, compress=True)
    return settings.SITE_URL + reverse("still_true", args=[token])


def mark_of_keeper(upkeep: Upkeep) -> str:
    """Differs with who looks after the page, and names nobody."""
    keeper = upkeep.keeper
    return salted_hmac(SALT, keeper.email.casefold() if keeper else "").hexdigest()[:12]


def read(token: str) -> Link | None:
    """None for a link that is not ours, too old, of a page that is gone, with another keeper, or of a closed account."""
    try:
        number, due_on, mark, name, account = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    if account is not None and not get_user_model().objects.filter(pk=account, is_active=True).exists():
        return None
    upkeep = Upkeep.objects.select_related("page__owner").filter(pk=number, page__live=True).first()
    if upkeep is None or upkeep.due_on is None or mark_of_keeper(upkeep) != mark:
        return None
    return Link(upkeep, name, is_open=str(upkeep.due_on) == due_on)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still_true(request: HttpRequest, token: str) -> HttpResponse:
    """The page with the one button, and the thanks."""
    link = read(token)
    is_thanks = False
    if request.method == "POST" and link is not None and link.is_open:
        link.upkeep.review(link.name)
        is_thanks = True
    response = render(request, "dashboard/still_true.html", context_of(link, is_thanks), status=200 if link else 410)
    response["X-Robots-Tag"] = "noindex"
    # The address is good for a click; no other site learns it.
    response["Referrer-Policy"] = "same-origin"
    return response


def context_of(link: Link | None, is_thanks: bool) -> dict[str, Any]:
    context: dict[str, Any] = {"page_label": "dashboard.still_true", "link": link, "is_thanks": is_thanks}
    if link is not None:
        context["edit_address"] = reverse("wagtailadmin_pages:edit", args=[link.upkeep.page_id])
    return context


urlpatterns = [path("<str:token>/", still_true, name="still_true")]
