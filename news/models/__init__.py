"""What is new in town: newsrooms, their items, and the channels on which the municipality tells of them."""

from news.models.channels import Channel, ShareSettings
from news.models.items import Author, NewsPage, NewsTopic, PressPhoto, RelatedPage
from news.models.newsrooms import MOST_FEATURED, NEWEST_FIRST, NEWS_PER_PAGE, FeaturedNews, NewsIndexPage

__all__ = [
    "MOST_FEATURED",
    "NEWEST_FIRST",
    "NEWS_PER_PAGE",
    "Author",
    "Channel",
    "FeaturedNews",
    "NewsIndexPage",
    "NewsPage",
    "NewsTopic",
    "PressPhoto",
    "RelatedPage",
    "ShareSettings",
]
