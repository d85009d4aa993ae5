"""What residents see."""

import json
import re
from decimal import Decimal

from service_catalogue.models import LeikaKey
from tests.factories.directory import ContactPersonFactory, DepartmentFactory, OpeningHoursFactory, PlaceFactory
from tests.factories.service_catalogue import (
    OnlineServiceFactory,
    ReferenceServiceFactory,
    ServicePageFactory,
    TopicFactory,
)

MAX_QUERIES = 20


def full_page(index_page, **values):
    """A service page on which everything is filled."""
    place = PlaceFactory()
    OpeningHoursFactory(place=place)
    department = DepartmentFactory(place=place)
    page = ServicePageFactory(
        parent=index_page,
        **{
            "title": "Personalausweis beantragen",
            "official_name": "Ausstellung eines Personalausweises",
            "department": department,
            "contacts": [ContactPersonFactory(department=department)],
            "topics": [TopicFactory()],
            "leika_keys": [LeikaKey.objects.get_or_create(key="99008001012000")[0]],
            "online_services": [OnlineServiceFactory(name="Termin", kind="appointment"), OnlineServiceFactory()],
            "required_documents": [("item", {"text": "Foto", "note": "Nicht älter als ein Jahr"})],
            "prerequisites": [("item", {"text": "Sie wohnen hier."})],
            "legal_bases": [("item", {"text": "PAuswG", "link": "https://www.gesetze-im-internet.de/pauswg/"})],
            "procedure": "<p>Kommen Sie vorbei.</p>",
            "remedy": "<p>Widerspruch</p>",
            "synonyms": "Perso",
            "reference": ReferenceServiceFactory(release={"by": "Ministerium", "on": "2025-01-01"}),
            **values,
        },
    )
    page.fees.create(label="Ab 24 Jahren", kind="fixed", amount=Decimal("46"), legal_basis="§ 1 PAuswGebV")
    page.processing_times.create(kind="range", amount=2, amount_max=3, unit="WOCHE")
    page.deadlines.create(label="Abholung", kind="duration", amount=6, unit="MONAT")
    page.save()
    return page


def test_a_full_page_in_few_queries(index_page, client, django_assert_max_num_queries):
    page = full_page(index_page)
    full_page(index_page, title="Ausweis verloren", slug="verloren")
    client.get(page.url)
    with django_assert_max_num_queries(MAX_QUERIES):
        html = client.get(page.url).text
    for text in (
        "46,00\u00a0€",
        "§ 1 PAuswGebV",
        "Nicht älter als ein Jahr",
        "pauswg/",
        "Ausweis verloren",
        "Am Markt 1",
        "99 008 001 012 000",
        "Ministerium",
    ):
        assert text in html, text


def test_sections_stand_in_their_fixed_order(index_page, client):
    html = client.get(full_page(index_page).url).text.split("</main>")[0]
    anchors = re.findall(r'<h2 id="([a-z-]+)"', html)
    assert anchors == [
        "auf-einen-blick", "auf-dieser-seite", "beschreibung", "voraussetzungen", "unterlagen", "ablauf", "kosten",
        "fristen", "dauer", "rechtsgrundlagen", "rechtsbehelf", "kontakt", "klar",
    ]  # fmt: skip
    for anchor in re.findall(r'href="#([a-z-]+)"', html):
        assert f'id="{anchor}"' in html


def test_the_button_names_the_other_website(index_page, client):
    online = OnlineServiceFactory(
        url="https://www.service.example/antrag?x=1", confidence_level="40", note="Ohne Konto"
    )
    html = client.get(ServicePageFactory(parent=index_page, online_services=[online]).url).text
    assert 'href="https://www.service.example/antrag?x=1"' in html
    assert re.search(r"</span>service\.example", html)
    assert "Ohne Konto" in html


def test_a_service_that_is_not_available_says_why_and_where_to_go_instead(index_page, client):
    online = OnlineServiceFactory(url="https://service.example/antrag")
    page = ServicePageFactory(
        parent=index_page, status="unavailable", status_reason="Bis Mai geschlossen", online_services=[online]
    )
    html = client.get(page.url).text
    assert "Bis Mai geschlossen" in html
    assert html.index("Bis Mai geschlossen") < html.index('href="https://service.example/antrag"')
    assert not page.is_online


def test_own_text_is_shown_as_text(index_page, client):
    page = ServicePageFactory(
        parent=index_page, title="<script>alert(1)</script>", teaser="<b>fett</b>", slug="boese",
        required_documents=[("item", {"text": "<img src=x>", "note": "</script>"})],
    )  # fmt: skip
    html = client.get(page.url).text
    assert "<script>alert" not in html
    assert "<img src=x>" not in html
    assert "<b>fett" not in html


def test_machines_read_the_service_too(index_page, client):
    page = full_page(index_page, teaser="Kurz & </script> gut")
    html = client.get(page.url).text
    data = json.loads(re.findall(r'application/ld\+json">(.*?)</script>', html, re.DOTALL)[-1])
    assert data["@type"] == "GovernmentService"
    assert data["description"] == "Kurz & </script> gut"
    assert data["identifier"][0]["value"] == "99008001012000"
    assert len([item for item in data["availableChannel"] if "serviceUrl" in item]) == 2
