"""A page of the demo town waits, and somebody without an account was asked; nothing was sent."""

import pytest
from django.core import mail

from accounts.roles import make_roles
from approvals.models import ApprovalLink
from cms.models import StandardPage
from demo.approvals import WRITER, load_approvals
from demo.content import read
from directory.models import DepartmentRole
from tests.factories.approvals import person
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import ContactPersonFactory, DepartmentFactory


@pytest.fixture
def office(home):
    make_roles()
    department = DepartmentFactory()
    department.head = ContactPersonFactory(
        name="Daniel Okafor", email="d.okafor@haselbrueck.example", department=department
    )
    department.save()
    branch = StandardPageFactory(parent=home)
    page = StandardPageFactory(parent=branch, slug=read("approvals")["page"])
    page.save_revision().publish()
    return DepartmentRole.objects.create(department=department, branch=branch)


def test_it_waits_and_its_head_is_asked(office):
    person(WRITER, office.name)
    load_approvals()
    link = ApprovalLink.objects.get()
    assert link.closed is None
    assert link.name == "Daniel Okafor"
    page = StandardPage.objects.get(pk=link.page.pk)
    assert page.live
    assert page.teaser != page.get_latest_revision_as_object().teaser == read("approvals")["teaser"]
    assert not mail.outbox


def test_without_the_login_nothing_waits(office):
    load_approvals()
    assert not ApprovalLink.objects.exists()
