"""Comments, locks, comparison and history: what Wagtail brings, with our roles, in a pupil's own corner and beside it."""

import pytest
from wagtail.models import Comment

from accounts.roles import APPROVERS, EDITORS, PUPILS, TEACHERS, make_roles
from news.models import NewsPage
from tests.accounts.test_roles import formset, news_fields
from tests.attacks import signed_in
from tests.factories.approvals import hand_in, person
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory

OWN_CORNER = [PUPILS, TEACHERS, EDITORS]


@pytest.fixture
def corner(home):
    corner = NewsIndexPageFactory(parent=home, title="Die Haselmaus", slug="schuelerzeitung")
    make_roles(school_corner=corner)
    return corner


@pytest.fixture
def item(corner):
    """A pupil's item in two versions."""
    item = NewsPageFactory(parent=corner, title="Pausenhof", slug="pausenhof", live=False)
    mia = person("mia", PUPILS)
    item.save_revision(user=mia)
    item.title = "Unser Pausenhof"
    item.save_revision(user=mia)
    return NewsPage.objects.get(pk=item.pk)


def comment_on_the_title(text):
    row = {"contentpath": "title", "text": text, "position": "", "resolved": ""}
    replies = {f"comments-0-{name}": value for name, value in formset("replies").items()}
    return news_fields(**formset("comments", row), **replies)


@pytest.mark.parametrize("role", OWN_CORNER)
def test_comments_are_written_and_read(item, role):
    client = signed_in(person("x", role))
    client.post(f"/admin/pages/{item.pk}/edit/", comment_on_the_title("Welcher Hof ist gemeint?"))
    comment = Comment.objects.get(page=item.pk)
    assert (comment.text, comment.contentpath, comment.user.username) == ("Welcher Hof ist gemeint?", "title", "x")
    reader = signed_in(person("y", PUPILS))
    assert "Welcher Hof ist gemeint?" in reader.get(f"/admin/pages/{item.pk}/edit/").text


@pytest.mark.parametrize("role", [EDITORS, TEACHERS])
def test_a_lock_keeps_others_out_until_it_is_lifted(item, role):
    keeper, pupil = signed_in(person("x", role)), signed_in(item.owner or person("y", PUPILS))
    edit = f"/admin/pages/{item.pk}/edit/"
    keeper.post(f"/admin/pages/{item.pk}/lock/")
    pupil.post(edit, news_fields(title="Trotzdem"))
    assert NewsPage.objects.get(pk=item.pk).get_latest_revision_as_object().title == "Unser Pausenhof"
    keeper.post(f"/admin/pages/{item.pk}/unlock/")
    pupil.post(edit, news_fields(title="Jetzt wieder"))
    assert NewsPage.objects.get(pk=item.pk).get_latest_revision_as_object().title == "Jetzt wieder"


def test_a_pupil_locks_nothing(item):
    signed_in(person("x", PUPILS)).post(f"/admin/pages/{item.pk}/lock/")
    assert not NewsPage.objects.get(pk=item.pk).locked


def test_what_waits_is_changed_by_those_who_decide_alone(item):
    pupil = person("x", PUPILS)
    hand_in(item.get_latest_revision_as_object(), pupil)
    edit = f"/admin/pages/{item.pk}/edit/"
    signed_in(pupil).post(edit, news_fields(title="Heimlich"))
    assert NewsPage.objects.get(pk=item.pk).get_latest_revision_as_object().title == "Unser Pausenhof"
    signed_in(person("y", TEACHERS)).post(edit, news_fields(title="Mit Hilfe"))
    assert NewsPage.objects.get(pk=item.pk).get_latest_revision_as_object().title == "Mit Hilfe"


@pytest.mark.parametrize("role", OWN_CORNER)
def test_two_versions_are_compared(item, role):
    first, second = item.revisions.order_by("pk")
    response = signed_in(person("x", role)).get(f"/admin/pages/{item.pk}/revisions/compare/{first.pk}...{second.pk}/")
    assert response.status_code == 200
    assert '<span class="addition">Unser' in response.text


@pytest.mark.parametrize("role", OWN_CORNER)
def test_the_history_names_every_version(item, role):
    signed_in(item.revisions.first().user).post(f"/admin/pages/{item.pk}/edit/", news_fields(title="Dritte Fassung"))
    response = signed_in(person("x", role)).get(f"/admin/pages/{item.pk}/history/")
    assert response.status_code == 200
    assert f"/admin/pages/{item.pk}/revisions/compare/" in response.text


def test_whoever_decides_compares_and_looks_back_while_it_waits(item):
    hand_in(item, person("y", PUPILS))
    item.current_workflow_task_state.approve(user=person("z", TEACHERS))
    client = signed_in(person("x", APPROVERS))
    versions = f"/admin/pages/{item.pk}/revisions/compare/earliest...latest/"
    for address in (f"/admin/pages/{item.pk}/history/", versions, f"/admin/pages/{item.pk}/view_draft/"):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("what", ["history/", "revisions/compare/earliest...latest/", "edit/"])
def test_a_pupil_sees_nothing_of_it_elsewhere(item, home, what):
    newsroom = NewsIndexPageFactory(parent=home, title="Aktuelles", slug="aktuelles")
    foreign = NewsPageFactory(parent=newsroom)
    foreign.save_revision()
    response = signed_in(person("x", PUPILS)).get(f"/admin/pages/{foreign.pk}/{what}")
    assert response.status_code == 302
    assert response.url == "/admin/"
