"""What the newsroom shows on other rooms' pages."""

from django.http import HttpRequest

from cms.models import HomePage
from cms.slots import Filling, fills
from cms.visibility import for_everybody
from news.models import NEWEST_FIRST, NewsIndexPage, NewsPage


@fills("home", order=30)
def latest_news(request: HttpRequest, page: HomePage) -> Filling:
    """The three newest items of all newsrooms, the newest large."""
    # The type is named so that the database starts from news and not from all pages, however many services there are.
    found = NewsPage.objects.exact_type(NewsPage).descendant_of(page)
    news = for_everybody(found).order_by(*NEWEST_FIRST)
    items = list(news.select_related("picture").prefetch_related("picture__renditions")[:3])
    if not items:
        return None
    index = NewsIndexPage.objects.child_of(page).live().order_by("path").first()
    return "news/home_slot.html", {"news": items, "index": index}
