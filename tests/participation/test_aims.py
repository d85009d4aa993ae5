"""“What would you like to achieve?”: the right pages as drafts, for whoever may make them, once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.utils import timezone
from wagtail.models import GroupPagePermission, Site

from cms.town import TownSettings
from participation.aims.catalogue import AIMS
from participation.aims.hooks import ask_after_creating
from participation.models import IdeaCollectionPage, ModulePage, PollPage, WallPage
from participation.polls.questions import questions_in
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home), title="Marktplatz")


def address(project):
    return f"/admin/participation/aims/{project.pk}/"


def sending(client, project):
    return client.get(address(project)).context["form"]["sending"].value()


def choose(client, project, *aims, **more):
    data = {"aims": aims, "sending": sending(client, project), **more}
    return client.post(address(project), data)


def with_rights(client, django_user_model, page, *rights):
    """Somebody of the interface with these rights on this page and below."""
    user = django_user_model.objects.create_user("anna", "anna@town.example", "secret")
    group = Group.objects.create(name="Planung")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for right in rights:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{right}_page")
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user.groups.add(group)
    client.force_login(user)
    return user


def test_two_aims_make_two_drafts_and_lead_to_the_first(admin_client, project):
    assert not admin_client.get(address(project)).context["has_more"]
    assert not ModulePage.objects.exists()
    response = choose(admin_client, project, "choose", "hall")
    wall, poll = ModulePage.objects.child_of(project).order_by("path")
    assert (wall.specific_class, poll.specific_class) == (WallPage, PollPage)
    assert response.url == f"/admin/pages/{wall.pk}/edit/"
    assert (wall.live, poll.live) == (False, False)
    assert (wall.identity, wall.moderation) == ("open", "after")
    assert poll.identity == "account"
    assert timezone.localtime(wall.opens_at).hour == 18
    assert poll.opens_at < poll.closes_at
    assert admin_client.get(response.url).status_code == 200


@pytest.mark.parametrize("aim", AIMS, ids=lambda aim: aim.name)
def test_every_aim_makes_a_page_that_its_form_takes(aim, project, admin_client, django_user_model):
    """Saved as it is, the draft could be published: nothing that its form demands is missing."""
    choose(admin_client, project, aim.name)
    page = ModulePage.objects.get().specific.get_latest_revision_as_object()
    page.full_clean()
    for name in ("questions", "draft"):
        if hasattr(page, name):
            stream = getattr(page, name)
            stream.stream_block.clean(stream)
            assert len(stream)
    if isinstance(page, IdeaCollectionPage):
        assert page.categories.count() == (3 if aim.name == "places" else 0)


def test_names_of_questions_stay_from_the_draft_on(admin_client, project):
    choose(admin_client, project, "choose")
    poll = PollPage.objects.get()
    [stored] = questions_in(poll.questions)
    [again] = questions_in(poll.get_latest_revision_as_object().questions)
    assert stored == again
    assert len(stored.options) == 2


def test_a_double_click_makes_one(admin_client, project):
    key = sending(admin_client, project)
    first = choose(admin_client, project, "hall", sending=key)
    second = choose(admin_client, project, "hall", sending=key)
    assert first.url == second.url
    assert WallPage.objects.count() == 1
    choose(admin_client, project, "hall")
    assert WallPage.objects.count() == 2


def test_without_a_tick_nothing_is_made(admin_client, project):
    response = choose(admin_client, project)
    assert response.status_code == 422
    assert response.context["form"].errors["aims"]
    assert choose(admin_client, project, "unheard-of").status_code == 422
    assert not ModulePage.objects.exists()


def test_a_project_with_its_own_days_says_when(admin_client, project):
    today = timezone.localdate()
    project.starts, project.ends = today + timedelta(days=30), today + timedelta(days=35)
    project.save()
    choose(admin_client, project, "ideas")
    page = ModulePage.objects.get()
    assert timezone.localdate(page.opens_at) == project.starts
    assert timezone.localdate(page.closes_at - timedelta(seconds=1)) == project.ends


def test_a_result_is_promised_in_the_draft_of_the_project_and_no_other_day_is_changed(admin_client, project):
    choose(admin_client, project, "ideas")
    closes = timezone.localdate(ModulePage.objects.get().closes_at)
    project.refresh_from_db()
    draft = project.get_latest_revision_as_object()
    assert draft.result_due == closes + timedelta(weeks=6)
    assert project.result_due is None
    choose(admin_client, project, "questions")
    assert project.get_latest_revision_as_object().result_due == draft.result_due


def test_small_towns_choose_among_three_and_find_the_others(admin_client, project):
    TownSettings.objects.update_or_create(site=Site.objects.get(), defaults={"is_small": True})
    context = admin_client.get(address(project)).context
    assert [aim.name for aim in context["aims"]] == ["hall", "ideas", "choose"]
    assert context["has_more"]
    assert choose(admin_client, project, "rank").status_code == 422
    assert len(admin_client.get(address(project) + "?alle=1").context["aims"]) == len(AIMS)


def test_who_may_not_add_pages_is_turned_away(client, project, django_user_model):
    with_rights(client, django_user_model, project, "change")
    assert client.get(address(project)).status_code == 302
    assert client.post(address(project), {"aims": ["hall"], "sending": "x"}).status_code == 302
    assert not ModulePage.objects.exists()
    assert address(project) not in client.get(f"/admin/pages/{project.pk}/edit/").text


def test_who_may_add_but_not_change_the_project_prepares_and_leaves_it_alone(client, project, django_user_model):
    user = with_rights(client, django_user_model, project, "add")
    response = choose(client, project, "hall")
    assert client.get(response.url).status_code == 200
    assert ModulePage.objects.get().owner == user
    assert project.get_latest_revision_as_object().result_due is None


def test_below_other_pages_nobody_asks(admin_client, project):
    assert admin_client.get(address(project.get_parent())).status_code == 404


def test_the_ways_that_lead_there(admin_client, project):
    for path in (
        f"/admin/pages/{project.pk}/edit/",
        f"/admin/pages/{project.pk}/",
        f"/admin/pages/{project.pk}/add_subpage/",
    ):
        assert address(project) in admin_client.get(path).text
    overview = project.get_parent()
    assert "participation/aims" not in admin_client.get(f"/admin/pages/{overview.pk}/edit/").text


def test_whoever_makes_a_project_is_asked_at_once(rf, project, admin_user):
    request = rf.post("/admin/")
    request.user, request.session = admin_user, {}
    request._messages = FallbackStorage(request)
    for page in (project.get_parent(), project):
        ask_after_creating(request, page)
    [message] = get_messages(request)
    assert address(project) in str(message)
