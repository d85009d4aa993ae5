"""Redaktion publishes; pupils write in their corner, see nothing else and publish nothing."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupPagePermission, Workflow

from accounts.roles import ALARM, EDITORS, PUPILS, make_roles, own_collection
from cms.models import File, Picture
from news.models import NewsPage
from tests.factories.cms import VisitorMessageFactory
from tests.factories.directory import DepartmentFactory
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
    body |= formset("related")
    return {"title": "Unser Pausenhof", "slug": "pausenhof", **body, **fields}


def test_making_roles_twice_changes_nothing(corner):
    before = (Group.objects.count(), GroupPagePermission.objects.count(), Workflow.objects.count())
    make_roles(school_corner=corner)
    assert before == (Group.objects.count(), GroupPagePermission.objects.count(), Workflow.objects.count())
    assert set(Group.objects.values_list("name", flat=True)) == {EDITORS, PUPILS, ALARM}


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


FOREIGN_GET = [
    "/admin/pages/{page}/edit/",
    "/admin/pages/{page}/delete/",
    "/admin/pages/{page}/unpublish/",
    "/admin/pages/{page}/copy/",
    "/admin/pages/{page}/move/",
    "/admin/pages/{page}/move/{corner}/confirm/",
    "/admin/pages/{page}/move/{page}/confirm/",
    "/admin/choose-page/chosen-multiple/?id={page}",
    "/admin/pages/{page}/history/",
    "/admin/pages/{page}/view_draft/",
    "/admin/pages/{page}/revisions/{revision}/revert/",
    "/admin/pages/{page}/revisions/{revision}/view/",
    "/admin/pages/{page}/revisions/compare/earliest...latest/",
    "/admin/pages/{page}/usage/",
    "/admin/pages/{page}/privacy/",
    "/admin/pages/{page}/convert_alias/",
    "/admin/pages/add/news/newspage/{parent}/",
    "/admin/pages/add/cms/standardpage/{home}/",
    "/admin/pages/{page}/edit/preview/",
    "/admin/pages/{parent}/reorder/",
    "/admin/bulk/wagtailcore/page/delete/?id={page}",
    "/admin/bulk/wagtailcore/page/publish/?id={page}",
    "/admin/bulk/wagtailcore/page/move/?id={page}",
    "/admin/bulk/wagtailcore/page/delete/?id=all",
    "/admin/bulk/wagtailcore/page/delete/?id=all&childOf={home}",
    "/admin/bulk/wagtailcore/page/delete/?id=all&childOf=abc",
    "/admin/reports/page-types-usage/",
    "/admin/reports/page-types-usage/results/",
    "/admin/service_catalogue/leikakey/history/{page}/",
    "/admin/service_catalogue/importrun/history/{page}/",
    "/admin/pages/workflow/status/{page}/",
    "/admin/translation/submit/page/{page}/",
    "/admin/users/",
    "/admin/groups/",
    "/admin/sites/",
    "/admin/collections/",
    "/admin/redirects/",
    "/admin/workflows/list/",
    "/admin/reports/locked/",
    "/admin/settings/cms/townsettings/",
    "/admin/snippets/directory/department/",
    "/admin/snippets/directory/department/edit/{department}/",
    "/admin/snippets/cms/visitormessage/",
    "/admin/snippets/cms/visitormessage/edit/{message}/",
    "/admin/snippets/choose/cms/visitormessage/",
    "/admin/snippets/choose/cms/visitormessage/chosen/{message}/",
    "/admin/snippets/choose/cms/visitormessage/chosen-multiple/?id={message}",
    "/admin/bulk/cms/visitormessage/delete/?id={message}",
    "/admin/images/{picture}/",
    "/admin/images/{picture}/delete/",
    "/admin/images/usage/{picture}/",
    "/admin/images/{picture}/preview/max-10x10/",
    "/admin/documents/edit/{file}/",
    "/admin/documents/delete/{file}/",
]


@pytest.fixture
def targets(corner, foreign):
    picture = Picture.objects.create(title="Ratssaal", file=get_test_image_file(), description="Der Saal")
    file = File.objects.create(title="Protokoll", file=ContentFile(b"GEHEIMNIS", "protokoll.txt"))
    return {
        "page": foreign.pk,
        "revision": foreign.latest_revision_id or foreign.get_latest_revision().pk,
        "parent": foreign.get_parent().pk,
        "home": corner.get_parent().pk,
        "corner": corner.pk,
        "department": DepartmentFactory(description="GEHEIMNIS").pk,
        "message": VisitorMessageFactory(text="GEHEIMNIS").pk,
        "picture": picture.pk,
        "file": file.pk,
    }


def test_bulk_actions_work_on_own_pages(client, pupil, editor, corner, foreign):
    own = NewsPageFactory(parent=corner)
    assert client.get(f"/admin/bulk/wagtailcore/page/move/?id={own.pk}").status_code == 200
    assert client.get(f"/admin/bulk/wagtailcore/page/delete/?id=all&childOf={corner.pk}").status_code == 200


@pytest.mark.parametrize("address", FOREIGN_GET)
def test_foreign_addresses_are_refused_and_show_nothing(client, pupil, targets, address):
    response = client.get(address.format(**targets))
    assert response.status_code in {302, 403, 404, 405}, response.status_code
    if response.status_code == 302:
        assert not re.search(r"/edit/|/delete/|/copy/", response.url)
    assert "GEHEIMNIS" not in response.text
    assert "Haushalt geheim" not in response.text


@pytest.mark.parametrize(
    "address",
    [
        "/admin/reports/site-history/",
        "/admin/pages/search/?q=Haushalt",
        "/admin/choose-page/search/?q=Haushalt&page_type=news.newspage",
        "/admin/choose-page/{page}/",
        "/admin/",
    ],
)
def test_addresses_that_answer_pupils_show_no_foreign_draft(client, pupil, targets, address):
    response = client.get(address.format(**targets))
    assert response.status_code == 200
    assert "GEHEIMNIS" not in response.text
    assert "Haushalt geheim" not in response.text


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/admin/pages/{page}/edit/", {"title": "Gekapert", "slug": "haushalt", "action-publish": "1"}),
        ("/admin/pages/{page}/delete/", {}),
        ("/admin/pages/{page}/unpublish/", {}),
        ("/admin/pages/{page}/copy/", {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": "{corner}"}),
        ("/admin/pages/{page}/move/{corner}/confirm/", {}),
        ("/admin/pages/{page}/edit/preview/", {"title": "x"}),
        ("/admin/bulk/wagtailcore/page/delete/?id={page}", {}),
        ("/admin/bulk/wagtailcore/page/unpublish/?id={page}", {}),
        ("/admin/images/{picture}/delete/", {}),
        ("/admin/documents/delete/{file}/", {}),
        ("/admin/snippets/directory/department/delete/{department}/", {}),
    ],
)
def test_foreign_things_cannot_be_changed(client, pupil, corner, foreign, targets, address, fields):
    values = {**targets, "corner": corner.pk}
    fields = {name: value.format(**values) for name, value in fields.items()}
    response = client.post(address.format(**values), fields)
    assert response.status_code in {302, 403, 404, 405}
    foreign.refresh_from_db()
    assert foreign.title == "Haushalt"
    assert foreign.live
    assert foreign.get_parent().pk == targets["parent"]
    assert not NewsPage.objects.filter(slug="kopie").exists()
    assert Picture.objects.filter(pk=targets["picture"]).exists()
    assert File.objects.filter(pk=targets["file"]).exists()


def test_pupils_upload_into_their_collection_only(client, pupil, corner):
    own = own_collection(PUPILS)
    foreign = Collection.get_first_root_node().add_child(name="Rat")
    html = client.get("/admin/images/add/").text
    assert "Rat</option>" not in html
    content = get_test_image_file().file.getvalue()
    for collection in (foreign, own):
        file = ContentFile(content, name="hof.png")
        client.post(
            "/admin/images/add/", {"title": "Hof", "description": "Hof", "file": file, "collection": collection.pk}
        )
    assert Picture.objects.exists()
    assert not Picture.objects.exclude(collection=own).exists()


def test_the_admin_api_shows_pupils_no_foreign_draft(client, pupil, foreign):
    response = client.get("/admin/api/main/pages/", {"fields": "*", "for_explorer": "1"})
    assert "Haushalt geheim" not in response.text
    assert "GEHEIMNIS" not in response.text


@pytest.mark.parametrize(
    "address",
    ["/admin/reports/page-types-usage/", "/admin/choose-page/", "/admin/api/main/images/", "/admin/api/main/pages/"],
)
def test_editors_see_all_of_it(client, editor, foreign, address):
    assert client.get(address).status_code == 200
