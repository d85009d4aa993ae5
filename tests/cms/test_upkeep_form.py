"""The care for a page in the editors' form."""

from datetime import date

import pytest
from wagtail.models import Page

from accounts.roles import make_roles
from cms.models import StandardPage, Upkeep
from cms.upkeep import upkeep_of
from directory.models import DepartmentRole
from tests.attacks import person
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import DepartmentFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.service_catalogue import ServiceIndexPageFactory, ServicePageFactory

FIELDS = {"title": "Satzung", "slug": "satzung", "teaser": "", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
FIELDS |= {"body-count": 0}


@pytest.fixture
def kept(home):
    """A published page that must be read again."""
    page = StandardPageFactory(parent=home, title="Satzung", slug="satzung")
    page.save_revision().publish()
    Upkeep.objects.filter(page=page).update(reviewed_on=date(2024, 1, 1), due_on=date(2025, 1, 1))
    return page


@pytest.fixture
def editor(home):
    make_roles()
    return person("redaktion", "Redaktion")


@pytest.fixture
def clerk(editor, kept):
    role = DepartmentRole.objects.create(department=DepartmentFactory(name="Bauamt"), branch=kept)
    return person("bauer", role.group.name)


def address(page):
    return f"/admin/pages/{page.pk}/edit/"


def names(client, page):
    return set(client.get(address(page)).context["form"].fields)


def test_a_draft_keeps_the_public_version_and_changes_the_care_at_once(client, editor, kept, clerk):
    client.force_login(editor)
    wanted = {"owner": clerk.pk, "review_kind": "history", "keeper_email": "archiv@town.example"}
    client.post(address(kept), FIELDS | wanted | {"title": "Neue Satzung"})
    upkeep = Upkeep.objects.get(page=kept)
    assert (upkeep.kind, upkeep.due_on) == ("history", date(2027, 1, 1))
    assert upkeep.keeper_email == "archiv@town.example"
    assert Page.objects.get(pk=kept.pk).owner == clerk
    assert StandardPage.objects.get(pk=kept.pk).title == "Satzung"


def test_the_tick_says_that_all_is_still_true(client, editor, kept):
    client.force_login(editor)
    assert "is_still_true" in names(client, kept)
    client.post(address(kept), FIELDS | {"review_kind": "usual", "is_still_true": "on"})
    upkeep = Upkeep.objects.get(page=kept)
    assert (upkeep.is_due, upkeep.reviewed_by) == (False, "redaktion")
    client.post(address(kept), FIELDS | {"review_kind": "usual"})
    assert Upkeep.objects.get(page=kept).reviewed_by == "redaktion"


def test_a_name_without_an_address_is_no_keeper(client, editor, kept):
    client.force_login(editor)
    answer = client.post(address(kept), FIELDS | {"review_kind": "usual", "keeper_name": "Frau Lang"})
    assert "keeper_email" in answer.context["form"].errors
    assert not Upkeep.objects.get(page=kept).keeper_name


def test_who_publishes_nothing_says_that_it_is_true_and_no_more(client, clerk, kept):
    client.force_login(clerk)
    assert names(client, kept) & {"owner", "keeper_email", "review_kind", "is_still_true"} == {"is_still_true"}
    client.post(address(kept), FIELDS | {"review_kind": "never", "owner": clerk.pk, "is_still_true": "on"})
    upkeep = Upkeep.objects.get(page=kept)
    assert (upkeep.kind, upkeep.reviewed_by) == ("usual", "bauer")
    assert Page.objects.get(pk=kept.pk).owner is None


def test_news_ask_for_no_check(client, editor, home):
    item = NewsPageFactory(parent=NewsIndexPageFactory(parent=home))
    client.force_login(editor)
    assert "is_still_true" not in names(client, item)
    assert 'class="cms-upkeep"' not in client.get(address(item)).text


def test_a_new_page_is_kept_as_its_form_says(client, editor, home):
    client.force_login(editor)
    form = client.get(f"/admin/pages/add/cms/standardpage/{home.pk}/").context["form"]
    assert "is_still_true" not in form.fields
    client.post(
        f"/admin/pages/add/cms/standardpage/{home.pk}/",
        FIELDS | {"owner": editor.pk, "review_kind": "law", "action-publish": "1"},
    )
    upkeep = upkeep_of(StandardPage.objects.get(slug="satzung"))
    assert (upkeep.kind, upkeep.reviewed_by, upkeep.keeper.user) == ("law", "redaktion", editor)


def test_the_form_says_who_read_it_last(client, editor, kept):
    Upkeep.objects.update(reviewed_by="Eva Kern")
    client.force_login(editor)
    text = client.get(address(kept)).text
    assert 'class="cms-upkeep"' in text
    assert "Eva Kern" in text


def test_the_form_does_not_look_at_the_department_before_the_editor_has_chosen_one(client, editor, home):
    service = ServicePageFactory(parent=ServiceIndexPageFactory(parent=home), department=None)
    client.force_login(editor)
    form = client.get(address(service)).context["form"]
    assert "current_departments" not in vars(form.instance)
