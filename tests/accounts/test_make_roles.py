"""manage.py make_roles"""

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from accounts.roles import ALARM, EDITORS, PUPILS
from tests.factories.news import NewsIndexPageFactory


def test_without_a_corner_there_are_no_pupils(home):
    call_command("make_roles")
    assert set(Group.objects.values_list("name", flat=True)) == {ALARM, EDITORS}


def test_with_a_corner_pupils_write_there(home):
    corner = NewsIndexPageFactory(parent=home)
    call_command("make_roles", school_corner=corner.pk)
    assert {grant.page_id for grant in Group.objects.get(name=PUPILS).page_permissions.all()} == {corner.pk}


def test_an_unknown_page_is_said(home):
    with pytest.raises(CommandError, match="4711"):
        call_command("make_roles", school_corner=4711)
