"""Adopt or keep: the panel on top of the form, what it does to a draft, and when it counts."""

from decimal import Decimal

import pytest
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset

from service_catalogue.models import ReferenceChange, ServicePage
from tests.factories.service_catalogue import ReferenceServiceFactory, ServicePageFactory
from tests.service_catalogue.form_data import form_of, html, items, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(index_page):
    reference = ReferenceServiceFactory(sections={"description": "<p>Neuer Stammtext.</p>", "notes": "<p>Hinweis.</p>"})
    page = ServicePageFactory(parent=index_page, description="<p>Eigen.</p>", reference=reference)
    page.save_revision().publish()
    return page


@pytest.fixture
def change(service):
    return ReferenceChange.objects.create(
        page=service, section="description", old_text="Alter Stammtext.", new_text="Neuer Stammtext."
    )


def live(page):
    return ServicePage.objects.get(pk=page.pk)


def draft(page):
    return live(page).get_latest_revision_as_object()


def answers(change, decision):
    return {f"answers-{change.section}": f"{decision} {change.version}"}


def is_open(change):
    change.refresh_from_db()
    return change.decided_at is None


def test_the_form_shows_what_changed_and_asks(admin_client, service, change):
    shown = admin_client.get(f"/admin/pages/{service.pk}/edit/").text
    assert '<del><span class="w-sr-only">entfernt: </span>Alter </del>' in shown
    assert '<ins><span class="w-sr-only">neu: </span>Neuer </ins>' in shown
    assert f'value="adopt {change.version}"' in shown
    assert 'value="" checked' in shown


def test_no_notice_no_panel(admin_client, service):
    assert "answers-description" not in admin_client.get(f"/admin/pages/{service.pk}/edit/").text


def test_text_of_a_source_is_no_markup_in_the_form(admin_client, service, change):
    ReferenceChange.objects.update(new_text="<script>alert(1)</script>")
    shown = admin_client.get(f"/admin/pages/{service.pk}/edit/").text
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_adopting_and_publishing_shows_the_reference_and_keeps_the_own_text_in_the_history(
    admin_client, service, change
):
    first = service.get_latest_revision()
    text = {"description": html("Eigen.")}
    assert save(admin_client, service, publish=True, **text, **answers(change, "adopt")).status_code == 302
    shown = live(service)
    assert shown.description == ""
    assert shown.sections[0].html == "<p>Neuer Stammtext.</p>"
    assert not is_open(change)
    assert (change.decision, change.decided_by.username) == ("adopt", "technik")
    assert first.as_object().description == "<p>Eigen.</p>"


def test_adopting_in_a_draft_changes_nothing_for_residents_until_it_is_published(admin_client, service, change):
    save(admin_client, service, **answers(change, "adopt"))
    assert live(service).description == "<p>Eigen.</p>"
    assert draft(service).description == ""
    assert is_open(change)
    assert f'value="adopt {change.version}" checked' in admin_client.get(f"/admin/pages/{service.pk}/edit/").text
    live(service).get_latest_revision().publish()
    assert live(service).description == ""
    assert not is_open(change)


def test_keeping_counts_when_it_is_published_too(admin_client, service, change):
    text = {"description": html("Eigen.")}
    save(admin_client, service, **text, **answers(change, "keep"))
    assert is_open(change)
    save(admin_client, service, publish=True, **text, **answers(change, "keep"))
    assert not is_open(change)
    assert change.decision == "keep"
    assert "Eigen." in live(service).description


def test_later_leaves_everything(admin_client, service, change):
    save(admin_client, service, publish=True, description=html("Eigen."), **{"answers-description": ""})
    assert is_open(change)
    assert "Eigen." in live(service).description


def test_a_changed_mind_in_the_same_draft(admin_client, service, change):
    save(admin_client, service, description=html("Eigen."), **answers(change, "adopt"))
    save(admin_client, service, description=html("Eigen."), **answers(change, "keep"))
    assert "Eigen." in draft(service).description
    save(admin_client, service, description=html("Eigen."))
    assert draft(service).answers == {}


def test_an_answer_to_an_older_text_is_asked_again_and_nothing_typed_is_lost(admin_client, service, change):
    given = answers(change, "adopt")
    ReferenceChange.objects.update(new_text="Noch neuer.", noticed_at=timezone.now())
    response = save(admin_client, service, publish=True, description=html("Frisch getippt."), **given)
    assert response.status_code == 200
    assert '<p class="error-message" role="alert">' in response.text
    assert "Noch neuer." in response.text
    assert "Frisch getippt." in response.text
    assert live(service).description == "<p>Eigen.</p>"


@pytest.mark.parametrize("said", ["adopt", "delete everything", "keep 2020", "<script>"])
def test_answers_that_make_no_sense_are_refused(admin_client, service, change, said):
    response = save(admin_client, service, publish=True, **{"answers-description": said})
    assert response.status_code == 200
    assert is_open(change)


def test_answers_to_nothing_are_ignored(admin_client, service):
    sent = {"answers-notes": "adopt x", "answers-": "keep y"}
    assert save(admin_client, service, publish=True, **sent).status_code == 302


def test_keeping_in_a_draft_does_not_count_for_a_text_that_came_after(admin_client, service, change):
    save(admin_client, service, description=html("Eigen."), **answers(change, "keep"))
    ReferenceChange.objects.update(new_text="Noch neuer.", noticed_at=timezone.now())
    live(service).get_latest_revision().publish()
    assert is_open(change)


def test_emptying_the_field_by_hand_is_an_answer_too(admin_client, service, change, index_page):
    save(admin_client, service, publish=True, description=html(""))
    assert live(service).sections[0].html == "<p>Neuer Stammtext.</p>"
    assert not is_open(change)
    assert change.decision == "adopt"


def test_adopting_fees_and_lists_removes_rows_text_and_entries(admin_client, service):
    service.fees.create(label="Gebühr", kind="fixed", amount=Decimal(5))
    service.fee_text, service.additions = "<p>bar</p>", ["fees"]
    service.save_revision().publish()
    changes = [
        ReferenceChange.objects.create(page=service, section=name, new_text="Neu.") for name in ("fees", "forms")
    ]
    fee = live(service).fees.get()
    rows = [{"label": "Gebühr", "kind": "fixed", "amount": "5", "id": str(fee.pk)}]
    response = save(
        admin_client,
        service,
        publish=True,
        fees=inline_formset(rows, initial=1),
        fee_text=html("bar"),
        forms=items("Antrag"),
        additions=["fees"],
        **answers(changes[0], "adopt"),
        **answers(changes[1], "adopt"),
    )
    assert response.status_code == 302
    shown = live(service)
    assert (shown.fees.count(), shown.fee_text, len(shown.forms), shown.additions) == (0, "", 0, [])
    assert {change.decision for change in ReferenceChange.objects.all()} == {"adopt"}


def test_a_page_that_was_never_published_adopts_when_it_is(admin_client, index_page):
    reference = ReferenceServiceFactory()
    page = ServicePageFactory(parent=index_page, live=False, description="<p>Eigen.</p>", reference=reference)
    page.save_revision()
    change = ReferenceChange.objects.create(page=page, section="description", new_text="Neu.")
    save(admin_client, page, **answers(change, "adopt"))
    assert is_open(change)
    save(admin_client, page, publish=True, description=html(""), **answers(change, "adopt"))
    assert not is_open(change)


def test_preview_decides_nothing(admin_client, service, change):
    sent = form_of(service, description=html("Eigen."), **answers(change, "adopt"))
    url = f"/admin/pages/{service.pk}/edit/preview/"
    assert admin_client.post(url, sent).json()["is_valid"]
    assert "Neuer Stammtext." in admin_client.get(url).text
    assert is_open(change)
    assert live(service).description == "<p>Eigen.</p>"
