"""The whole site held against every demand: what is wrong is named with its place, and nothing else is."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms.checks.findings import Severity
from cms.models import TownSettings
from cms.upkeep import Upkeep
from dashboard.site_check import checking, of_duties, of_face, of_operation, of_pages
from dashboard.site_check.demands import MOST_SHOWN, Demand, Flaw, Group, Result, all_demands
from dashboard.site_check.weight import Parts, Scales
from jobs.models import Schedule
from service_catalogue.models import CheckedLink
from tests.attacks import signed_in
from tests.factories.accounts import make_person
from tests.factories.cms import StandardPageFactory
from tests.factories.consents import PictureFactory
from tests.factories.directory import DepartmentFactory
from tests.factories.duties import AccessibilityStatementPageFactory, ImprintPageFactory, PrivacyNoticePageFactory
from tests.factories.feedback import BarrierReportFactory
from tests.factories.service_catalogue import OnlineServiceFactory, ServiceIndexPageFactory, ServicePageFactory

ADDRESS = "/admin/site-check/"
LONG_AGO = date(2020, 1, 1)


def town(**values):
    settings = TownSettings.for_site(Site.objects.get(is_default_site=True))
    for name, value in values.items():
        setattr(settings, name, value)
    settings.save()


def words(flaws):
    return [flaw.text for flaw in flaws]


@pytest.mark.parametrize(
    ("name", "demand", "factory"),
    [
        ("imprint", of_duties.imprint, ImprintPageFactory),
        ("privacy", of_duties.privacy, PrivacyNoticePageFactory),
        ("accessibility", of_duties.statement, AccessibilityStatementPageFactory),
    ],
)
def test_a_duty_is_met_by_a_published_page_of_its_type_in_the_footer(home, name, demand, factory):
    assert len(words(demand())) == 1
    for unfit in (factory(parent=home, live=False), StandardPageFactory(parent=home)):
        town(**{name: unfit})
        assert len(words(demand())) == 1
    town(**{name: factory(parent=home)})
    assert words(demand()) == []


@pytest.mark.parametrize(("ars", "many"), [("057700044044", 1), ("093620000000", 0), ("", 0)])
def test_easy_language_is_demanded_where_the_land_asks_for_it(home, ars, many):
    town(ars=ars)
    assert len(words(of_duties.easy_language())) == many
    town(easy_language=StandardPageFactory(parent=home))
    assert words(of_duties.easy_language()) == []


def test_the_land_is_known_by_its_key(home):
    assert len(words(of_duties.land_is_known())) == 1
    town(ars="057700044044")
    assert words(of_duties.land_is_known()) == []


def test_somebody_can_be_told_of_a_weakness(home, settings):
    settings.SECURITY_CONTACT = ""
    assert len(words(of_duties.security_contact())) == 1
    town(email="rathaus@town.example")
    assert words(of_duties.security_contact()) == []


def test_a_page_without_anybody_and_an_overdue_one_are_named(home, django_user_model):
    owner = django_user_model.objects.create_user("ute")
    alone, old = StandardPageFactory(parent=home, title="Allein"), StandardPageFactory(parent=home, title="Alt")
    Page.objects.exclude(pk=alone.pk).update(owner=owner)
    for each in (home, alone, old):
        Upkeep.objects.update_or_create(page_id=each.pk, defaults={"reviewed_on": timezone.localdate()})
    Upkeep.objects.filter(page=old).update(due_on=LONG_AGO)
    assert words(of_pages.kept()) == ["Allein"]
    assert words(of_pages.read_again()) == ["Alt"]
    assert next(of_pages.read_again()).address == f"/admin/pages/{old.pk}/edit/"


def test_what_the_clock_left_undone_is_named(home):
    past, now = timezone.now() - timedelta(hours=1), timezone.now()
    StandardPageFactory(parent=home, title="Abgelaufen", expire_at=past)
    late = StandardPageFactory(parent=home, title="Spät", live=False)
    late.save_revision(approved_go_live_at=past)
    StandardPageFactory(parent=home, title="Gerade", expire_at=now)
    assert [text.partition(":")[0] for text in words(of_pages.on_time())] == ["Abgelaufen", "Spät"]


def test_a_translation_is_older_than_its_original_until_it_is_published_again(home):
    page = StandardPageFactory(parent=home, title="Satzung", last_published_at=timezone.now() - timedelta(days=1))
    english = Locale.objects.get_or_create(language_code="en")[0]
    home.copy_for_translation(english)
    translated = page.copy_for_translation(english)
    translated.save_revision().publish()
    assert words(of_pages.translated_again()) == []
    Page.objects.filter(pk=page.pk).update(last_published_at=timezone.now() + timedelta(minutes=1))
    assert [flaw.address for flaw in of_pages.translated_again()] == [f"/admin/pages/{translated.pk}/edit/"]


def test_broken_links_and_services_without_a_way_are_named(home):
    index = ServiceIndexPageFactory(parent=home)
    ServicePageFactory(parent=index, title="Mit Amt", department=DepartmentFactory())
    ServicePageFactory(parent=index, title="Ohne alles", department=None)
    ServicePageFactory(
        parent=index, title="Gibt es nicht", department=None, status="unavailable", status_reason="Umbau"
    )
    online = ServicePageFactory(parent=index, title="Online", department=None)
    online.online_services.add(OnlineServiceFactory())
    online.save()
    assert words(of_pages.has_a_way()) == ["Ohne alles"]
    for name, state in (("weg", "broken"), ("da", "ok")):
        CheckedLink.objects.create(**{**CheckedLink.of(f"https://{name}.example/"), "state": state, "reason": "404"})
    assert words(of_pages.links_answer()) == ["https://weg.example/ (404)"]


def test_a_report_of_a_barrier_is_late_on_the_day_after_its_day(db):
    today = timezone.localdate()
    BarrierReportFactory(first_due=today)
    assert words(of_pages.barriers_answered()) == []
    BarrierReportFactory(first_due=today - timedelta(days=1))
    assert len(words(of_pages.barriers_answered())) == 1


def test_the_face_is_held_against_its_demands(home):
    town(colour="#ffcc00", accent="#003366")
    assert words(of_face.colours_can_be_read()) == ["#ffcc00"]
    assert len(words(of_face.has_a_logo())) == 1
    town(colour="#8b0000", logo=PictureFactory())
    assert [*of_face.colours_can_be_read(), *of_face.has_a_logo()] == []


def test_a_page_is_weighed_with_what_it_needs_at_once(home, monkeypatch):
    weight = Scales().weigh(home.get_url())
    assert weight.scripts > 0
    assert weight.whole > 2 * weight.scripts
    assert words(of_face.pages_are_light()) == []
    monkeypatch.setattr(of_face, "MOST", weight.whole - 1)
    assert len(words(of_face.pages_are_light())) == 1


def test_pictures_that_wait_weigh_nothing():
    html = '<link rel="preload" href="/f.woff2"><script src="/s.js"></script><img src="/a.png"><img src="/b.png" loading="lazy">'
    parts = Parts(html)
    assert (parts.scripts, parts.others) == ({"/s.js"}, {"/f.woff2", "/a.png"})


def test_operation_is_held_against_its_demands(db, settings):
    settings.HTTPS, settings.MFA_REQUIRED = False, False
    assert [len(words(demand())) for demand in (of_operation.is_encrypted, of_operation.second_factor)] == [1, 1]
    settings.HTTPS, settings.MFA_REQUIRED = True, True
    assert [*of_operation.is_encrypted(), *of_operation.second_factor()] == []


def test_a_clock_that_stands_still_and_a_job_that_fails_are_named(db):
    now = timezone.now()
    Schedule.objects.update(next_at=now + timedelta(hours=1), last_succeeded_at=None)
    assert len(words(of_operation.jobs_run())) == 1
    Schedule.objects.update(last_succeeded_at=now)
    row = Schedule.objects.get_or_create(
        name="dashboard.check_site", defaults={"next_at": now, "last_succeeded_at": now}
    )[0]
    assert words(of_operation.jobs_run()) == []
    Schedule.objects.filter(pk=row.pk).update(next_at=now - timedelta(days=1))
    assert len(words(of_operation.jobs_run())) == 1
    Schedule.objects.filter(pk=row.pk).update(next_at=now)
    row.failures_in_a_row, row.last_error = 1, "Traceback\nOSError: no room"
    row.save()
    assert "OSError: no room" in words(of_operation.jobs_run())[0]


def test_rules_of_all_rooms_are_demands_and_findings_are_counted(home):
    page = StandardPageFactory(parent=home, title="Links")
    page.body = [{"type": "paragraph", "value": '<p><a href="https://town.example/">hier</a></p>'}]
    page.save()
    found = {result.id: result for result in checking.of_all_pages()}
    assert found["V1"].count == 1
    assert found["V1"].flaws[0].address == f"/admin/pages/{page.pk}/edit/"
    assert found["K1"].group == Group.SERVICES
    assert found["K1"].is_met


def test_a_demand_that_cannot_be_asked_is_not_met_and_takes_nothing_with_it():
    def breaks():
        yield Flaw("first")
        raise RuntimeError

    result = checking.of_site(Demand("T1", Group.PAGES, "Breaks", Severity.ERROR, breaks))
    assert result.count == 2
    assert result.flaws[0].text == "first"


def test_every_demand_has_a_name_of_its_own(db):
    names = [demand.id for demand in all_demands()] + [result.id for result in checking.of_all_pages()]
    assert len(names) == len(set(names))


def test_a_long_list_is_cut_and_says_how_much_is_missing():
    result = Result("W1", Group.PAGES, "Pages are kept", Severity.WARNING)
    for number in range(MOST_SHOWN + 5):
        result.add(Flaw(str(number)))
    assert (result.count, result.more) == (MOST_SHOWN + 5, 5)
    assert Result.from_json(json.loads(json.dumps(result.as_json()))) == result


@pytest.fixture
def of_two(monkeypatch):
    """The command and the page without the long way through all pages."""
    met = Result("J1", Group.DUTIES, "Met", Severity.ERROR)
    failed = Result("W1", Group.PAGES, "Missing", Severity.ERROR, 1, [Flaw("Allein", "/admin/pages/4/edit/")])

    def give(severity="error"):
        failed.severity = Severity(severity)
        for place in ("dashboard.site_check.admin", "dashboard.management.commands.check_site"):
            monkeypatch.setattr(f"{place}.check_site", lambda: [met, failed])

    return give


@pytest.mark.parametrize(
    ("severity", "options", "ends"), [("error", [], 1), ("warning", [], 0), ("warning", ["--strict"], 1)]
)
def test_the_command_ends_as_scripts_expect(db, of_two, severity, options, ends):
    of_two(severity)
    out = StringIO()
    if ends:
        with pytest.raises(SystemExit) as ended:
            call_command("check_site", *options, stdout=out)
        assert ended.value.code == ends
    else:
        call_command("check_site", *options, stdout=out)
    assert "Allein" in out.getvalue()


def test_the_command_speaks_json(db, of_two):
    of_two("warning")
    out = StringIO()
    call_command("check_site", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert said["passed"] is True
    assert [(row["id"], row["passed"], row["count"]) for row in said["demands"]] == [("J1", True, 0), ("W1", False, 1)]


def test_the_page_shows_what_was_found_last_and_checks_anew(db, of_two):
    of_two()
    client = signed_in(make_person(is_superuser=True))
    assert client.get(ADDRESS).context["checked_at"] is None
    response = client.post(ADDRESS, follow=True)
    assert response.context["failing"] == 1
    assert 'id="demand-W1"' in response.text
    assert 'href="/admin/pages/4/edit/"' in response.text


def test_the_page_is_for_those_who_run_the_site(client, db, django_user_model):
    client.force_login(django_user_model.objects.create_user("niemand"))
    assert client.get(ADDRESS).status_code in {302, 403}
    assert client.post(ADDRESS).status_code in {302, 403}
