"""Errors stop publishing on every way, warnings are said afterwards, drafts are always saved; each line leads to its place."""

from html import unescape

import pytest
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.checks import anchors, checking
from cms.checks.content_checker import ContentChecker
from cms.checks.findings import Finding, Severity
from cms.models import BasePage, HomePage, StandardPage
from tests.factories.cms import StandardPageFactory
from tests.factories.consents import PictureFactory
from tests.factories.news import NewsPageFactory

pytestmark = pytest.mark.django_db

BULK = "/admin/bulk/wagtailcore/page/publish/"


@pytest.fixture
def draft(home):
    """Not published, and with an error: its picture is not described."""
    page = StandardPageFactory(parent=home, title="Neuer Radweg", live=False, picture=PictureFactory(description=""))
    page.save_revision()
    return page


def form_of(page, *blocks, **values):
    described = {
        "title": page.title,
        "slug": page.slug,
        "teaser": page.teaser,
        "picture": str(page.picture_id or ""),
        "body": streamfield(blocks),
        "seo_title": "",
        "search_description": "",
    }
    return nested_form_data({**described, **values})


def send(client, page, *blocks, action="action-publish", **values):
    return client.post(f"/admin/pages/{page.pk}/edit/", {**form_of(page, *blocks, **values), action: "1"})


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def hint(html):
    return ("paragraph", rich_text(html))


def test_publishing_an_error_is_refused_at_its_field(admin_client, draft):
    response = send(admin_client, draft)
    assert response.status_code == 200
    assert not is_live(draft)
    assert len(response.context["form"].errors["picture"]) == 1
    assert "findings__list--error" in response.text
    assert f'href="{anchors.anchor_of(StandardPage, "picture")}"' in response.text


def test_a_draft_with_the_error_is_saved(admin_client, draft):
    assert send(admin_client, draft, action="action-save", teaser="Anders.").status_code == 302
    assert StandardPage.objects.get(pk=draft.pk).get_latest_revision_as_object().teaser == "Anders."


def test_what_is_in_order_is_published_without_a_word(admin_client, draft):
    response = send(admin_client, draft, picture="")
    assert response.status_code == 302
    assert is_live(draft)
    assert "<li>" not in "".join(map(str, admin_client.get(response.url).context["messages"]))


def test_warnings_are_said_after_publishing_and_lead_to_their_place(admin_client, draft):
    body = hint('<p><a href="https://town.example/">hier</a></p>')
    response = send(admin_client, draft, body, picture="")
    assert is_live(draft)
    page = StandardPage.objects.get(pk=draft.pk)
    said = "".join(map(str, admin_client.get(response.url).context["messages"]))
    assert anchors.address_of(page, "body", page.body[0].id) in said


def test_a_title_with_markup_is_shown_as_text(admin_client, draft):
    response = send(
        admin_client, draft, hint('<p><a href="https://town.example/">https://&lt;b&gt;</a></p>'), picture=""
    )
    said = "".join(map(str, admin_client.get(response.url).context["messages"]))
    assert "<b>" not in said
    assert "<b>" in unescape(said)


def test_a_click_leads_to_the_block(admin_client, home):
    body = [{"type": "heading", "value": "Seite", "id": "7d2c"}]
    page = StandardPageFactory(parent=home, title="Seite", body=body)
    assert 'href="#block-7d2c-section"' in admin_client.get(f"/admin/pages/{page.pk}/edit/").text


@pytest.mark.parametrize("field", ["title", "teaser", "picture", "body"])
def test_every_field_of_a_rule_stands_in_the_form(admin_client, draft, field):
    anchor = anchors.anchor_of(StandardPage, field)
    assert f'id="{anchor[1:]}"' in admin_client.get(f"/admin/pages/{draft.pk}/edit/").text


def test_every_page_type_shows_the_checks_at_the_top(admin_client, home):
    news = NewsPageFactory(parent__parent=home)
    for page in (home, news, news.get_parent()):
        assert 'id="findings"' in admin_client.get(f"/admin/pages/{page.pk}/edit/").text
    assert anchors.anchor_of(HomePage, "body")
    assert anchors.anchor_of(HomePage, "nothing") == ""


def test_the_list_is_fetched_anew_by_those_who_may_edit(admin_client, client, draft, django_user_model):
    address = reverse("cms_checks:of_page", args=[draft.pk])
    assert "<small>B1</small>" in admin_client.get(address).text
    client.force_login(django_user_model.objects.create_user("fremd", "fremd@town.example", "secret"))
    assert client.get(address).status_code == 302


def test_many_pages_are_published_all_or_none(admin_client, home, draft):
    fine = StandardPageFactory(parent=home, live=False)
    fine.save_revision()
    response = admin_client.post(f"{BULK}?id={fine.pk}&id={draft.pk}", {"next": "/admin/"}, follow=True)
    assert "Neuer Radweg" in response.text
    assert not is_live(fine)
    admin_client.post(f"{BULK}?id={fine.pk}")
    assert is_live(fine)


def test_a_published_page_with_errors_is_copied_as_a_draft_only(admin_client, draft):
    draft.get_latest_revision().publish()  # as an import does
    address = reverse("wagtailadmin_pages:copy", args=[draft.pk])
    copy = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": draft.get_parent().pk, "alias": ""}
    admin_client.post(address, {**copy, "publish_copies": "on"})
    assert not Page.objects.filter(slug="kopie").exists()
    admin_client.post(address, copy)
    assert not Page.objects.get(slug="kopie").live


@pytest.fixture
def workflow(home):
    """Handing in asks the administrators."""
    task = GroupApprovalTask.objects.create(name="Prüfung")
    workflow = Workflow.objects.create(name="Prüfung")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(page=home, workflow=workflow)
    return workflow


def test_handing_in_is_possible_with_errors(admin_client, workflow, draft):
    assert send(admin_client, draft, action="action-submit").status_code == 302
    assert draft.workflow_in_progress


@pytest.fixture
def demand(monkeypatch):
    """A room demands something of all pages; gives the function that says what it finds."""
    monkeypatch.setattr(checking, "_checks", list(checking._checks))
    found = []

    @checking.finds(BasePage)
    def nothing_yet(pages):
        return ([*found] for _page in pages)

    return found.append


def test_what_may_not_even_be_handed_in_is_refused_there(admin_client, workflow, draft, demand):
    demand(Finding("X1", Severity.ERROR, "title", "So nicht.", before_approval=True))
    response = send(admin_client, draft, action="action-submit")
    assert response.context["form"].errors["title"] == ["So nicht."]
    assert not draft.workflow_in_progress
    assert send(admin_client, draft, action="action-save").status_code == 302


def test_a_room_adds_findings_of_its_own_to_all_others(draft, demand):
    demand(Finding("X1", Severity.WARNING, "title", "So besser nicht."))
    demand(Finding("X1", Severity.WARNING, "title", "So besser nicht."))
    assert [finding.rule for finding in checking.check(draft)] == ["B1", "X1"]
    assert [finding.rule for finding in checking.errors(draft)] == ["B1"]


def test_a_slip_in_a_rule_keeps_nobody_from_her_page(draft, monkeypatch, caplog):
    monkeypatch.setattr("cms.checks.pictures._poor", None)
    draft.picture.description = "Ein Weg"
    draft.picture.save()
    assert checking.check(draft) == []
    assert "B3" in caplog.text


def test_wagtails_own_check_of_the_rendered_page_asks_for_more(admin_client, draft):
    response = admin_client.get(f"/admin/pages/{draft.pk}/edit/")
    assert "image-redundant-alt" in response.text
    assert set(ContentChecker.axe_run_only) <= {*ContentChecker.axe_messages}
