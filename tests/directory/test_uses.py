"""Where departments, people and places are used."""

import json

import pytest

from directory.uses import MOST, uses
from tests.factories.directory import ContactPersonFactory, DepartmentFactory, OpeningHoursFactory, PlaceFactory
from tests.factories.news import NewsPageFactory
from tests.factories.service_catalogue import (
    ReferenceServiceFactory,
    ResponsibilityFactory,
    ServiceIndexPageFactory,
    ServicePageFactory,
)


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_superuser("technik", "technik@town.example", "secret")


@pytest.fixture
def index_page(home):
    return ServiceIndexPageFactory(parent=home)


@pytest.fixture
def department(home):
    return DepartmentFactory(name="Bauamt", place=PlaceFactory(name="Rathaus"))


def titles(record, user):
    return [use.title for use in uses(record, user)]


def test_pages_people_and_parts_of_every_room_count(home, index_page, department, editor):
    ServicePageFactory(parent=index_page, title="Baum fällen", department=department)
    ServicePageFactory(parent=index_page, title="Entwurf", department=department, live=False)
    NewsPageFactory(parent=home, title="Neuer Radweg", department=department)
    ContactPersonFactory(name="Erika Muster", department=department)
    DepartmentFactory(name="Bauhof", parent=department)
    OpeningHoursFactory(place=None, department=department)  # a part of it, and no use
    assert set(titles(department, editor)) == {"Baum fällen", "Bauhof", "Entwurf", "Erika Muster", "Neuer Radweg"}
    drafts = [use for use in uses(department, editor) if use.title == "Entwurf"]
    assert "," in drafts[0].kind
    assert titles(department.place, editor) == ["Bauamt"]


def test_services_that_a_delivery_puts_into_its_charge_count_once(index_page, department, editor):
    reference = ReferenceServiceFactory()
    ServicePageFactory(parent=index_page, title="Bauantrag", reference=reference, department=department)
    ResponsibilityFactory(reference=reference, department=department)
    ResponsibilityFactory(reference=ReferenceServiceFactory(), department=department)
    assert titles(department, editor) == ["Bauantrag"]


def test_people_are_used_on_pages_that_name_them(index_page, department, editor):
    person = ContactPersonFactory(department=department)
    page = ServicePageFactory(parent=index_page, title="Bauantrag", contacts=[person])
    (use,) = uses(person, editor)
    assert (use.title, use.url) == ("Bauantrag", f"/admin/pages/{page.pk}/edit/")


def test_blocks_that_name_a_person_count_once_with_the_field_beside_them(home, department, editor):
    person = ContactPersonFactory(department=department)
    body = json.dumps([{"type": "contact", "value": person.pk}, {"type": "contact", "value": person.pk}])
    NewsPageFactory(parent=home, title="Neuer Radweg", body=body)
    NewsPageFactory(parent=home, title="Alte Mühle", body=body, contact=person)
    NewsPageFactory(parent=home, title="Anderes")
    assert titles(person, editor) == ["Alte Mühle", "Neuer Radweg"]


def test_those_who_may_not_edit_a_page_read_only_its_title(index_page, department, django_user_model):
    ServicePageFactory(parent=index_page, title="Bauantrag", department=department)
    (use,) = uses(department, django_user_model.objects.create_user("leser", "leser@town.example", "secret"))
    assert (use.title, use.url) == ("Bauantrag", None)


def test_a_hundred_of_each_kind_are_enough(department, editor):
    ContactPersonFactory.create_batch(MOST + 1, department=department)
    assert len(uses(department, editor)) == MOST
