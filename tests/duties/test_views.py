"""Reporting content, licences, security.txt, and the two reports."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.models import VisitorMessage
from tests.factories.cms import StandardPageFactory
from tests.factories.duties import ImprintPageFactory, name_town
from tests.visitors import typed

SAID = {"reason": "person", "text": "Das bin ich, und ich will das nicht.", "email": "anna@post.example"}


@pytest.fixture
def address():
    return reverse("duties:report_content")


def test_a_report_becomes_a_message_about_the_page(home, client, address):
    page = StandardPageFactory(parent=home)
    response = client.post(
        address, typed(where=f"http://localhost{page.url}", **SAID), headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert response.status_code == 302
    message = VisitorMessage.objects.get()
    assert message.page_id == page.pk
    assert SAID["text"] in message.text
    assert message.email == SAID["email"]
    assert client.get(response.url).context["is_sent"]


def test_what_is_missing_is_said_and_nothing_is_lost(home, client, address):
    response = client.post(address, typed(where="/", text="Falsch"), headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 422
    assert "reason" in response.context["form"].errors
    assert "Falsch" in response.text
    assert not VisitorMessage.objects.exists()


@pytest.mark.parametrize("where", ["nirgends", "http://[", "https://andere.example/", "/gibt-es-nicht/"])
def test_an_address_that_is_none_of_ours_is_taken_as_words(home, client, address, where):
    assert (
        client.post(address, typed(where=where, **SAID), headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302
    )
    assert where in VisitorMessage.objects.get().text


def test_robots_are_thanked_and_nothing_is_stored(home, client, address):
    sent = {**typed(where="/", **SAID), "website": "http://spam.example"}
    assert client.post(address, sent, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302
    assert not VisitorMessage.objects.exists()


def test_every_page_leads_to_imprint_reports_and_licences(home, client):
    """§ 5 DDG: at most two clicks; here it is one."""
    town = name_town()
    town.imprint = ImprintPageFactory(parent=home)
    town.save()
    html = client.get(StandardPageFactory(parent=home).url).text
    for goal in (town.imprint.url, reverse("duties:licences"), reverse("duties:report_content")):
        assert f'href="{goal}' in html


def test_licences_name_every_package(home, client):
    html = client.get(reverse("duties:licences")).text
    for name in ("EUPL-1.2", "OFL-1.1", "Leaflet", "Django", "wagtail"):
        assert name in html


def test_security_txt_says_whom_to_tell_and_until_when(home, client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    name_town()
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert lines["Contact"] == "mailto:rathaus@town.example"
    assert lines["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
    assert timedelta(days=170) < datetime.fromisoformat(lines["Expires"]) - timezone.now() < timedelta(days=365)
    settings.SECURITY_CONTACT = "https://town.example/sicherheit"
    assert "Contact: https://town.example/sicherheit\n" in client.get("/.well-known/security.txt").text


def test_the_register_can_be_taken_along(admin_client):
    address = reverse("personal_data_register")
    assert 'id="zweck-mitmachen"' in admin_client.get(address).text
    table = b"".join(admin_client.get(f"{address}?export=csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    data = admin_client.get(f"{address}?export=json").json()["data"]
    assert len(rows) == len(data) > 60
    assert {row["field"] for row in rows} >= {"cms.MessageForm.email", "residents.Resident.email"}


def test_the_reports_are_for_those_who_answer_for_the_municipality(client, django_user_model, home):
    user = django_user_model.objects.create_user("niemand", "niemand@town.example", "secret")
    client.force_login(user)
    for name in ("personal_data_register", "retention"):
        assert client.get(reverse(name)).status_code == 302
