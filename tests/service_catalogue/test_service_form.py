"""The editors' form of a service: one form, few duties, help at each field, nothing lost."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import Group
from wagtail.admin.panels import FieldPanel, InlinePanel, PanelGroup
from wagtail.test.utils.form_data import inline_formset

from accounts.roles import EDITORS, make_editors
from service_catalogue.models import OnlineService, ServicePage
from service_catalogue.sections import PLANS
from service_catalogue.widgets import ManyChooser
from tests.factories.directory import ContactPersonFactory, DepartmentFactory
from tests.factories.service_catalogue import (
    OnlineServiceFactory,
    ReferenceServiceFactory,
    ResponsibilityFactory,
    ServicePageFactory,
)
from tests.service_catalogue.form_data import form_of, html, items, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(index_page):
    page = ServicePageFactory(parent=index_page, description="<p>Vorher.</p>")
    page.save_revision().publish()
    return page


def live(page):
    return ServicePage.objects.get(pk=page.pk)


def draft(page):
    return live(page).get_latest_revision_as_object()


def errors(response):
    return set(response.context["form"].errors)


def panels(group):
    for panel in group.children:
        yield panel
        if isinstance(panel, PanelGroup):
            yield from panels(panel)


def content_panels():
    handler = ServicePage.get_edit_handler()
    return list(panels(handler.children[0]))


def test_all_content_is_one_form_in_the_order_of_the_page():
    sections = [panel.section for panel in content_panels() if getattr(panel, "section", "")]
    found = list(dict.fromkeys(sections))
    assert found == [plan.name for plan in PLANS]


def test_every_field_has_help():
    fields = ServicePage.get_edit_handler().get_form_class().base_fields
    for panel in content_panels():
        if isinstance(panel, InlinePanel):
            continue
        if isinstance(panel, FieldPanel) and panel.field_name != "picture":
            assert panel.help_text or fields[panel.field_name].help_text, panel.field_name


def test_five_things_must_be_there_before_publishing(admin_client, service):
    data = form_of(service, department=False, title="", teaser="", description=html(""))
    del data["for_citizens"]
    response = admin_client.post(f"/admin/pages/{service.pk}/edit/", {**data, "action-publish": "1"})
    assert errors(response) >= {"title", "teaser", "description", "for_citizens", "department"}
    required = {name for name, field in response.context["form"].fields.items() if field.required}
    assert required - {"slug"} == {"title", "teaser", "description", "department"}  # the fifth is one of two ticks


def test_a_draft_needs_only_a_title(admin_client, service):
    data = form_of(service, department=False, teaser="", description=html(""))
    del data["for_citizens"]
    assert admin_client.post(f"/admin/pages/{service.pk}/edit/", data).status_code == 302
    assert draft(service).description == ""


def test_what_the_reference_says_need_not_be_written_again(admin_client, index_page):
    reference = ReferenceServiceFactory(sections={"summary": "<p>Kurz.</p>", "description": "<p>Lang.</p>"})
    ResponsibilityFactory(reference=reference, department=DepartmentFactory())
    page = ServicePageFactory(parent=index_page, teaser="", description="", reference=reference)
    response = save(admin_client, page, publish=True, department=False, description=html(""))
    assert response.status_code == 302


def test_years_that_only_mean_always_are_not_shown(admin_client, index_page):
    reference = ReferenceServiceFactory(valid_from=date(1970, 1, 1), valid_until=date(2999, 12, 31))
    form = f"/admin/pages/{ServicePageFactory(parent=index_page, reference=reference).pk}/edit/"
    assert not re.search("1970|2999", admin_client.get(form).text)
    reference.valid_until = date(2031, 12, 31)
    reference.save()
    text = admin_client.get(form).text
    assert "2031" in text
    assert "1970" not in text


def test_a_reference_that_says_nothing_does_not_count(admin_client, index_page):
    reference = ReferenceServiceFactory(sections={"description": "<p>keine</p>"})
    page = ServicePageFactory(parent=index_page, description="", reference=reference)
    response = save(admin_client, page, publish=True, description=html(""))
    assert "description" in errors(response)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"status": "unavailable"}, "status_reason"),
        ({"leika_keys": "123"}, "leika_keys"),
        ({"areas": "Haselbrück"}, "areas"),
        ({"typing": ["99"]}, "typing"),
        ({"additions": ["unsinn"]}, "additions"),
        ({"online_services": ["999999"]}, "online_services"),
        ({"contacts": ["<script>"]}, "contacts"),
        ({"owner": "999999"}, "owner"),
        ({"valid_from": "2026-02-01", "valid_until": "2026-01-01"}, "valid_until"),
        ({"valid_from": "morgen"}, "valid_from"),
        ({"status": "geheim"}, "status"),
    ],
)
def test_nonsense_is_named_and_nothing_typed_is_lost(admin_client, service, changes, named):
    typed = {"notes": html("Frisch getippt."), "forms": items("Neues Formular"), "synonyms": "Wau"}
    response = save(admin_client, service, publish=True, **typed, **changes)
    assert response.status_code == 200
    assert named in errors(response)
    for words in ("Frisch getippt.", "Neues Formular", "Wau"):
        assert words in response.text
    assert live(service).synonyms == ""
    assert "Traceback" not in response.text


@pytest.mark.parametrize(
    "row",
    [
        {"label": "Antrag", "kind": "fixed", "amount": ""},
        {"label": "Antrag", "kind": "free", "reason": ""},
        {"label": "Antrag", "kind": "range", "amount": "9", "amount_max": "5"},
        {"label": "Antrag", "kind": "fixed", "amount": "-3"},
        {"label": "Antrag", "kind": "fixed", "amount": "viel"},
    ],
)
def test_fees_that_make_no_sense_are_not_published(admin_client, service, row):
    response = save(admin_client, service, publish=True, fees=inline_formset([row]), synonyms="Wau")
    assert response.status_code == 200
    assert "Antrag" in response.text
    assert "Wau" in response.text
    assert live(service).fees.count() == 0


def test_ticks_put_own_text_below_the_reference_text(admin_client, index_page):
    reference = ReferenceServiceFactory(sections={"description": "<p>Stamm.</p>", "notes": "<p>Hinweis.</p>"})
    page = ServicePageFactory(parent=index_page, reference=reference)
    shown = admin_client.get(f"/admin/pages/{page.pk}/edit/").text
    assert shown.count('name="additions"') == 2
    save(admin_client, page, publish=True, description=html("Eigen."), additions=["description"])
    section = live(page).sections[0]
    assert section.origin == "both"
    shown = admin_client.get(f"/admin/pages/{page.pk}/edit/").text
    assert 'name="additions" value="description" checked' in shown
    save(admin_client, page, publish=True, description=html("Eigen."))
    assert live(page).sections[0].origin == "own"


def test_a_tick_stays_when_the_source_says_nothing_for_a_while(admin_client, index_page):
    reference = ReferenceServiceFactory(sections={})
    page = ServicePageFactory(parent=index_page, reference=reference, additions=["notes"])
    assert 'name="additions" value="notes" checked' in admin_client.get(f"/admin/pages/{page.pk}/edit/").text


def test_without_a_reference_there_is_nothing_to_tick(admin_client, service):
    assert 'name="additions"' not in admin_client.get(f"/admin/pages/{service.pk}/edit/").text


def test_online_services_and_people_are_chosen_and_not_picked_from_a_long_list(admin_client, service):
    chosen, other = OnlineServiceFactory(name="Hund online"), OnlineServiceFactory(name="Ganz anderer Dienst")
    person = ContactPersonFactory()
    save(admin_client, service, publish=True, online_services=[chosen.pk], contacts=[person.pk])
    assert list(live(service).online_services.all()) == [chosen]
    assert list(live(service).contacts.all()) == [person]
    shown = admin_client.get(f"/admin/pages/{service.pk}/edit/").text
    assert f'<input type="hidden" name="online_services" value="{chosen.pk}">' in shown
    assert other.name not in shown
    save(admin_client, service, publish=True)
    assert not live(service).online_services.exists()


def test_the_chooser_offers_several_and_finds_them(admin_client):
    OnlineServiceFactory(name="Hund online")
    chooser = ManyChooser(OnlineService).chooser
    url = chooser.get_chooser_modal_url()
    offered = admin_client.get(url, {"multiple": "1", "q": "Hund"}, HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    assert "Hund online" in offered.json()["html"]


def test_names_of_records_are_no_markup(admin_client, service):
    online = OnlineServiceFactory(name="<script>alert(1)</script>")
    service.online_services = [online]
    service.save_revision().publish()
    assert "<script>alert(1)" not in admin_client.get(f"/admin/pages/{service.pk}/edit/").text


def test_who_looks_after_the_page_holds_at_once_and_only_for_people_who_may_edit(
    admin_client, service, django_user_model
):
    make_editors()
    eva, fremd = (django_user_model.objects.create_user(name, f"{name}@town.example") for name in ("eva", "fremd"))
    eva.groups.add(Group.objects.get(name=EDITORS))
    assert "owner" in errors(save(admin_client, service, owner=str(fremd.pk)))
    assert save(admin_client, service, owner=str(eva.pk)).status_code == 302
    assert live(service).owner == eva
    save(admin_client, service, owner="")
    assert live(service).owner is None


def test_a_preview_does_not_change_who_looks_after_the_page(admin_client, service, django_user_model):
    admin = django_user_model.objects.get(username="technik")
    url = f"/admin/pages/{service.pk}/edit/preview/"
    assert admin_client.post(url, form_of(service, owner=str(admin.pk))).json()["is_valid"]
    assert admin_client.get(url).status_code == 200
    assert live(service).owner is None


def test_typing_and_areas_of_the_town_come_before_those_of_the_reference(admin_client, index_page):
    reference = ReferenceServiceFactory(typing=["2b"])
    page = ServicePageFactory(parent=index_page, reference=reference)
    assert live(page).current_typing == ["2b"]
    response = save(admin_client, page, publish=True, typing=["5"], areas="057700044044 Stemwede")
    assert response.status_code == 302, errors(response)
    assert live(page).current_typing == ["5"]
    assert [area.ars for area in live(page).current_areas] == ["057700044044"]


def test_a_new_service_is_written_from_scratch(admin_client, index_page, django_user_model):
    blank = ServicePage(title="Neue Leistung", slug="neue-leistung", teaser="Kurz.")
    owner = django_user_model.objects.get(username="technik")
    data = {**form_of(blank, owner=str(owner.pk), notes=html("Achtung.")), "action-publish": "1"}
    url = f"/admin/pages/add/service_catalogue/servicepage/{index_page.pk}/"
    assert admin_client.get(url).status_code == 200
    assert admin_client.post(url, data).status_code == 302
    page = ServicePage.objects.get(slug="neue-leistung")
    assert (page.live, page.owner) == (True, owner)


def test_history_compares_two_versions(admin_client, service):
    save(admin_client, service, publish=True, notes=html("Ganz neu."), typing=["5"])
    first, last = service.revisions.order_by("created_at").first(), live(service).get_latest_revision()
    compared = admin_client.get(f"/admin/pages/{service.pk}/revisions/compare/{first.pk}...{last.pk}/")
    assert compared.status_code == 200
    assert "Ganz neu." in compared.text
    assert admin_client.get(f"/admin/pages/{service.pk}/history/").status_code == 200


def test_a_page_on_a_reference_can_be_previewed(admin_client, index_page):
    reference = ReferenceServiceFactory(sections={"procedure": "<p>Der Ablauf der Quelle.</p>"})
    page = ServicePageFactory(parent=index_page, reference=reference)
    url = f"/admin/pages/{page.pk}/edit/preview/"
    assert admin_client.post(url, form_of(page)).json()["is_valid"]
    assert "Der Ablauf der Quelle." in admin_client.get(url).text


def test_sections_with_words_are_open_and_rare_empty_ones_are_folded(admin_client, index_page):
    handler = ServicePage.get_edit_handler()

    def folded(page):
        form = handler.get_form_class()(instance=page, parent_page=index_page)
        bound = handler.get_bound_panel(instance=page, form=form).children[0]
        return {panel.panel.section for panel in bound.children if "collapsed" in panel.classes()}

    page = ServicePageFactory(parent=index_page, remedy="<p>Widerspruch.</p>")
    assert "remedy" not in folded(page)
    assert {"notes", "forms"} <= folded(page)
    assert "description" not in folded(page)


@pytest.mark.parametrize(("typing", "status"), [(["1"], 302), (["1", "2a"], 302), (["2b"], 200), ([], 200)])
def test_what_the_federation_carries_out_needs_no_department_of_ours(admin_client, index_page, typing, status):
    page = ServicePageFactory(parent=index_page, reference=ReferenceServiceFactory(typing=typing))
    assert save(admin_client, page, publish=True, department=False).status_code == status
