"""Pupils read why a text came back as soon as they open it."""

import pytest
from django.contrib.auth.models import Group

from accounts.roles import PUPILS, TEACHERS, make_roles
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory

pytestmark = pytest.mark.django_db
REASON = "Bitte frag noch den Hausmeister <b>, ob das stimmt."


@pytest.fixture
def item(home, django_user_model):
    """Handed in by a pupil and sent back by the teacher."""
    corner = NewsIndexPageFactory(parent=home, slug="schuelerzeitung", kind="school")
    make_roles(school_corner=corner)
    pupil, teacher = (django_user_model.objects.create_user(role.lower()) for role in (PUPILS, TEACHERS))
    pupil.groups.add(Group.objects.get(name=PUPILS))
    teacher.groups.add(Group.objects.get(name=TEACHERS))
    item = NewsPageFactory(parent=corner, live=False, owner=pupil)
    item.save_revision(user=pupil)
    item.get_workflow().start(item, pupil)
    step = item.current_workflow_task_state
    step.task.specific.on_action(step, teacher, "reject", comment=REASON)
    return item


def opened(client, django_user_model, item):
    client.force_login(django_user_model.objects.get(username=PUPILS.lower()))
    return client.get(f"/admin/pages/{item.pk}/edit/").text


def test_the_reason_stands_above_the_form(client, django_user_model, item):
    html = opened(client, django_user_model, item)
    assert "Bitte frag noch den Hausmeister &lt;b&gt;" in html


def test_it_is_gone_when_the_page_is_handed_in_again(client, django_user_model, item):
    item.current_workflow_state.resume(django_user_model.objects.get(username=PUPILS.lower()))
    assert "<q>" not in opened(client, django_user_model, item)
