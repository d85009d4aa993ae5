"""Redaktion publishes; pupils write in their corner, see nothing else and publish nothing."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupApprovalTask, GroupPagePermission, Workflow, WorkflowTask

from accounts.models import ApprovalTask
from accounts.rights import permission
from accounts.roles import (
    ALARM,
    APPROVERS,
    EDITORS,
    MODERATORS,
    PUPILS,
    ROLES,
    TEACHERS,
    TECHNICIANS,
    WORKFLOW,
    make_roles,
    own_collection,
)
from cms.models import Picture
from news.models import NewsPage
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory


@pytest.fixture
def corner(home):
    corner = NewsIndexPageFactory(parent=home, title="Die Haselmaus", slug="schuelerzeitung")
    make_roles(school_corner=corner)
    return corner


def sign_in(client, django_user_model, role):
    user = django_user_model.objects.create_user(role.lower())
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


@pytest.fixture
def pupil(client, corner, django_user_model):
    return sign_in(client, django_user_model, PUPILS)


@pytest.fixture
def editor(client, corner, django_user_model):
    return sign_in(client, django_user_model, EDITORS)


@pytest.fixture
def foreign(home):
    """A published page outside the pupils' corner, with a draft that nobody has seen."""
    newsroom = NewsIndexPageFactory(parent=home, title="Aktuelles", slug="aktuelles")
    page = NewsPageFactory(parent=newsroom, title="Haushalt", teaser="GEHEIMNIS")
    page.title = "Haushalt geheim"
    page.save_revision()
    return page


def formset(name, *rows):
    """The fields of an inline panel with these rows."""
    sizes = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return {f"{name}-{key}": str(value) for key, value in sizes.items()} | {
        f"{name}-{number}-{key}": value
        for number, row in enumerate(rows)
        for key, value in {"id": "", "ORDER": str(number + 1), "DELETE": "", **row}.items()
    }


def news_fields(**fields):
    body = {
        "body-count": "0",
        "teaser": "Worum es geht",
        "date": "2026-11-01",
        **formset("authors", {"name": "Mia K."}),
    }
    body |= formset("related") | formset("press_photos")
    return {"title": "Unser Pausenhof", "slug": "pausenhof", **body, **fields}


def test_making_roles_twice_changes_nothing(corner):
    before = (Group.objects.count(), GroupPagePermission.objects.count(), Workflow.objects.count())
    make_roles(school_corner=corner)
    assert before == (Group.objects.count(), GroupPagePermission.objects.count(), Workflow.objects.count())
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)


def test_what_was_ticked_in_a_role_beside_the_table_is_gone_after_the_next_run(corner):
    pupils = Group.objects.get(name=PUPILS)
    pupils.permissions.add(permission("accounts", "change_user"))
    GroupPagePermission.objects.create(
        group=pupils, page=corner.get_parent(), permission=permission("wagtailcore", "publish_page")
    )
    make_roles(school_corner=corner)
    assert [right.codename for right in pupils.permissions.all()] == ["access_admin"]
    assert {grant.page_id for grant in pupils.page_permissions.all()} == {corner.pk}


def test_the_way_of_a_pupils_text_leads_past_the_teacher_and_then_the_town(corner):
    tasks = [link.task.specific for link in corner.get_workflow().workflow_tasks.order_by("sort_order")]
    assert [sorted(group.name for group in task.groups.all()) for task in tasks] == [[TEACHERS], [APPROVERS, EDITORS]]
    assert [task.name for task in Workflow.objects.get(name=WORKFLOW).tasks] == [WORKFLOW]


def test_a_step_that_an_older_town_had_makes_room_for_the_new_one(home):
    make_roles()
    workflow = Workflow.objects.get(name=WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name=WORKFLOW), sort_order=0)
    make_roles()
    assert [type(task.specific) for task in workflow.tasks] == [ApprovalTask]


@pytest.mark.parametrize("role", sorted(ROLES))
def test_everybody_with_a_role_gets_into_the_interface(client, corner, django_user_model, role):
    sign_in(client, django_user_model, role)
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("role", [APPROVERS, TEACHERS, MODERATORS, ALARM, TECHNICIANS, PUPILS])
def test_only_editors_publish_by_themselves(corner, django_user_model, role):
    user = django_user_model.objects.create_user("x")
    user.groups.add(Group.objects.get(name=role))
    page = NewsPageFactory(parent=corner, live=False)
    assert not page.permissions_for_user(user).can_publish()


def test_technicians_look_after_people_and_roles(client, corner, django_user_model):
    sign_in(client, django_user_model, TECHNICIANS)
    addresses = [
        "/admin/users/",
        "/admin/groups/",
        "/admin/collections/",
        "/admin/workflows/list/",
        "/admin/redirects/",
        "/admin/sites/",
        "/admin/jobs/schedule/",
        "/admin/settings/cms/townsettings/",
        "/admin/hand-over/",
        "/admin/snippets/accounts/deputy/",
        "/admin/snippets/accounts/groupterm/",
        "/admin/snippets/directory/departmentrole/",
    ]
    answers = {address: client.get(address, follow=True).status_code for address in addresses}
    assert answers == dict.fromkeys(addresses, 200)


def test_moderators_read_messages_and_change_no_page(client, corner, django_user_model):
    user = sign_in(client, django_user_model, MODERATORS)
    assert client.get("/admin/snippets/cms/visitormessage/").status_code == 200
    assert not corner.permissions_for_user(user).can_edit()


def test_an_editor_publishes(client, editor, corner):
    address = f"/admin/pages/add/news/newspage/{corner.pk}/"
    assert client.post(address, news_fields(**{"action-publish": "1"})).status_code == 302
    assert NewsPage.objects.get(slug="pausenhof").live


def test_a_pupil_writes_and_submits_but_whatever_is_sent_nothing_is_published(client, pupil, corner):
    address = f"/admin/pages/add/news/newspage/{corner.pk}/"
    past = {"go_live_at": "2020-01-01 00:00"}
    assert client.post(address, news_fields(**{"action-publish": "1", **past})).status_code == 302
    page = NewsPage.objects.get(slug="pausenhof")
    assert not page.live
    edit = f"/admin/pages/{page.pk}/edit/"
    client.post(edit, news_fields(**{"action-publish": "1", **past}))
    client.post(edit, news_fields(**{"action-submit": "1"}))
    page.refresh_from_db()
    assert not page.live
    assert page.current_workflow_state is not None
    client.post(f"/admin/pages/workflow/action/{page.pk}/approve/{page.current_workflow_task_state.pk}/", {})
    page.refresh_from_db()
    assert not page.live


def test_a_pupil_sees_the_corner_and_nothing_else(client, pupil, corner, foreign):
    html = client.get(f"/admin/pages/{corner.pk}/").text
    assert "Die Haselmaus" in html
    assert "Haushalt" not in html
    assert "GEHEIMNIS" not in html


def test_bulk_actions_work_on_own_pages(client, pupil, editor, corner, foreign):
    own = NewsPageFactory(parent=corner)
    assert client.get(f"/admin/bulk/wagtailcore/page/move/?id={own.pk}").status_code == 200
    assert client.get(f"/admin/bulk/wagtailcore/page/delete/?id=all&childOf={corner.pk}").status_code == 200


def test_pupils_upload_into_their_collection_only(client, pupil, corner):
    own = own_collection(PUPILS)
    foreign = Collection.get_first_root_node().add_child(name="Rat")
    html = client.get("/admin/images/add/").text
    assert "Rat</option>" not in html
    content = get_test_image_file().file.getvalue()
    for collection in (foreign, own):
        file = ContentFile(content, name="hof.png")
        client.post(
            "/admin/images/add/",
            {"title": "Hof", "description": "Hof", "recognisable": 0, "file": file, "collection": collection.pk},
        )
    assert Picture.objects.exists()
    assert not Picture.objects.exclude(collection=own).exists()


@pytest.mark.parametrize(
    "address",
    ["/admin/reports/page-types-usage/", "/admin/choose-page/", "/admin/api/main/images/", "/admin/api/main/pages/"],
)
def test_editors_see_all_of_it(client, editor, foreign, address):
    assert client.get(address).status_code == 200
