"""A news item for machines: schema.org's NewsArticle as JSON-LD."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from cms.json_ld import as_json_ld
from cms.models import TownSettings
from news.feeds import published

if TYPE_CHECKING:
    from news.models import Author, NewsIndexPage, NewsPage, NewsTopic


def news_article(
    page: "NewsPage",
    newsroom: "NewsIndexPage",
    authors: list["Author"],
    topics: list["NewsTopic"],
    request: HttpRequest,
) -> SafeString:
    """Properties as schema.org/NewsArticle and its parents Article, CreativeWork and Thing name them."""
    town = TownSettings.for_request(request)
    publisher = {"@type": "GovernmentOrganization", "name": town.name, "url": request.build_absolute_uri("/")}
    return as_json_ld(
        {
            "@type": "NewsArticle",
            "headline": page.title,
            "description": page.teaser,
            "url": page.get_full_url(request),
            "mainEntityOfPage": page.get_full_url(request),
            "inLanguage": page.locale.language_code,
            "datePublished": published(page).isoformat(),
            "dateModified": page.last_published_at.isoformat() if page.last_published_at else "",
            "author": _authors(authors, newsroom) or [publisher],
            "publisher": publisher,
            "image": _picture(page, request),
            "keywords": [topic.name for topic in topics],
            "contentLocation": {"@type": "Place", "name": page.place.name} if page.place else None,
            "correction": page.correction,
            "isPartOf": {"@type": "CollectionPage", "name": newsroom.title, "url": newsroom.get_full_url(request)},
        }
    )


def _authors(authors: list["Author"], newsroom: "NewsIndexPage") -> list[dict[str, Any]]:
    named = [{"@type": "Person", "name": author.name} for author in authors]
    return named or ([{"@type": "Organization", "name": newsroom.by_line}] if newsroom.by_line else [])


def _picture(page: "NewsPage", request: HttpRequest) -> dict[str, Any] | None:
    picture = page.shown_picture
    if picture is None:
        return None
    shown = picture.get_rendition("fill-1200x630|format-jpeg")
    return {
        "@type": "ImageObject",
        "url": request.build_absolute_uri(shown.url),
        "width": shown.width,
        "height": shown.height,
        "caption": picture.description,
        "creditText": picture.credit,
    }
