"""The newest items of a newsroom for feed readers: RSS 2.0 and Atom (RFC 4287)."""

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from cms.models import TownSettings

if TYPE_CHECKING:
    from news.models import NewsIndexPage, NewsPage

NEWEST = 30


def rss(newsroom: "NewsIndexPage", request: HttpRequest) -> HttpResponse:
    return written(Rss201rev2Feed, newsroom, request)


def atom(newsroom: "NewsIndexPage", request: HttpRequest) -> HttpResponse:
    return written(Atom1Feed, newsroom, request)


def written(
    kind: type[Rss201rev2Feed] | type[Atom1Feed], newsroom: "NewsIndexPage", request: HttpRequest
) -> HttpResponse:
    address = request.build_absolute_uri
    town = TownSettings.for_request(request)
    feed = kind(
        title=f"{newsroom.title} – {town.name}",
        link=address(newsroom.get_url(request)),
        description=newsroom.teaser or newsroom.title,
        language=newsroom.locale.language_code,
        feed_url=address(request.path),
        author_name=newsroom.by_line or town.name,
    )
    for item in newsroom.news().prefetch_related("authors", "topics")[:NEWEST]:
        feed.add_item(
            title=item.title,
            link=address(item.get_url(request)),
            description=item.teaser,
            author_name=item.author or newsroom.by_line or None,
            categories=[topic.name for topic in item.topics.all()],
            pubdate=published(item),
            updateddate=item.last_published_at,
            unique_id=address(f"/news/{item.translation_key}"),
            unique_id_is_permalink=False,
        )
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def published(item: "NewsPage") -> datetime:
    """The moment of the day that the item names: when it went live, if that was on this day, else its beginning."""
    live_since = item.first_published_at
    if live_since and timezone.localdate(live_since) == item.date:
        return live_since
    return timezone.make_aware(datetime.combine(item.date, time()))
