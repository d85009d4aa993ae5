"""Services and what belongs to them, valid without arguments."""

from decimal import Decimal

import factory
import wagtail_factories

from service_catalogue.models import (
    Area,
    Fee,
    LeikaKey,
    OnlineService,
    ReferenceService,
    Responsibility,
    ServiceIndexPage,
    ServicePage,
    Topic,
)


class LeikaKeyFactory(factory.django.DjangoModelFactory):
    key = factory.Sequence(lambda n: f"99{50_000 + n:06d}104000")
    name = factory.Sequence("Gewerbe Anmeldung {}".format)

    class Meta:
        model = LeikaKey


class AreaFactory(factory.django.DjangoModelFactory):
    ars = factory.Sequence("05{:010d}".format)
    name = "Musterstadt"

    class Meta:
        model = Area


class TopicFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence("Lebenslage {}".format)
    slug = factory.Sequence("lebenslage-{}".format)

    class Meta:
        model = Topic


class OnlineServiceFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence("Onlinedienst {}".format)
    url = factory.Sequence("https://service.musterstadt.example/antrag/{}".format)

    class Meta:
        model = OnlineService


class ReferenceServiceFactory(factory.django.DjangoModelFactory):
    agency = "L100002"
    source_id = factory.Sequence("{}".format)
    title = factory.Sequence("Gelieferte Leistung {}".format)
    sections = factory.LazyFunction(lambda: {"description": "<p>Der Text der Quelle.</p>"})

    class Meta:
        model = ReferenceService


class ResponsibilityFactory(factory.django.DjangoModelFactory):
    agency = "L100002"
    source_id = factory.Sequence("{}".format)
    holder_agency = "L100002"
    holder_source_id = "1"
    reference = factory.SubFactory(ReferenceServiceFactory)

    class Meta:
        model = Responsibility


class ServiceIndexPageFactory(wagtail_factories.PageFactory):
    title = "Dienstleistungen"
    slug = factory.Sequence("dienstleistungen-{}".format)

    class Meta:
        model = ServiceIndexPage


class ServicePageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence("Gewerbe anmelden {}".format)
    teaser = "Wer ein Gewerbe beginnt, meldet es an."
    description = "<p>Jedes Gewerbe muss angemeldet werden.</p>"

    class Meta:
        model = ServicePage


class FeeFactory(factory.django.DjangoModelFactory):
    page = factory.SubFactory(ServicePageFactory)
    label = "Anmeldung"
    kind = Fee.Kind.FIXED
    amount = Decimal("26.00")

    class Meta:
        model = Fee
