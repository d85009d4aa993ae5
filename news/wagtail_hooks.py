"""What the newsroom adds to the editors' interface: topics, and the share kit of an item."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from news.models import NewsPage, NewsTopic
from news.share import ShareKitView, crop_of_picture


@register_snippet
class NewsTopicViewSet(SnippetViewSet):
    model = NewsTopic
    icon = "tag"
    list_display = ["name", "slug"]
    search_fields = ["name"]
    copy_view_enabled = False


@hooks.register("register_admin_urls")
def share_addresses() -> list[URLPattern]:
    return [
        path("news/share/<int:pk>/", ShareKitView.as_view(), name="news_share"),
        path("news/share/<int:pk>/<str:size>/", crop_of_picture, name="news_share_crop"),
    ]


@hooks.register("register_page_header_buttons")
def share_in_header(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from share_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def share_in_list(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from share_button(page, user)


def share_button(page: Page, user: Any) -> Iterator[Button]:
    """Only where there is something to share: an item that is public, for people who may edit it."""
    if page.live and page.specific_class is NewsPage and page.permissions_for_user(user).can_edit():
        yield Button(_("Share kit"), url=reverse("news_share", args=[page.pk]), icon_name="mobile-alt", priority=45)
