"""A service with errors does not go live by an editor's hand, whichever way she tries; a draft can always be saved."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from accounts import roles
from service_catalogue import quality
from service_catalogue.importer import import_xzufi
from service_catalogue.models import Area, ServicePage
from service_catalogue.quality import areas
from service_catalogue.quality.surroundings import Surroundings
from tests.factories.service_catalogue import AreaFactory, OnlineServiceFactory, ServicePageFactory
from tests.service_catalogue.form_data import form_of, save

pytestmark = pytest.mark.django_db

WRONG = {"areas": "057700044045"}  # a regional key that does not exist


@pytest.fixture
def message(db, settings):
    """What the rule says about it, in the language of the editors' interface."""
    page = ServicePage()
    page.current_areas = [Area(ars="057700044045")]
    with translation.override(settings.LANGUAGE_CODE):
        return next(areas.exist(page, Surroundings([]))).text


@pytest.fixture
def page_with_error(index_page):
    """A draft that the rules refuse."""
    page = ServicePageFactory(parent=index_page, title="Hund anmelden", live=False)
    page.areas = [AreaFactory(ars="057700044045", name="")]
    page.save_revision()
    page.save()
    return page


def is_live(page):
    return ServicePage.objects.get(pk=page.pk).live


def test_publishing_an_error_is_refused_and_said_at_the_field(admin_client, index_page, message):
    page = ServicePageFactory(parent=index_page, live=False)
    response = save(admin_client, page, publish=True, **WRONG)
    assert response.status_code == 200
    assert not is_live(page)
    form = response.context["form"]
    assert form.errors["areas"] == [message]
    assert len(form.non_field_errors()) == 1
    assert message in unescape(response.text)
    assert '<ul class="findings__list findings__list--error">' in response.text


def test_a_published_page_keeps_its_text_when_the_new_one_is_refused(admin_client, index_page):
    page = ServicePageFactory(parent=index_page, synonyms="vorher")
    assert save(admin_client, page, publish=True, synonyms="nachher", **WRONG).status_code == 200
    assert ServicePage.objects.get(pk=page.pk).synonyms == "vorher"


def test_an_error_in_a_chosen_record_is_named_too(admin_client, index_page):
    page = ServicePageFactory(parent=index_page, live=False)
    online = OnlineServiceFactory(url="http://town.example/antrag/1")
    form = {**form_of(page), "online_services": [str(online.pk)], "action-publish": "1"}
    response = admin_client.post(f"/admin/pages/{page.pk}/edit/", form)
    assert response.status_code == 200
    [error] = response.context["form"].errors["online_services"]
    assert online.name in error
    assert not is_live(page)


def test_an_error_in_a_delivered_fee_is_named_though_the_form_has_no_such_field(
    admin_client, data, index_page, page_of, message
):
    import_xzufi(data / "message-2.2.xml")
    page = page_of("11")
    page.reference.fees = [{"kind": "fixed", "amount": "40"}]
    page.reference.save()
    response = save(admin_client, page, publish=True)
    assert [finding.rule for finding in response.context["form"].findings if finding.is_error] == ["K1"]
    assert len(response.context["form"].non_field_errors()) == 2


def test_a_draft_with_errors_is_saved(admin_client, index_page):
    page = ServicePageFactory(parent=index_page, live=False)
    assert save(admin_client, page, **WRONG).status_code == 302
    saved = ServicePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert [area.ars for area in saved.areas.all()] == ["057700044045"]


def test_a_warning_does_not_stop_anybody(admin_client, index_page):
    page = ServicePageFactory(parent=index_page, live=False)
    assert save(admin_client, page, publish=True).status_code == 302
    assert is_live(page)
    assert "T2" in {finding.rule for finding in quality.check(ServicePage.objects.get(pk=page.pk))}


def test_what_has_been_put_right_is_published(admin_client, page_with_error):
    assert save(admin_client, page_with_error, publish=True).status_code == 302
    assert is_live(page_with_error)


def test_a_new_page_with_errors_is_not_even_made(admin_client, index_page, message):
    address = reverse("wagtailadmin_pages:add", args=["service_catalogue", "servicepage", index_page.pk])
    new = ServicePage(title="Neu", slug="neu", teaser="Kurz.")
    response = admin_client.post(address, {**form_of(new, **WRONG), "action-publish": "1"})
    assert response.status_code == 200
    assert message in unescape(response.text)
    assert not ServicePage.objects.exists()
    assert admin_client.post(address, {**form_of(new, **WRONG)}).status_code == 302
    assert not ServicePage.objects.get().live


def test_a_time_to_go_live_is_refused_like_publishing(admin_client, index_page):
    page = ServicePageFactory(parent=index_page, live=False)
    day = (timezone.localtime() + timedelta(days=3)).strftime("%d.%m.%Y %H:%M")
    assert save(admin_client, page, publish=True, go_live_at=day, **WRONG).status_code == 200
    assert not page.revisions.exclude(approved_go_live_at=None).exists()
    assert save(admin_client, page, publish=True, go_live_at=day).status_code == 302
    assert page.revisions.exclude(approved_go_live_at=None).count() == 1


BULK = "/admin/bulk/wagtailcore/page/publish/"


def test_many_pages_are_published_all_or_none(admin_client, index_page, page_with_error, message):
    fine = ServicePageFactory(parent=index_page, live=False)
    fine.save_revision()
    ids = f"?id={fine.pk}&id={page_with_error.pk}"
    response = admin_client.post(BULK + ids, {"next": "/admin/"}, follow=True)
    assert not is_live(fine)
    assert not is_live(page_with_error)
    assert "Hund anmelden" in response.text
    assert message in unescape(response.text)
    admin_client.post(f"{BULK}?id={fine.pk}")
    assert is_live(fine)


def test_drafts_below_the_chosen_page_count_too(admin_client, index_page, page_with_error):
    admin_client.post(f"{BULK}?id={index_page.pk}", {"include_descendants": "on"})
    assert not is_live(page_with_error)
    admin_client.post(f"{BULK}?id={index_page.pk}")
    assert not is_live(page_with_error)


def test_other_actions_on_many_pages_are_not_hindered(admin_client, page_with_error):
    admin_client.post(f"/admin/bulk/wagtailcore/page/delete/?id={page_with_error.pk}")
    assert not ServicePage.objects.filter(pk=page_with_error.pk).exists()


@pytest.fixture
def workflow(home, django_user_model, client):
    """One approval by the group that the signed-in editor belongs to."""
    group = roles.make_editors()
    task = GroupApprovalTask.objects.create(name="Prüfung")
    task.groups.set([group])
    workflow = Workflow.objects.create(name="Prüfung")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(page=home, workflow=workflow)
    editor = django_user_model.objects.create_user("redaktion", "redaktion@town.example", "secret")
    editor.groups.add(group)
    client.force_login(editor)
    return workflow


def approval(page):
    state = page.current_workflow_task_state
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])


def test_an_approval_from_a_list_is_refused(client, workflow, page_with_error, message):
    workflow.start(page_with_error, None)
    response = client.post(approval(page_with_error), {"comment": ""}, follow=True)
    assert message in unescape(response.text)
    assert not is_live(page_with_error)
    assert page_with_error.workflow_in_progress


def test_an_approval_in_a_window_leads_to_the_form(client, workflow, page_with_error):
    workflow.start(page_with_error, None)
    response = client.post(approval(page_with_error), {"comment": ""}, headers={"x-requested-with": "XMLHttpRequest"})
    assert response.json() == {"step": "success", "redirect": f"/admin/pages/{page_with_error.pk}/edit/"}
    assert not is_live(page_with_error)


def test_an_approval_of_a_page_in_order_publishes(client, workflow, index_page):
    page = ServicePageFactory(parent=index_page, live=False)
    page.save_revision()
    workflow.start(page, None)
    assert client.get(approval(page)).status_code == 200
    client.post(approval(page), {"comment": ""})
    assert is_live(page)


def test_a_rejection_is_never_hindered(client, workflow, page_with_error):
    workflow.start(page_with_error, None)
    client.post(approval(page_with_error).replace("approve", "reject"), {"comment": "Bitte prüfen."})
    assert page_with_error.workflow_states.get().status == "needs_changes"


def test_an_approval_is_asked_of_those_who_may_alone(client, workflow, page_with_error, django_user_model, message):
    workflow.start(page_with_error, None)
    client.force_login(django_user_model.objects.create_user("fremd", "fremd@town.example", "secret"))
    response = client.post(approval(page_with_error), follow=True)
    assert message not in unescape(response.text)
    assert not is_live(page_with_error)


def test_an_approval_in_the_form_is_refused_with_what_stands_there(client, workflow, page_with_error, message):
    workflow.start(page_with_error, None)
    action = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    address = f"/admin/pages/{page_with_error.pk}/edit/"
    response = client.post(address, {**form_of(page_with_error, **WRONG), **action})
    assert message in unescape(response.text)
    assert not is_live(page_with_error)
    assert client.post(address, {**form_of(page_with_error), **action}).status_code == 302
    assert is_live(page_with_error)


def test_handing_in_for_approval_is_possible_with_errors(client, workflow, page_with_error):
    form = {**form_of(page_with_error, **WRONG), "action-submit": "true"}
    assert client.post(f"/admin/pages/{page_with_error.pk}/edit/", form).status_code == 302
    assert page_with_error.workflow_in_progress


def test_handing_in_is_publishing_where_nobody_is_asked(client, workflow, index_page, message):
    workflow.tasks.update(active=False)
    page = ServicePageFactory(parent=index_page, live=False)
    address = f"/admin/pages/{page.pk}/edit/"
    response = client.post(address, {**form_of(page, **WRONG), "action-submit": "true"})
    assert message in unescape(response.text)
    assert not is_live(page)
    client.post(address, {**form_of(page), "action-submit": "true"})
    assert is_live(page)


def copy_form(page, **values):
    return {
        "new_title": "Kopie", "new_slug": "kopie", "new_parent_page": page.get_parent().pk, "alias": "",
        **values,
    }  # fmt: skip


@pytest.mark.parametrize("published", ["publish_copies", "alias"])
def test_a_published_page_with_errors_is_copied_as_a_draft_only(admin_client, page_with_error, message, published):
    page_with_error.get_latest_revision().publish()  # as an import does
    address = reverse("wagtailadmin_pages:copy", args=[page_with_error.pk])
    assert admin_client.get(address).status_code == 200
    response = admin_client.post(address, copy_form(page_with_error, **{published: "on"}), follow=True)
    assert message in unescape(response.text)
    assert ServicePage.objects.count() == 1
    admin_client.post(address, copy_form(page_with_error))
    assert not ServicePage.objects.get(slug="kopie").live


def test_an_import_publishes_with_errors_and_they_are_found(data, index_page, page_of):
    import_xzufi(data / "message-2.2.xml")
    page = page_of("11")
    assert page.live
    assert page.findings.exists()
