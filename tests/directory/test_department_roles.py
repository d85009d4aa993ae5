"""Fachamt: people of a department write on their own branch and on what the department is in charge of."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Site

from accounts.roles import make_roles
from cms.models import TownSettings
from directory.clock import give_departments_their_rights
from directory.models import DepartmentRole
from service_catalogue.models import ServicePage
from tests.attacks import person
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import DepartmentFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.service_catalogue import (
    ReferenceServiceFactory,
    ResponsibilityFactory,
    ServiceIndexPageFactory,
    ServicePageFactory,
)


@pytest.fixture
def office(home):
    """A department with a branch and a role."""
    make_roles()
    branch = StandardPageFactory(parent=home, title="Bauen")
    return DepartmentRole.objects.create(department=DepartmentFactory(name="Bauamt"), branch=branch)


@pytest.fixture
def services(home):
    return ServiceIndexPageFactory(parent=home)


@pytest.fixture
def clerk(office):
    return person("bauer", office.group.name)


def may_edit(user, page):
    """Wagtail remembers rights with the person; a new request asks anew."""
    return page.permissions_for_user(type(user).objects.get(pk=user.pk)).can_edit()


def test_the_branch_and_what_lies_below(office, clerk, home):
    below = StandardPageFactory(parent=office.branch)
    outside = StandardPageFactory(parent=home)
    assert [may_edit(clerk, page) for page in (office.branch, below, outside, home)] == [True, True, False, False]
    assert not below.permissions_for_user(clerk).can_publish()


def test_own_services_and_no_others(office, clerk, services):
    own = ServicePageFactory(parent=services, department=office.department)
    foreign = ServicePageFactory(parent=services, department=DepartmentFactory())
    give_departments_their_rights()
    assert (may_edit(clerk, own), may_edit(clerk, foreign), may_edit(clerk, services)) == (True, False, False)
    assert not own.permissions_for_user(clerk).can_publish()


def test_a_service_that_is_published_for_another_department_changes_hands_at_once(office, clerk, services):
    page = ServicePageFactory(parent=services, department=DepartmentFactory())
    page.department = office.department
    page.save_revision().publish()
    assert may_edit(clerk, page)
    page = ServicePage.objects.get(pk=page.pk)
    page.department = None
    page.save_revision().publish()
    assert not may_edit(clerk, page)


def test_a_delivery_says_who_is_in_charge_unless_the_town_does(office, clerk, services):
    reference = ReferenceServiceFactory()
    ResponsibilityFactory(reference=reference, department=office.department)
    page = ServicePageFactory(parent=services, reference=reference)
    give_departments_their_rights()
    assert may_edit(clerk, page)
    ServicePage.objects.filter(pk=page.pk).update(department=DepartmentFactory())
    give_departments_their_rights()
    assert not may_edit(clerk, page)


def test_a_second_run_writes_nothing(office, services, django_assert_num_queries, django_assert_max_num_queries):
    ServicePageFactory(parent=services, department=office.department)
    give_departments_their_rights()
    before = sorted(office.group.page_permissions.values_list("pk", flat=True))
    with django_assert_max_num_queries(25):
        give_departments_their_rights()
    assert sorted(office.group.page_permissions.values_list("pk", flat=True)) == before


def test_another_name_of_the_department_is_another_name_of_the_role(office):
    office.department.name = "Bauen und Wohnen"
    office.department.save()
    give_departments_their_rights()
    office.refresh_from_db()
    assert office.group.name == "Fachamt Bauen und Wohnen"


@pytest.mark.parametrize("gone", ["department", "role"])
def test_without_its_department_nobody_keeps_the_role(office, clerk, gone):
    (office.department if gone == "department" else office).delete()
    assert not Group.objects.filter(name="Fachamt Bauamt").exists()
    assert not may_edit(clerk, office.branch)


def test_the_form_makes_the_role(admin_client, home):
    department = DepartmentFactory(name="Standesamt")
    answer = admin_client.post(
        "/admin/snippets/directory/departmentrole/add/", {"department": department.pk, "branch": ""}
    )
    assert answer.status_code == 302
    assert Group.objects.filter(name="Fachamt Standesamt").exists()


def may_publish(user, page):
    return page.permissions_for_user(type(user).objects.get(pk=user.pk)).can_publish()


def small_town(is_small):
    town = TownSettings.for_site(Site.objects.get(is_default_site=True))
    town.is_small = is_small
    town.save()


def test_in_a_small_town_a_department_publishes_its_own_at_once_and_only_as_long(office, clerk, services, home):
    own = ServicePageFactory(parent=services, department=office.department)
    foreign = ServicePageFactory(parent=services, department=DepartmentFactory())
    pages = (office.branch, own, foreign, home)
    small_town(True)
    assert [may_publish(clerk, page) for page in pages] == [True, True, False, False]
    make_roles()
    assert [may_publish(clerk, page) for page in pages] == [True, True, False, False]
    small_town(False)
    assert [may_publish(clerk, page) for page in pages] == [False] * 4
    assert may_edit(clerk, own)


@pytest.mark.parametrize("where", ["above", "on it", "below"])
def test_no_town_is_so_small_that_the_school_newspaper_needs_no_approval(home, where):
    middle = StandardPageFactory(parent=home)
    corner = NewsIndexPageFactory(parent=middle, slug="schuelerzeitung")
    item = NewsPageFactory(parent=corner)
    make_roles(school_corner=corner)
    small_town(True)
    branch = {"above": middle, "on it": corner, "below": item}[where]
    role = DepartmentRole.objects.create(department=DepartmentFactory(name="Schulamt"), branch=branch)
    user = person("schulz", role.group.name)
    assert may_edit(user, item)
    assert not may_publish(user, item)
    assert not may_publish(user, branch)
