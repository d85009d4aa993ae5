"""Which department a page belongs to."""

import pytest

from directory.in_charge import department_of, departments_of
from directory.models import DepartmentRole
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import DepartmentFactory
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory
from tests.factories.service_catalogue import (
    ReferenceServiceFactory,
    ResponsibilityFactory,
    ServiceIndexPageFactory,
    ServicePageFactory,
)


@pytest.fixture
def branch(home):
    """A page that belongs to a department, with one below it that belongs to another."""
    outer = StandardPageFactory(parent=home)
    inner = StandardPageFactory(parent=outer)
    for place in (outer, inner):
        DepartmentRole.objects.create(department=DepartmentFactory(), branch=place)
    return outer, inner


def test_the_inner_branch_counts(home, branch):
    outer, inner = branch
    below = StandardPageFactory(parent=inner)
    wanted = DepartmentRole.objects.get(branch=inner).department
    assert department_of(below) == wanted
    assert department_of(home) is None
    assert departments_of([home, outer, below]) == {
        outer.pk: DepartmentRole.objects.get(branch=outer).department.pk,
        below.pk: wanted.pk,
    }


def test_what_a_page_names_counts_more_than_its_branch(home):
    projects = ParticipationIndexPageFactory(parent=home)
    DepartmentRole.objects.create(department=DepartmentFactory(), branch=projects)
    wanted = DepartmentFactory()
    page = ProjectPageFactory(parent=projects, department=wanted)
    assert department_of(page) == wanted
    assert departments_of([page]) == {page.pk: wanted.pk}


def test_many_pages_cost_as_much_as_one(home, branch, django_assert_max_num_queries):
    pages = [StandardPageFactory(parent=home) for _number in range(10)]
    with django_assert_max_num_queries(6):
        departments_of(pages)


def test_a_delivery_says_it_for_services_of_which_the_town_says_nothing(home):
    reference = ReferenceServiceFactory()
    delivered = [ResponsibilityFactory(reference=reference, department=DepartmentFactory()) for _number in range(2)]
    index = ServiceIndexPageFactory(parent=home)
    silent = ServicePageFactory(parent=index, reference=reference, department=None)
    spoken = ServicePageFactory(parent=index, reference=ReferenceServiceFactory(), department=DepartmentFactory())
    ResponsibilityFactory(reference=spoken.reference, department=DepartmentFactory())
    assert department_of(silent) == delivered[0].department
    assert departments_of([silent, spoken]) == {
        silent.pk: delivered[0].department_id,
        spoken.pk: spoken.department_id,
    }
