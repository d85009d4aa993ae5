"""The teacher approves first, the town second; nobody approves what they last edited; a reason comes with what is sent back."""

import pytest
from wagtail.models import PageLogEntry, Task

from accounts.approval import REFUSED
from accounts.roles import APPROVERS, EDITORS, PUPILS, TEACHERS, make_roles
from news.models import NewsPage
from tests.accounts.test_roles import news_fields
from tests.attacks import person, signed_in
from tests.factories.news import NewsIndexPageFactory


@pytest.fixture
def corner(home):
    corner = NewsIndexPageFactory(parent=home, title="Die Haselmaus", slug="schuelerzeitung")
    make_roles(school_corner=corner)
    return corner


@pytest.fixture
def submitted(corner):
    """A page that a pupil has written and handed in."""
    client = signed_in(person("mia", PUPILS))
    client.post(f"/admin/pages/add/news/newspage/{corner.pk}/", news_fields(**{"action-submit": "1"}))
    return NewsPage.objects.get(slug="pausenhof")


def act(user, page, action, **fields):
    page = NewsPage.objects.get(pk=page.pk)
    address = f"/admin/pages/workflow/action/{page.pk}/{action}/{page.current_workflow_task_state.pk}/"
    return signed_in(user).post(address, fields)


def fresh(page):
    return NewsPage.objects.get(pk=page.pk)


def test_it_is_public_after_the_teacher_and_the_town(submitted):
    act(person("lehrerin", TEACHERS), submitted, "approve")
    assert not fresh(submitted).live
    act(person("freigabe", APPROVERS), submitted, "approve")
    assert fresh(submitted).live


def test_the_town_cannot_come_before_the_teacher(submitted):
    act(person("freigabe", APPROVERS), submitted, "approve")
    page = fresh(submitted)
    assert not page.live
    assert page.current_workflow_task.name == TEACHERS


def test_a_pupil_cannot_approve(submitted):
    act(person("ben", PUPILS), submitted, "approve")
    assert fresh(submitted).current_workflow_task.name == TEACHERS


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_approves_what_they_last_edited(submitted, superuser):
    teacher = person("lehrerin", TEACHERS)
    teacher.is_superuser = superuser
    teacher.save()
    signed_in(teacher).post(f"/admin/pages/{submitted.pk}/edit/", news_fields(title="Unser neuer Pausenhof"))
    page = fresh(submitted)
    assert page.get_latest_revision().user == teacher
    assert "approve" not in [name for name, _label, _modal in page.current_workflow_task.get_actions(page, teacher)]
    act(teacher, page, "approve")
    assert fresh(page).current_workflow_task.name == TEACHERS
    act(person("lehrer", TEACHERS), page, "approve")
    assert fresh(page).current_workflow_task.name != TEACHERS


def test_the_form_as_it_was_is_no_change_and_so_can_be_approved_in_it(submitted):
    """An hour of many approvers: they read the text in the form and press the button there."""
    author = submitted.get_latest_revision_as_object().authors.get()
    fields = news_fields(**{"action-workflow-action": "1", "workflow-action-name": "approve"})
    fields |= {"authors-INITIAL_FORMS": "1", "authors-0-id": str(author.pk), "authors-0-ORDER": "1"}
    for name, role in (("lehrerin", TEACHERS), ("freigabe", APPROVERS)):
        signed_in(person(name, role)).post(f"/admin/pages/{submitted.pk}/edit/", fields)
    page = fresh(submitted)
    assert page.live
    assert page.get_latest_revision().user.username == "mia"


def test_to_change_and_approve_in_one_click_saves_the_change_and_approves_nothing(submitted):
    teacher = person("lehrerin", TEACHERS)
    fields = news_fields(title="Geändert", **{"action-workflow-action": "1", "workflow-action-name": "approve"})
    signed_in(teacher).post(f"/admin/pages/{submitted.pk}/edit/", fields)
    page = fresh(submitted)
    assert page.get_latest_revision_as_object().title == "Geändert"
    assert page.current_workflow_task.name == TEACHERS
    assert PageLogEntry.objects.filter(page=page.pk, action=REFUSED, user=teacher).exists()


def test_what_is_sent_back_comes_with_a_reason(submitted):
    teacher = person("lehrerin", TEACHERS)
    act(teacher, submitted, "reject")
    assert fresh(submitted).current_workflow_state.status == "in_progress"
    act(teacher, submitted, "reject", comment="Der Name der Lehrerin ist falsch.")
    state = fresh(submitted).current_workflow_state
    assert state.status == "needs_changes"
    assert state.current_task_state.comment == "Der Name der Lehrerin ist falsch."


def test_corrected_and_handed_in_again_it_goes_on_with_the_teacher(submitted):
    teacher, pupil = person("lehrerin", TEACHERS), submitted.owner
    act(teacher, submitted, "reject", comment="Zu lang.")
    signed_in(pupil).post(f"/admin/pages/{submitted.pk}/edit/", news_fields(title="Kürzer", **{"action-submit": "1"}))
    assert fresh(submitted).current_workflow_task.name == TEACHERS
    act(teacher, submitted, "approve")
    act(person("redaktion", EDITORS), submitted, "approve")
    page = fresh(submitted)
    assert page.live
    assert page.title == "Kürzer"


def test_where_all_steps_are_switched_off_nothing_is_published_by_handing_it_in(corner):
    Task.objects.update(active=False)
    client = signed_in(person("mia", PUPILS))
    client.post(f"/admin/pages/add/news/newspage/{corner.pk}/", news_fields(**{"action-submit": "1"}))
    assert not NewsPage.objects.filter(slug="pausenhof", live=True).exists()
