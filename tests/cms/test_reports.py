"""What the reports in the editors' interface share."""

import pytest

from accounts import roles
from cms.reports import owners
from tests.factories.cms import StandardPageFactory


@pytest.fixture
def pupil(home, django_user_model):
    corner = StandardPageFactory(parent=home)
    roles.make_pupils(corner)
    pupil = django_user_model.objects.create_user("pupil")
    pupil.groups.set([roles.Group.objects.get(name=roles.PUPILS)])
    StandardPageFactory(parent=corner, owner=pupil)
    return pupil


def test_owners_are_named_to_those_who_may_edit_their_pages(home, pupil, rf, django_user_model):
    editor = django_user_model.objects.create_superuser("technik")
    StandardPageFactory(parent=home, owner=editor)
    request = rf.get("/")
    for user, named in ((pupil, {pupil}), (editor, {pupil, editor})):
        request.user = user
        assert set(owners(request)) == named
