"""Newsrooms and news items, valid without arguments."""

import factory
import wagtail_factories

from news.models import NewsIndexPage, NewsPage, NewsTopic


class NewsIndexPageFactory(wagtail_factories.PageFactory):
    title = "Aktuelles"
    slug = factory.Sequence("aktuelles-{}".format)

    class Meta:
        model = NewsIndexPage


class NewsPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence("Neuer Radweg {}".format)
    teaser = "Ab Montag wird gebaut."
    parent = factory.SubFactory(NewsIndexPageFactory)

    class Meta:
        model = NewsPage


class NewsTopicFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence("Thema {}".format)
    slug = factory.Sequence("thema-{}".format)

    class Meta:
        model = NewsTopic
