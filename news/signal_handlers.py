"""What the newsroom tells other rooms."""

from typing import Any

from cms.signals import content_changed
from news.models import NewsPage, NewsTopic


def tell_items_of_topic(sender: type, instance: NewsTopic, **kwargs: Any) -> None:
    """A topic was renamed: the search shows it on its items."""
    items = list(NewsPage.objects.live().filter(topics=instance))
    if items:
        content_changed.send(sender=NewsPage, instances=items)
