"""Which departments lists and the search show."""

import pytest

from cms.signals import content_changed
from directory.models import Department
from search.finding import find
from service_catalogue import listing
from tests.factories.directory import ContactPersonFactory, DepartmentFactory, PlaceFactory
from tests.factories.service_catalogue import (
    ReferenceServiceFactory,
    ResponsibilityFactory,
    ServiceIndexPageFactory,
    ServicePageFactory,
)


@pytest.fixture
def imported(home):
    """An office that a delivery brought and with which residents have nothing to do yet."""
    return DepartmentFactory(name="Eichdirektion", slug="eich", source_agency="L100042", source_id="7")


@pytest.fixture
def index_page(home):
    return ServiceIndexPageFactory(parent=home)


def shown():
    return [department.name for department in Department.objects.public()]


def found():
    return [hit.title for hit in find("eichdirektion").hits]


def test_what_the_town_made_itself_is_shown(db):
    DepartmentFactory(name="Bauamt")
    assert shown() == ["Bauamt"]


def test_an_imported_one_is_shown_once_the_town_gives_it_a_place_or_people(imported):
    assert (shown(), found(), imported.is_public) == ([], [], False)
    person = ContactPersonFactory(department=imported)
    assert (shown(), found()) == (["Eichdirektion"], ["Eichdirektion"])
    person.delete()
    assert (shown(), found()) == ([], [])
    imported.place = PlaceFactory()
    imported.save()
    assert (shown(), found()) == (["Eichdirektion"], ["Eichdirektion"])


def test_an_imported_one_is_shown_while_a_public_service_names_it(imported, index_page):
    page = ServicePageFactory(parent=index_page, department=imported)
    assert (shown(), found()) == (["Eichdirektion"], ["Eichdirektion"])
    page.unpublish()
    assert (shown(), found()) == ([], [])


def test_drafts_of_an_import_do_not_show_it_but_publishing_one_does(imported, index_page):
    reference = ReferenceServiceFactory()
    ResponsibilityFactory(reference=reference, department=imported)
    page = ServicePageFactory(parent=index_page, reference=reference, live=False)
    assert (shown(), found()) == ([], [])
    page.save_revision().publish()
    assert (shown(), found()) == (["Eichdirektion"], ["Eichdirektion"])


def test_a_second_service_tells_nobody(imported, index_page):
    told = []

    def listen(sender, instances, **kwargs):
        told.extend(instances)

    ServicePageFactory(parent=index_page, department=imported)
    content_changed.connect(listen, sender=Department)
    try:
        second = ServicePageFactory(parent=index_page, department=imported)
        listing.update([second])
        second.unpublish()
    finally:
        content_changed.disconnect(listen, sender=Department)
    assert told == []


def test_lists_leave_it_out_but_its_address_answers(client, imported):
    assert "Eichdirektion" not in client.get("/rathaus/").text
    assert "/rathaus/eich/" not in client.get("/sitemap.xml").text
    assert client.get("/api/v1/departments/").json()["count"] == 0
    assert client.get(f"/api/v1/departments/{imported.pk}/").status_code == 404
    assert client.get("/rathaus/eich/").status_code == 200
