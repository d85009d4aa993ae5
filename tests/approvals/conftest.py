"""An office that writes for itself, its head, who has no account, and a page that waits."""

import pytest
from django.core import mail

from accounts.roles import APPROVERS, make_roles
from accounts.shared_cache import shared
from directory.models import DepartmentRole
from tests.factories.approvals import HEAD, ask_head, hand_in, person
from tests.factories.cms import StandardPageFactory, make_home
from tests.factories.directory import ContactPersonFactory, DepartmentFactory


@pytest.fixture(scope="module", autouse=True)
def made(for_the_file):
    home = make_home()
    make_roles()
    department = DepartmentFactory(name="Steueramt", slug="steueramt", email="steueramt@town.example")
    department.head = ContactPersonFactory(name=HEAD.name, email=HEAD.email, department=department)
    department.save()
    branch = StandardPageFactory(parent=home, title="Satzungen", slug="satzungen")
    return DepartmentRole.objects.create(department=department, branch=branch)


@pytest.fixture
def office(made, db):
    return DepartmentRole.objects.get(pk=made.pk)


@pytest.fixture
def home(office):
    return office.branch.get_parent().specific


@pytest.fixture
def clerk(office):
    """Writes in the branch of the office and publishes nothing."""
    return person("clerk", office.name)


@pytest.fixture
def approver(office):
    return person("freigabe", APPROVERS)


@pytest.fixture
def waiting(office, clerk):
    page = StandardPageFactory(parent=office.branch, title="Hundesteuer", slug="hundesteuer", live=False)
    return hand_in(page, clerk)


@pytest.fixture
def asked(waiting, approver):
    """The link and its address; the outbox is empty again."""
    found = ask_head(waiting, approver)
    mail.outbox.clear()
    return found


@pytest.fixture(autouse=True)
def no_visits_yet(db):
    """Visits of one test do not count for the next."""
    shared.clear()
