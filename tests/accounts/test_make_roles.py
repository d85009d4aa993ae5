"""manage.py make_roles"""

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from accounts.roles import PUPILS, TOWN_ROLES
from directory.models import DepartmentRole
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import DepartmentFactory
from tests.factories.news import NewsIndexPageFactory


def test_without_a_corner_there_are_no_pupils(home):
    call_command("make_roles")
    assert set(Group.objects.values_list("name", flat=True)) == {role.name for role in TOWN_ROLES}


def test_with_a_corner_pupils_write_there(home):
    corner = NewsIndexPageFactory(parent=home)
    call_command("make_roles", school_corner=corner.pk)
    assert {grant.page_id for grant in Group.objects.get(name=PUPILS).page_permissions.all()} == {corner.pk}


def test_an_unknown_page_is_said(home):
    with pytest.raises(CommandError, match="4711"):
        call_command("make_roles", school_corner=4711)


def test_departments_keep_their_role_and_their_branch_in_later_runs(home):
    branch = StandardPageFactory(parent=home)
    DepartmentFactory(slug="bauamt", name="Bauamt")
    call_command("make_roles", "--department", f"bauamt:{branch.pk}")
    call_command("make_roles", "--department", "bauamt")
    call_command("make_roles")
    grants = Group.objects.get(name="Fachamt Bauamt").page_permissions.all()
    assert {(grant.page_id, grant.permission.codename) for grant in grants} == {
        (branch.pk, "add_page"),
        (branch.pk, "change_page"),
    }


@pytest.mark.parametrize("given", ["gibtesnicht", "bauamt:4711", "bauamt:x", ":5"])
def test_what_does_not_exist_is_said_and_nothing_is_made(home, given):
    DepartmentFactory(slug="bauamt")
    with pytest.raises(CommandError, match=r"gibtesnicht|4711|bauamt:x|:5"):
        call_command("make_roles", "--department", given)
    assert not DepartmentRole.objects.exists()
