"""Objects of the ground, valid without arguments."""

import factory
import wagtail_factories
from wagtail.models import Site

from cms.models import HomePage, StandardPage, VisitorMessage


class HomePageFactory(wagtail_factories.PageFactory):
    title = "Musterstadt"
    slug = factory.Sequence("start-{}".format)
    introduction = "Was können wir für Sie tun?"

    class Meta:
        model = HomePage


class StandardPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence("Seite {}".format)
    teaser = "Worum es hier geht."

    class Meta:
        model = StandardPage


class VisitorMessageFactory(factory.django.DjangoModelFactory):
    text = "Die Schrift ist zu klein."

    class Meta:
        model = VisitorMessage


def make_home() -> HomePage:
    """The home page of the default site, as on a fresh town."""
    site = Site.objects.get(is_default_site=True)
    root = site.root_page.get_parent()
    home = HomePageFactory(parent=root)
    site.root_page, site.hostname, site.port = home, "localhost", 80
    site.save()
    return home
