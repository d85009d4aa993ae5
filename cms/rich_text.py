"""Links in texts: one to a page that is not published, or not any more, is shown as plain words.

Everything else in the text stays as it was written, so the link is back as soon as its page is.
"""

from typing import Any

from django.utils.html import format_html
from wagtail.models import Locale, Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler


class PublishedPageLinkHandler(PageLinkHandler):
    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """Wagtail asks for the language of the reader anew for every link."""
        language = Locale.get_active().pk
        return [_opening(page, language) for page in cls.get_many(attrs_list)]


def _opening(page: Page | None, language: int) -> str:
    if page is None or not page.live:
        return "<a>"
    return format_html('<a href="{}">', (page if page.locale_id == language else page.localized).url)


def link_published_pages_only(features: FeatureRegistry) -> None:
    """Hook register_rich_text_features: in place of Wagtail's own."""
    features.register_link_type(PublishedPageLinkHandler)
