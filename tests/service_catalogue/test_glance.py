"""The short answers at the top of a service page."""

from datetime import date

import pytest

from cms.models import Upkeep
from service_catalogue.models import ServicePage
from tests.factories.directory import DepartmentFactory
from tests.factories.service_catalogue import OnlineServiceFactory, ServicePageFactory


@pytest.fixture
def answer(index_page):
    """The answer to “Where?” for a service with or without an office and an online service."""

    def ask(*, office=False, online=False, **values):
        service = ServicePageFactory(parent=index_page, **values)
        service.department = DepartmentFactory(name="Bürgerbüro") if office else None
        service.online_services = [OnlineServiceFactory()] if online else []
        service.save()
        answers = ServicePage.objects.get(pk=service.pk).glance.answers
        return next(((item.text, item.anchor) for item in answers if item.question == "Where?"), None)

    return ask


def test_where_on_the_net_in_an_office_or_both(answer):
    assert answer(online=True) == ("Online", "")
    assert answer(office=True) == ("Bürgerbüro", "kontakt")
    assert answer(office=True, online=True) == ("Online, or on the spot: Bürgerbüro", "kontakt")
    assert answer() is None


def test_what_cannot_be_had_is_nowhere(answer):
    assert answer(office=True, online=True, status="unavailable", status_reason="Umbau") is None


def test_the_day_of_the_last_check_is_shown(index_page, client):
    service = ServicePageFactory(parent=index_page)
    Upkeep.objects.create(page=service, reviewed_on=date(2026, 11, 2))
    text = client.get(service.url).text
    assert "Geprüft am:" in text or "Checked on:" in text
    assert "Last changed" not in text
    assert "2026" in text


def test_the_list_of_documents_can_be_printed_alone(index_page, client):
    item = {"text": "Ausweis", "note": "", "link": "", "document": None}
    service = ServicePageFactory(parent=index_page, required_documents=[("item", item)])
    text = client.get(service.url).text
    assert "data-prints-list" in text
    assert "service__section--required_documents" in text
