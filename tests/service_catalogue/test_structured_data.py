"""What a service page says to machines, in the words of schema.org."""

import json
from decimal import Decimal

import pytest

from service_catalogue.models import Fee, ProcessingTime, ServicePage
from service_catalogue.structured_data import government_service
from tests.factories.directory import DepartmentFactory, PlaceFactory
from tests.factories.service_catalogue import (
    AreaFactory,
    FeeFactory,
    LeikaKeyFactory,
    OnlineServiceFactory,
    ReferenceServiceFactory,
    ServicePageFactory,
    TopicFactory,
)

# The properties of schema.org/GovernmentService that we use, those of its parents Service and Thing included.
PROPERTIES = {
    "GovernmentService": {
        "name", "alternateName", "description", "url", "identifier", "serviceType", "audience", "areaServed", "provider",
        "availableChannel", "offers",
    },
    "PropertyValue": {"propertyID", "value"},
    "Audience": {"audienceType"},
    "AdministrativeArea": {"name", "identifier"},
    "GovernmentOrganization": {"name", "url", "telephone", "email"},
    "ServiceChannel": {
        "name", "serviceUrl", "servicePhone", "serviceLocation", "availableLanguage", "processingTime",
    },
    "ContactPoint": {"telephone"},
    "Place": {"name", "address"},
    "PostalAddress": {"streetAddress", "postalCode", "addressLocality", "addressCountry"},
    "Offer": {"name", "price", "priceCurrency", "priceSpecification"},
    "PriceSpecification": {"minPrice", "maxPrice", "priceCurrency"},
}  # fmt: skip


def things(value):
    """All objects inside, the outermost first."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from things(inner)


@pytest.fixture
def rich(index_page):
    service = ServicePageFactory(
        parent=index_page, title="Gewerbe anmelden", official_name="Gewerbe Anmeldung", for_businesses=True
    )
    service.department = DepartmentFactory(
        name="Ordnungsamt", phone="05799 1", email="amt@haselbrueck.example", place=PlaceFactory(name="Rathaus")
    )
    service.leika_keys = [LeikaKeyFactory(key="99050012104000")]
    service.topics = [TopicFactory(name="Arbeit")]
    service.areas = [AreaFactory(ars="057700044044")]
    service.online_services = [OnlineServiceFactory(name="Antrag", url="https://antrag.example/", languages=["en"])]
    service.fees = [
        Fee(label="Anmeldung", kind="fixed", amount=Decimal("26")),
        Fee(label="Auskunft", kind="range", amount=Decimal("5"), amount_max=Decimal("10.5")),
        Fee(label="Abmeldung", kind="free", reason="Kostet nie etwas"),
    ]
    service.processing_times = [ProcessingTime(kind="range", amount=1, amount_max=2, unit="WOCHE")]
    service.save_revision().publish()
    return ServicePage.objects.get(pk=service.pk)


def on_page(client, service):
    text = client.get(service.url).content.decode()
    return json.loads(text.rpartition('<script type="application/ld+json">')[2].partition("</script>")[0])


def test_every_type_and_property_is_one_of_schema_org(rich, client):
    for thing in things(on_page(client, rich)):
        allowed = PROPERTIES[thing["@type"]] | {"@type", "@context"}
        assert set(thing) <= allowed, thing


def test_all_that_we_can_say_is_said(rich, client):
    said = {name for thing in things(on_page(client, rich)) for name in thing}
    assert said == set().union(*PROPERTIES.values(), {"@type", "@context"})


def test_prices_are_numbers_with_their_currency(rich):
    assert government_service(rich)["offers"] == [
        {"@type": "Offer", "name": "Anmeldung", "priceCurrency": "EUR", "price": "26.00"},
        {
            "@type": "Offer",
            "name": "Auskunft",
            "priceCurrency": "EUR",
            "priceSpecification": {
                "@type": "PriceSpecification",
                "minPrice": "5.00",
                "maxPrice": "10.50",
                "priceCurrency": "EUR",
            },
        },
        {"@type": "Offer", "name": "Abmeldung", "priceCurrency": "EUR", "price": "0.00"},
    ]


def test_the_processing_time_is_a_duration(rich):
    assert government_service(rich)["availableChannel"][0]["processingTime"] == "P2W"


def test_working_days_are_no_duration(rich):
    rich.processing_times.update(unit="ARBEITSTAG")
    found = ServicePage.objects.get(pk=rich.pk)
    assert government_service(found)["availableChannel"][0]["processingTime"] == ""


def test_fees_of_the_source_count_where_the_town_names_none(index_page):
    reference = ReferenceServiceFactory(fees=[{"kind": "fixed", "amount": "84.00", "label": "Erster Hund"}])
    service = ServicePageFactory(parent=index_page, reference=reference)
    assert [offer["price"] for offer in government_service(service)["offers"]] == ["84.00"]


def test_own_fees_stand_below_those_of_the_source(index_page):
    reference = ReferenceServiceFactory(fees=[{"kind": "fixed", "amount": "84.00", "label": "Erster Hund"}])
    service = ServicePageFactory(parent=index_page, reference=reference, additions=["fees"])
    FeeFactory(page=service, amount=Decimal("3"))
    found = ServicePage.objects.get(pk=service.pk)
    assert [offer["price"] for offer in government_service(found)["offers"]] == ["84.00", "3.00"]
