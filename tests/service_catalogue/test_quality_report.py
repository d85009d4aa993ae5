"""The panel in the editor, the report, the figures and the rows they live from."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db.models.signals import post_save
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult
from wagtail.models import GroupPagePermission, Site

from accounts import roles
from cms.checks import anchors
from cms.models import TownSettings
from cms.signals import content_changed
from directory.models import Department
from jobs import queue
from service_catalogue import clock, quality
from service_catalogue.models import Finding, OnlineService, ServicePage
from service_catalogue.quality import figures, signal_handlers, stored
from service_catalogue.quality.counting import Figures
from tests.factories.directory import DepartmentFactory
from tests.factories.service_catalogue import (
    LeikaKeyFactory,
    OnlineServiceFactory,
    ReferenceServiceFactory,
    ResponsibilityFactory,
    ServicePageFactory,
)
from tests.service_catalogue.form_data import save

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/services/"


def rules(page):
    return set(page.findings.values_list("rule", flat=True))


def publish(page):
    page.save_revision().publish()
    return page


# The editor


def test_the_editor_shows_counts_and_leads_to_the_fields(admin_client, index_page):
    page = ServicePageFactory(parent=index_page, teaser="")
    html = admin_client.get(f"/admin/pages/{page.pk}/edit/").text
    assert html.count("findings__list--error") == html.count("findings__list--warning") == 1
    for finding in quality.check(page):
        anchor = anchors.anchor_of(ServicePage, finding.field, finding.block)
        assert f'<a href="{anchor}">' in html
        assert f'id="{anchor[1:]}"' in html


def test_every_field_of_a_rule_stands_in_the_form():
    fields = {
        "title",
        "teaser",
        "description",
        "leika_keys",
        "fees",
        "deadlines",
        "processing_times",
        "online_services",
    }
    more = {"areas", "valid_until", "department", "forms", "remedy"}
    assert all(anchors.anchor_of(ServicePage, field) for field in fields | more)
    assert anchors.anchor_of(ServicePage, "nothing") == ""


def test_the_list_is_fetched_anew_after_wagtail_saved_by_itself(admin_client, index_page):
    page = ServicePageFactory(parent=index_page)
    page.teaser = ""
    page.save_revision()
    assert "<small>T1</small>" in admin_client.get(f"/admin/checks/{page.pk}/").text


def test_the_list_of_a_page_is_for_those_who_may_edit_it(client, index_page, django_user_model):
    page = ServicePageFactory(parent=index_page)
    client.force_login(member(django_user_model, index_page.get_parent(), actions=["add"]))
    assert client.get(f"/admin/checks/{page.pk}/").status_code == 302


def test_a_page_without_findings_says_so(admin_client, index_page, monkeypatch):
    page = ServicePageFactory(parent=index_page)
    monkeypatch.setattr("cms.checks.panel.check", lambda page: [])
    html = admin_client.get(f"/admin/pages/{page.pk}/edit/").text
    assert 'id="findings"' in html
    assert "findings__list" not in html


# The rows


def test_publishing_saving_and_unpublishing_keep_the_rows_true(index_page):
    page = publish(ServicePageFactory(parent=index_page, teaser=""))
    assert "T1" in rules(page)
    page.teaser = "Kurz."
    page.save_revision()
    assert "T1" in rules(page), "residents still see the page without the text"
    publish(page)
    assert "T1" not in rules(page)
    page.unpublish()
    page.teaser = ""
    page.save()
    page.save_revision()
    assert "T1" in rules(page)
    page.delete()
    assert not Finding.objects.exists()


def test_a_finding_keeps_its_day_until_it_is_gone(index_page):
    page = publish(ServicePageFactory(parent=index_page, teaser=""))
    long_ago = timezone.now() - timezone.timedelta(days=30)
    Finding.objects.update(found_at=long_ago)
    Finding.objects.filter(rule="T1").last().delete()
    Finding.objects.create(page=page, rule="T1", severity="error", field="teaser", text="No longer true.")
    twin = Finding.objects.get(rule="L4")
    twin.pk = None
    twin.save()
    stored.update_all()
    assert page.findings.get(rule="L4").found_at == long_ago
    assert page.findings.get(rule="T1").found_at > long_ago
    assert not Finding.objects.filter(text="No longer true.").exists()


def test_rows_are_written_in_the_language_of_the_house(index_page, settings):
    with translation.override("en"):
        page = publish(ServicePageFactory(parent=index_page, remedy=""))
    with translation.override(settings.LANGUAGE_CODE):
        texts = {finding.text for finding in quality.check(page)}
    assert set(page.findings.values_list("text", flat=True)) == texts


def test_an_import_of_few_pages_is_checked_at_once_and_of_many_by_the_queue(index_page, monkeypatch):
    monkeypatch.setattr(signal_handlers, "AT_ONCE", 2)
    pages = [ServicePageFactory(parent=index_page) for _ in range(3)]
    content_changed.send(sender=ServicePage, instances=pages[:2])
    assert all(page.findings.exists() for page in pages[:2])
    content_changed.send(sender=ServicePage, instances=pages)
    assert not pages[2].findings.exists()
    while DBTaskResult.objects.ready().exists():
        assert queue.work_one("w")
    assert pages[2].findings.exists()
    content_changed.send(sender=Department, instances=[DepartmentFactory()])


def test_a_changed_online_service_changes_the_findings_of_its_pages(admin_client, index_page):
    online = OnlineServiceFactory(url="http://town.example/antrag/1")
    page = ServicePageFactory(parent=index_page)
    page.online_services = [online]
    publish(page)
    given = ServicePageFactory(parent=index_page, reference=ReferenceServiceFactory())
    ResponsibilityFactory(reference=given.reference, online_service=online)
    publish(given)
    assert "O1" in rules(page) & rules(given)
    online.url = "https://town.example/antrag/1"
    online.save()
    signal_handlers.on_online_service_edited(None, online)
    assert "O1" not in rules(page) | rules(given)
    signal_handlers.on_online_service_edited(None, page)


def test_every_night_all_services_are_checked(index_page):
    page = ServicePageFactory(parent=index_page)
    clock.check_quality()
    assert page.findings.exists()


def test_loading_fixtures_checks_nothing(index_page):
    page = ServicePageFactory(parent=index_page)
    page.live = False
    post_save.send(ServicePage, instance=page, raw=True, update_fields=None)
    assert not page.findings.exists()


# The report


@pytest.fixture
def services(index_page):
    """Two services with an error each, of two departments."""
    first = ServicePageFactory(parent=index_page, title="Hund anmelden", teaser="", department=DepartmentFactory())
    second = ServicePageFactory(parent=index_page, title="Pass beantragen", teaser="", department=DepartmentFactory())
    return publish(first), publish(second)


def titles(response):
    return {finding.page.title for finding in response.context["object_list"]}


def member(users, page, *, name="mitglied", actions=("change",)):
    """Somebody with rights on one page and what is below it."""
    user = users.objects.create_user(name, f"{name}@town.example", "secret")
    group = roles.Group.objects.create(name=name)
    group.permissions.add(roles.admin_access())
    roles.grant_pages(group, page, actions)
    user.groups.add(group)
    return user


def test_the_report_counts_filters_and_finds(admin_client, services, django_user_model):
    first, second = services
    response = admin_client.get(REPORT)
    assert titles(response) == {"Hund anmelden", "Pass beantragen"}
    assert [finding.severity for finding in response.context["object_list"]][:2] == ["error", "error"]
    counts = {row["rule"].id: row["count"] for row in response.context["rule_counts"]}
    assert counts == {"L4": 2, "T1": 2, "T2": 2}
    assert titles(admin_client.get(f"{REPORT}?department={first.department_id}")) == {"Hund anmelden"}
    assert titles(admin_client.get(f"{REPORT}?q=Pass+bean")) == {"Pass beantragen"}
    assert {found.rule for found in admin_client.get(f"{REPORT}?rule=T1").context["object_list"]} == {"T1"}
    assert {found.severity for found in admin_client.get(f"{REPORT}?severity=info").context["object_list"]} == {"info"}
    assert titles(admin_client.get(f"{REPORT}?live=False")) == set()
    assert titles(admin_client.get(f"{REPORT}?mine=1")) == set()
    user = django_user_model.objects.get()
    ServicePage.objects.filter(pk=second.pk).update(owner=user)
    assert titles(admin_client.get(f"{REPORT}?mine=1")) == {"Pass beantragen"}
    assert titles(admin_client.get(f"{REPORT}?owner={user.pk}")) == {"Pass beantragen"}
    assert titles(admin_client.get(f"{REPORT}?owner=null")) == {"Hund anmelden"}
    assert f"/admin/pages/{first.pk}/edit/#panel" in response.text


def test_a_department_that_a_source_put_in_charge_is_found(admin_client, index_page):
    row = ResponsibilityFactory(department=DepartmentFactory())
    publish(ServicePageFactory(parent=index_page, title="Geliefert", reference=row.reference))
    assert titles(admin_client.get(f"{REPORT}?department={row.department_id}")) == {"Geliefert"}


@pytest.mark.parametrize(
    "query", ["rule=XX", "severity=1", "department=x", "owner=9999999", "p=x", "ordering=text", "q=%00"]
)
def test_senseless_questions_to_the_report_are_answered(admin_client, services, query):
    assert admin_client.get(f"{REPORT}?{query}").status_code == 200
    assert admin_client.get(f"{REPORT}results/?{query}").status_code == 200


def test_people_see_the_pages_that_they_may_edit(client, services, home, django_user_model):
    first, _second = services
    client.force_login(member(django_user_model, first))
    response = client.get(REPORT)
    assert titles(response) == {"Hund anmelden"}
    assert "Pass beantragen" not in response.text
    assert {row["count"] for row in response.context["rule_counts"]} == {1}
    assert b"Pass beantragen" not in b"".join(client.get(f"{REPORT}?export=csv").streaming_content)
    assert "reports/services/" in client.get("/admin/").text


def test_people_without_pages_see_no_report(client, services, django_user_model):
    user = member(django_user_model, services[0])
    GroupPagePermission.objects.all().delete()
    client.force_login(user)
    assert client.get(REPORT).status_code == 302
    assert "reports/services/" not in client.get("/admin/").text


def test_the_report_costs_the_same_for_many_findings(admin_client, services, index_page, django_assert_max_num_queries):
    admin_client.get(REPORT)
    with django_assert_max_num_queries(45) as few:
        admin_client.get(REPORT)
    for _ in range(8):
        publish(ServicePageFactory(parent=index_page, department=DepartmentFactory()))
    with django_assert_max_num_queries(len(few)):
        admin_client.get(REPORT)


def test_the_table_for_spreadsheets_never_calculates(admin_client, index_page):
    publish(ServicePageFactory(parent=index_page, title="=HYPERLINK(1)", department=DepartmentFactory(name="@SUM(A1)")))
    lines = b"".join(admin_client.get(f"{REPORT}?export=csv").streaming_content).decode()
    rows = list(csv.reader(io.StringIO(lines)))[1:]
    assert {row[2] for row in rows} == {"'=HYPERLINK(1)"}
    assert {row[6] for row in rows} == {"'@SUM(A1)"}
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for value in row)
    assert admin_client.get(f"{REPORT}?export=xlsx").status_code == 200


# The figures


def test_the_catalogue_in_figures(index_page, django_user_model):
    TownSettings.objects.update_or_create(site=Site.objects.get(is_default_site=True), defaults={"ars": "057700044044"})
    owner = django_user_model.objects.create_user("sachbearbeitung")
    dogs, passes = DepartmentFactory(name="Ordnungsamt"), DepartmentFactory(name="Bürgerbüro")
    own = ServicePageFactory(parent=index_page, owner=owner, typing=["5", "2b"], department=dogs)
    own.leika_keys = [LeikaKeyFactory(key="99102013104000"), LeikaKeyFactory(key="99102014104000")]
    own.online_services = [OnlineServiceFactory()]
    own.save()
    reference = ReferenceServiceFactory(typing=["2/3"], release={"by": "Senat der Freien Hansestadt Bremen"})
    reference.leika_keys.add(LeikaKeyFactory(key="99102015104000"))
    ResponsibilityFactory(reference=reference, department=passes)
    ResponsibilityFactory(reference=reference, online_service=OnlineServiceFactory())
    ServicePageFactory(parent=index_page, reference=reference)
    ServicePageFactory(parent=index_page, department=dogs).online_services.add(OnlineServiceFactory(kind="information"))
    ServicePageFactory(parent=index_page, live=False)
    found = figures()
    assert (found.services, found.with_key, found.key_rate) == (3, 2, 66)
    assert (found.without_owner, found.without_online, found.foreign_release) == (2, 1, 1)
    assert found.by_typing == [("none", 1), ("2b", 1), ("2/3", 1), ("5", 1)]
    assert found.by_department == [("Ordnungsamt", 2), ("Bürgerbüro", 1)]


def test_a_broken_channel_is_no_channel(index_page):
    page = ServicePageFactory(parent=index_page)
    page.online_services = [OnlineServiceFactory()]
    page.save()
    OnlineService.objects.update(link_state="broken")
    assert figures().without_online == 1


def test_an_empty_catalogue_has_figures(db):
    assert figures() == Figures()
    assert Figures().key_rate == 0


def test_figures_stand_above_the_report(admin_client, services):
    assert "figures__list" in admin_client.get(REPORT).text
    assert "figures__list" not in admin_client.get(f"{REPORT}results/").text


# The command


def run(*arguments):
    out = io.StringIO()
    try:
        call_command("check_services", *arguments, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_the_command_ends_with_one_for_errors(services):
    code, text = run()
    assert code == 1
    assert "Hund anmelden" in text
    assert "2 services: 2 errors, 2 warnings, 2 hints" in text


def test_the_command_ends_with_zero_for_warnings(index_page):
    ServicePageFactory(parent=index_page)
    code, text = run("--severity", "warning")
    assert code == 0
    assert "1 services: 0 errors, 1 warnings, 0 hints" in text
    assert run("--severity", "error")[1] == "1 services: 0 errors, 0 warnings, 0 hints\n"


def test_the_command_leaves_drafts_alone_unless_asked(index_page):
    ServicePageFactory(parent=index_page, teaser="", live=False)
    assert run()[0] == 0
    assert run("--drafts")[0] == 1
    assert run("--drafts", "--rule", "L4")[0] == 0


def test_the_command_writes_json_and_a_table(services, tmp_path):
    ServicePage.objects.filter(pk=services[0].pk).update(title="=1+1")
    code, text = run("--json", str(tmp_path / "a.json"), "--csv", str(tmp_path / "a.csv"))
    assert code == 1
    assert "=1+1" not in text
    found = json.loads((tmp_path / "a.json").read_text())
    assert (found["services"], found["error"], found["warning"], found["info"]) == (2, 2, 2, 2)
    assert {row["title"] for row in found["findings"]} == {"=1+1", "Pass beantragen"}
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text()), delimiter=";"))
    assert {row["title"] for row in rows} == {"'=1+1", "Pass beantragen"}


def test_the_command_ends_with_two_when_it_cannot_run(services, tmp_path):
    with pytest.raises(CommandError, match="cannot run") as caught:
        run("--json", str(tmp_path / "missing" / "a.json"))
    assert caught.value.returncode == 2


def test_saving_in_the_editor_refreshes_the_rows(admin_client, index_page):
    page = ServicePageFactory(parent=index_page)
    assert save(admin_client, page, publish=True).status_code == 302
    assert "T2" in rules(page)
