"""Who keeps a copy of the catalogue learns what changed and what is gone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.signals import content_changed
from service_catalogue import exports
from service_catalogue.models import ServiceChange, ServicePage
from service_catalogue.xzufi import read
from service_catalogue.xzufi.objects import Deletion
from tests.factories.service_catalogue import ReferenceServiceFactory, ServicePageFactory

ADDRESS = "/api/v1/service-changes/"


@pytest.fixture
def grill(index_page):
    return ServicePageFactory(parent=index_page, title="Grillplatz reservieren")


@pytest.fixture
def changes(client):
    def ask(**parameters):
        response = client.get(ADDRESS, parameters)
        assert response.status_code == 200, response.text
        return [(item["id"], item["change"]) for item in response.json()["results"]]

    return ask


def long_ago(page):
    ServiceChange.objects.filter(number=page.pk).update(at=timezone.now() - timedelta(days=9))


def test_a_new_service_is_announced(grill, changes):
    assert changes() == [(grill.pk, "updated")]


def test_a_draft_is_nobodys_business(index_page, changes):
    ServicePageFactory(parent=index_page, live=False)
    assert changes() == []


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_what_goes_is_announced_as_removed(grill, changes, way):
    number = grill.pk
    long_ago(grill)
    getattr(grill, way)()
    yesterday = timezone.now() - timedelta(days=1)
    assert changes(since=yesterday.isoformat()) == [(number, "removed")]


def test_what_comes_back_is_no_longer_removed(grill, changes):
    grill.unpublish()
    grill.save_revision().publish()
    assert changes() == [(grill.pk, "updated")]


def test_new_words_of_a_town_are_a_change(grill, changes):
    long_ago(grill)
    grill.description = "<p>Jetzt mit Dach.</p>"
    grill.save_revision().publish()
    assert changes(since=(timezone.now() - timedelta(days=1)).isoformat()) == [(grill.pk, "updated")]


def test_new_words_of_a_source_are_a_change(grill, changes):
    long_ago(grill)
    content_changed.send(sender=ServicePage, instances=[grill])
    assert changes(since=(timezone.now() - timedelta(days=1)).isoformat()) == [(grill.pk, "updated")]


def test_a_draft_over_a_live_page_is_no_change(grill, changes):
    long_ago(grill)
    grill.description = "<p>Noch nicht.</p>"
    grill.save_revision()
    assert changes(since=(timezone.now() - timedelta(days=1)).isoformat()) == []


def test_a_change_names_the_service_as_exported_messages_do(grill, index_page, client):
    imported = ServicePageFactory(parent=index_page, reference=ReferenceServiceFactory(agency="B1", source_id="11"))
    found = {item["id"]: (item["agency"], item["source_id"]) for item in client.get(ADDRESS).json()["results"]}
    assert found == {grill.pk: ("LOKAL", f"service-{grill.pk}"), imported.pk: ("B1", "11")}


def test_nonsense_is_refused(client, db):
    assert client.get(ADDRESS, {"since": "gestern"}).status_code == 400
    assert client.get(ADDRESS, {"after": "2026-01-01"}).status_code == 400


def test_a_removal_is_told_once_in_exported_messages(grill, index_page, tmp_path):
    delivered = ServicePageFactory(parent=index_page, reference=ReferenceServiceFactory())
    number = grill.pk
    grill.delete()
    delivered.unpublish()
    removals = []
    for name in ("first.xml", "second.xml"):
        exports.export_xzufi(tmp_path / name)
        removals.append([item.id.value for item in read(tmp_path / name) if isinstance(item, Deletion)])
    assert removals == [[f"service-{number}"], []]
