"""The notices of this moment: as a page, for open pages, as a feed."""

from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.models import Page

from cms.models import TownSettings
from cms.visibility import for_everybody
from directory.models import Department
from notices.models import Notice
from notices.showing import notices_on


def public_notices() -> Any:
    return Notice.objects.current().for_strangers().select_related("page", "department", "more")


@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """/hinweise/: all notices that are shown anywhere now."""
    return render(request, "notices/overview.html", {"notices": public_notices(), "page_label": "notices.overview"})


@never_cache
def current(request: HttpRequest) -> HttpResponse:
    """/hinweise/aktuell/?seite=… or ?amt=…: what stands on a page now, for pages that were kept by a cache."""
    subject = _subject(Page, request.GET.get("seite", "")) or _subject(Department, request.GET.get("amt", ""))
    return render(request, "notices/notices.html", {"notices": notices_on(subject, for_strangers=True)})


def _subject(model: type[Page] | type[Department], number: str) -> Any:
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    if model is Department:
        return Department.objects.filter(pk=number).first()
    return for_everybody(Page.objects.filter(pk=number)).first()


class NoticeFeed(Feed):
    """/hinweise/feed/: the notices of this moment as RSS, for apps, displays and other websites."""

    description_template = None

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_object(self, request: HttpRequest) -> TownSettings:
        return TownSettings.for_request(request)

    def title(self, town: TownSettings) -> str:
        return _("Notices of %(town)s") % {"town": town.name}

    def description(self, town: TownSettings) -> str:
        return _("What people must know now. A notice disappears from here when it ends.")

    def link(self) -> str:
        return reverse("notices:overview")

    def items(self) -> Any:
        return public_notices()

    def item_title(self, notice: Notice) -> str:
        return notice.title

    def item_description(self, notice: Notice) -> str:
        return notice.text

    def item_link(self, notice: Notice) -> str:
        return f"{reverse('notices:overview')}#hinweis-{notice.pk}"

    def item_pubdate(self, notice: Notice) -> Any:
        return notice.starts_at

    def item_categories(self, notice: Notice) -> list[str]:
        return [notice.get_severity_display()]
