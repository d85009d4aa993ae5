"""Every quality rule finds what breaks it and is silent about a page that is in order."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from wagtail.models import Site

from cms.models import TownSettings
from service_catalogue import quality
from service_catalogue.models import CheckedLink, Deadline, Fee, LeikaKey, LinkUse, OnlineService, ProcessingTime
from service_catalogue.quality.checking import with_all_it_needs
from service_catalogue.quality.surroundings import Surroundings
from tests.factories.cms import make_home
from tests.factories.directory import DepartmentFactory
from tests.factories.service_catalogue import (
    AreaFactory,
    LeikaKeyFactory,
    OnlineServiceFactory,
    ReferenceServiceFactory,
    ResponsibilityFactory,
    ServiceIndexPageFactory,
    ServicePageFactory,
)

pytestmark = pytest.mark.django_db

ARS = "057700044044"
KEY = "99050012104000"
TEXTS = ("procedure", "deadline_text", "processing_text", "remedy")
LISTS = ("prerequisites", "required_documents", "legal_bases")


def item(text="Ausweis", link=""):
    return {"type": "item", "value": {"text": text, "note": "", "link": link}}


def make_key(key=KEY, **names):
    return LeikaKey.objects.get_or_create(key=key, defaults={"name": "Gewerbe Anmeldung", **names})[0]


@pytest.fixture(scope="module")
def made(for_the_file):
    """A page that no rule has anything to say about."""
    index_page = ServiceIndexPageFactory(parent=make_home(), slug="dienstleistungen")
    TownSettings.objects.update_or_create(site=Site.objects.get(is_default_site=True), defaults={"ars": ARS})
    page = ServicePageFactory(
        parent=index_page,
        department=DepartmentFactory(),
        typing=["2b"],
        **dict.fromkeys(TEXTS, "<p>Keine.</p>"),
        **{name: [item()] for name in LISTS},
    )
    page.leika_keys = [make_key()]
    page.areas = [AreaFactory(ars=ARS, name="")]
    page.online_services = [OnlineServiceFactory(confidence_level="30", accounts=["bundid"], link_state="ok")]
    page.fees = [Fee(label="Anmeldung", kind="fixed", amount=Decimal(26))]
    page.deadlines = [Deadline(label="Anmeldung", kind="range", amount=1, amount_max=2, unit="WOCHE")]
    page.processing_times = [ProcessingTime(kind="date", from_date=date(2026, 1, 1), until_date=date(2026, 2, 1))]
    page.save()
    return page


@pytest.fixture
def good(made, db):
    return fresh(made)


@pytest.fixture
def index_page(good):
    return good.get_parent()


def fresh(page):
    """The page without what it remembers from an earlier look."""
    return type(page).objects.get(pk=page.pk)


def rules_of(page, severity=None):
    found = quality.check(page)
    return {finding.rule for finding in found if severity in {None, finding.severity}}


def test_a_good_page_has_no_findings(good):
    assert quality.check(fresh(good)) == []


def online(page, link_state="ok", link_reason="", **values):
    record = OnlineServiceFactory(**values)
    record.link_state, record.link_reason = link_state, link_reason
    page.online_services = [record]


def reference(page, **values):
    page.reference = ReferenceServiceFactory(release={"by": "Kreis", "on": timezone.localdate().isoformat()}, **values)
    return page.reference


def key(page, number, **names):
    page.leika_keys = [make_key(number, **names)]


def same_key_elsewhere(page):
    other = ServicePageFactory(parent=page.get_parent(), title="Zwilling")
    other.leika_keys = [make_key()]
    other.save()


def same_delivered_key_elsewhere(page):
    other = ReferenceServiceFactory()
    other.leika_keys.add(make_key())
    ServicePageFactory(parent=page.get_parent(), title="Zwilling", reference=other)


def makeshift_title(page):
    reference(page, title="", given_title=page.title)


def poor_link_in_a_text(page):
    link = CheckedLink.objects.create(digest="1", url="https://weg.example/", state="missing", reason="It is gone.")
    LinkUse.objects.create(link=link, page=page, section="legal_bases")


def pending(page):
    ResponsibilityFactory(reference=reference(page), department=None, holder_source_id="OE 7")


def fee(page, **values):
    page.fees = [Fee(**{"label": "Anmeldung", "kind": "fixed", **values})]


def delivered_fee(page, **row):
    page.fees = []
    reference(page, fees=[row])


def deadline(page, **values):
    page.deadlines = [Deadline(**values)]


def delivered_time(page, **row):
    page.processing_times, page.processing_text = [], ""
    reference(page, processing_times=[row])


def sets(**values):
    def change(page):
        for name, value in values.items():
            setattr(page, name, value)

    return change


def old_release(page):
    reference(page).release = {"by": "Kreis", "on": "2015-03-01"}


# Rule, severity, field, and what breaks it.
BROKEN = [
    ("L1", "error", "leika_keys", lambda page: key(page, "9905001210400")),
    ("L1", "warning", "leika_keys", lambda page: key(page, "11050012104000")),
    ("L2", "warning", "leika_keys", lambda page: key(page, "99999012104000")),
    ("L2", "warning", "leika_keys", lambda page: key(page, "99050012999000")),
    ("L3", "error", "leika_keys", lambda page: key(page, "99050012000001")),
    ("L4", "info", "leika_keys", sets(leika_keys=[])),
    ("L5", "info", "leika_keys", same_key_elsewhere),
    ("L5", "info", "leika_keys", same_delivered_key_elsewhere),
    ("L6", "warning", "leika_keys", lambda page: (make_key(), key(page, "99050012000000"))),
    ("L6", "info", "leika_keys", lambda page: key(page, "99050019000000")),
    ("L7", "warning", "leika_keys", lambda page: key(page, "99050013104000", name="Außer Kraft - Gewerbe")),
    ("L7", "warning", "leika_keys", lambda page: key(page, "99050014104000", gone_at=timezone.now())),
    ("T1", "error", "teaser", sets(teaser="")),
    ("T1", "error", "description", sets(description="<p>&nbsp;</p>")),
    ("T1", "error", "title", makeshift_title),
    *[("T2", "warning", name, sets(**{name: ""})) for name in ("procedure", "remedy")],
    *[("T2", "warning", name, sets(**{name: []})) for name in LISTS],
    ("T2", "warning", "fees", sets(fees=[])),
    ("T2", "warning", "deadlines", sets(deadlines=[], deadline_text="")),
    ("T2", "warning", "processing_times", sets(processing_times=[], processing_text="")),
    ("T3", "error", "notes", sets(notes="<p>Hallo<script>alert(1)</script></p>")),
    ("T3", "error", "notes", sets(notes='<p style="color:red">rot</p>')),
    ("T3", "error", "notes", sets(notes="<p onclick='x()'>klick</p>")),
    ("T3", "error", "notes", sets(notes='<p><a href="java&#10;script:alert(1)">klick</a></p>'.replace("&#10;", "\n"))),
    ("T3", "error", "notes", sets(notes='<p><a href="//anderswo.example">klick</a></p>')),
    ("T3", "error", "legal_bases", sets(legal_bases=[item("Gesetz", "ftp://alt.example/gesetz")])),
    ("T3", "error", "notes", lambda page: reference(page, sections={"notes": "<iframe src='https://x.example'></iframe>"})),
    ("T3", "error", "further_information", lambda page: reference(page, links={"further_information": [{"url": "www.x.example"}]})),
    ("T4", "info", "title", lambda page: reference(page, languages=["de", "leicht"])),
    ("T5", "error", "department", sets(department=None)),
    ("T6", "warning", "forms", sets(typing=["1"], online_services=[], forms=[item("Antrag", "https://town.example/a.pdf")])),
    ("T6", "warning", "online_services", sets(typing=["2a", "3a"])),
    ("K1", "error", "fees", lambda page: fee(page)),
    ("K1", "error", "fees", lambda page: fee(page, amount=1, amount_max=2)),
    ("K1", "error", "fees", lambda page: fee(page, kind="free", amount=1)),
    ("K1", "error", "fees", lambda page: fee(page, kind="range")),
    ("K1", "error", "fees", lambda page: fee(page, kind="range", amount=3, amount_max=2)),
    ("K1", "error", "fees", lambda page: fee(page, amount=-1)),
    ("K1", "error", "fees", lambda page: fee(page, label="", amount=1)),
    ("K1", "error", "fees", lambda page: fee(page, kind="", amount=1)),
    ("K1", "error", "fees", lambda page: delivered_fee(page, kind="fixed", amount="40")),
    ("K1", "error", "fees", lambda page: delivered_fee(page, kind="fixed", amount="4", label="x", currency="DEM")),
    ("F1", "error", "deadlines", lambda page: deadline(page, kind="date", from_date=date(2026, 2, 1), until_date=date(2026, 1, 1))),
    ("F1", "error", "deadlines", lambda page: deadline(page, amount=0, unit="TAG")),
    ("F1", "error", "deadlines", lambda page: deadline(page, kind="range", amount=3, amount_max=2, unit="TAG")),
    ("F1", "error", "processing_times", lambda page: delivered_time(page, kind="range", amount=3, amount_max=2, unit="TAG")),
    ("O1", "error", "online_services", lambda page: online(page, url="http://town.example/antrag?x=1")),
    ("O1", "error", "online_services", lambda page: online(page, url="https://town.example/antrag?gebiets_id=")),
    ("O1", "error", "online_services", lambda page: online(page, url="https://town.example/antrag/${ort}")),
    ("O1", "error", "online_services", lambda page: online(page, url="https://town.example/antrag?oe={oe}")),
    ("O1", "info", "online_services", lambda page: online(page, url="https://town.example/eportal/start")),
    ("O2", "warning", "online_services", lambda page: online(page, url="https://town.example/a?location=010020000000")),
    ("O2", "info", "online_services", lambda page: online(page, url="https://town.example/a?ags=05124001")),
    ("O3", "warning", "online_services", lambda page: online(page, confidence_level="99")),
    ("O3", "warning", "online_services", lambda page: online(page, confidence_level="40")),
    ("O4", "warning", "online_services", lambda page: online(page, link_state="broken")),
    ("O4", "warning", "online_services", lambda page: online(page, link_state="caution", link_reason="Slow.")),
    ("O4", "warning", "legal_bases", poor_link_in_a_text),
    ("A1", "error", "areas", lambda page: sets(areas=[AreaFactory(ars="990000000000", name="")])(page)),
    ("A1", "error", "areas", lambda page: sets(areas=[AreaFactory(ars="057700044045", name="")])(page)),
    ("G1", "warning", "valid_until", sets(valid_from=date(2026, 2, 1), valid_until=date(2026, 1, 1))),
    ("G1", "warning", "valid_until", sets(valid_until=date(2020, 1, 1))),
    ("G1", "warning", "valid_until", lambda page: reference(page, valid_until=date(2020, 1, 1))),
    ("R1", "info", "description", old_release),
    ("R1", "info", "description", lambda page: reference(page).release.clear()),
    ("R1", "info", "description", lambda page: reference(page).release.update(by="Senat Bremen")),
    ("R1", "info", "description", lambda page: reference(page).release.update(status="3")),
    ("Z1", "warning", "department", pending),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "severity", "field", "change"), BROKEN, ids=[f"{row[0]}-{n}" for n, row in enumerate(BROKEN)]
)
def test_what_breaks_a_rule_is_found_with_its_field(good, rule, severity, field, change):
    page = fresh(good)
    change(page)
    found = [finding for finding in quality.check(page) if finding.rule == rule]
    assert {(finding.severity, finding.field) for finding in found} == {(severity, field)}
    assert all(len(finding.text) > 20 and "%(" not in finding.text for finding in found)


def test_every_rule_is_broken_by_some_page_above():
    assert {rule.id for rule in quality.RULES} == {row[0] for row in BROKEN}


def test_the_table_names_every_rule_once_and_in_words():
    assert len(quality.RULE_OF) == len(quality.RULES) == 23
    assert all(str(rule.demand) and rule.problems.__doc__.startswith(f"{rule.id}: ") for rule in quality.RULES)


# What looks odd but is right.
ALLOWED = [
    ("L5", lambda page: ServicePageFactory(parent=page.get_parent(), live=False).leika_keys.add(make_key())),
    ("L6", lambda page: (key(page, "99050012000000"), online(page, kind="information"))),
    ("L6", lambda page: sets(leika_keys=[make_key("99050012000000"), make_key("99050012104000")])(page)),
    ("T1", lambda page: (sets(description="", teaser="")(page), reference(page, sections={"description": "<p>A</p>", "summary": "B"}))),
    ("T2", sets(status="unavailable", procedure="", remedy="")),
    ("T2", sets(typing=["6"], procedure="", remedy="")),
    ("T2", lambda page: (sets(procedure="")(page), reference(page, sections={"procedure": "<p>Keine</p>"}))),
    ("T3", sets(notes='<p><a linktype="page" id="3">hier</a> <a href="tel:+49">dort</a> <b>fett</b></p><hr/>')),
    ("T3", sets(notes='<p>1 < 2 und <a href="/suche/?a=1&amp;b=2">hier</a></p>')),
    ("T5", lambda page: (sets(department=None)(page), ResponsibilityFactory(reference=reference(page), department=DepartmentFactory()))),
    ("T6", lambda page: (sets(typing=["1"])(page), online(page, source_id="7"))),
    ("T6", sets(typing=["1", "5"])),
    ("K1", lambda page: (fee(page, amount=1), reference(page, fees=[{"kind": "odd"}]))),
    ("K1", lambda page: delivered_fee(page, kind="free")),
    ("K1", lambda page: delivered_fee(page, kind="range", amount="1.50", label="Anmeldung")),
    ("F1", lambda page: delivered_time(page, kind="range", amount=3, unit="WOCHE", amount_max=1, unit_max="MONAT")),
    ("O1", lambda page: online(page, url="https://town.example/antrag?ars={ars}&ags={ags}&lang={lang}&key={leika}")),
    ("O2", lambda page: online(page, url=f"https://town.example/antrag?ars={ARS}&region=057700000000")),
    ("A1", lambda page: sets(areas=[AreaFactory(ars="057700000000", name="")])(page)),
    ("A1", lambda page: sets(areas=[AreaFactory(ars="064159999999", name="Neustadt")])(page)),
    ("G1", lambda page: sets(valid_until=timezone.localdate() + timedelta(days=1))(page)),
    ("R1", lambda page: reference(page, typing=["5"])),
    ("R1", lambda page: reference(page).release.update({"by": "", "on": "", "status": 6})),
    ("Z1", lambda page: ResponsibilityFactory(reference=reference(page), department=DepartmentFactory())),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "change"), ALLOWED, ids=[f"{row[0]}-{n}" for n, row in enumerate(ALLOWED)])
def test_what_is_right_is_not_found(good, rule, change):
    page = fresh(good)
    change(page)
    assert rule not in rules_of(page)


def test_an_addition_stands_beside_the_reference_so_both_are_checked(good):
    page = fresh(good)
    reference(page, fees=[{"kind": "odd"}])
    assert "K1" not in rules_of(page)
    page.additions = ["fees"]
    assert "K1" in rules_of(page)


def test_empty_sections_are_named_together_and_lead_to_the_first(good):
    page = fresh(good)
    page.remedy, page.procedure = "", ""
    [finding] = quality.check(page)
    assert "under: How it works, If you do not agree with the decision." in finding.text
    assert finding.field == "procedure"


def test_a_more_exact_key_is_named(good):
    page = fresh(good)
    make_key("99050012010000", name="Außer Kraft - Gewerbe Befreiung")
    key(page, "99050012000000")
    [finding] = quality.check(page)
    assert finding.text.endswith("More exact: 99 050 012 104 000 Gewerbe Anmeldung.")


def test_the_gravest_comes_first_and_nothing_is_said_twice(good):
    page = fresh(good)
    page.teaser, page.remedy, page.leika_keys = "", "", []
    same = item("Gesetz", "ftp://alt.example/")
    page.legal_bases = [same, same]
    found = quality.check(page)
    assert [finding.severity for finding in found] == ["error", "error", "warning", "info"]
    assert [finding.rule for finding in quality.errors(page)] == ["T1", "T3"]


ODD = [
    None, "", "x", 0, -1, 10**30, 1.5, float("nan"), True, [], {}, [None], [[]], [{}], [{"kind": []}], {"a": {"b": 1}}, "%s%(x)s",
    "<", "]]>", "http://[", "\x00", [{"kind": "fixed", "amount": "1e999", "label": 5, "from_date": "2024-13-45"}], ["2b", 5],
    {"by": 7, "on": "gestern", "status": []}, {"description": None, "notes": 3}, [{"url": None}], {"description": [{"url": 3}]},
]  # fmt: skip
JSON_FIELDS = [
    "sections", "links", "fees", "deadlines", "processing_times", "synonyms", "audience", "typing", "release", "languages",
    "translations",
]  # fmt: skip


def rules_directly(page):
    """Without the net that catches a rule which fails."""
    around = Surroundings([page])
    return [finding for rule in quality.RULES for finding in rule.check(page, around)]


def odd_page(page, dice):
    """A page on which everything that may be odd is."""
    page = fresh(page)
    for name in ("fees", "deadlines", "processing_times", "leika_keys", "areas", "online_services"):
        if dice.random() < 0.8:
            setattr(page, name, [])
    for name in (*TEXTS, "description", "teaser", "notes"):
        setattr(page, name, dice.choice(["", "<", "<p", '<a href="http://[">', "\x00", "<p>a</p>"]))
    page.typing, page.additions = dice.choice(ODD), dice.choice(ODD)
    page.reference = ReferenceServiceFactory.build(**{name: dice.choice(ODD) for name in JSON_FIELDS})
    page.current_keys = [LeikaKey(key=dice.choice(["", "x", "99", "9" * 14, "٣" * 14]))]
    page.current_areas, page.in_charge = [AreaFactory.build(ars=dice.choice(["", "x", "9" * 12, "٣" * 12]))], []
    url = dice.choice(["", "x", "https://[", "https://a.example:99999/", "{", "{x}", "a" * 2000])
    page.current_online_services = [OnlineService(name="", url=url, kind="?")]
    return page


def test_odd_values_never_make_a_rule_fail(good):
    dice = random.Random(20260101)
    for _ in range(150):
        for finding in rules_directly(odd_page(good, dice)):
            assert finding.text
            assert finding.severity in quality.Severity.values


def test_a_rule_that_fails_is_logged_and_the_others_go_on(good, monkeypatch, caplog):
    def fail(page, around):
        raise RuntimeError("slip")

    monkeypatch.setattr(quality.RULES[0].__class__, "check", quality.RULES[0].__class__.check)
    monkeypatch.setitem(quality.RULES[0].__dict__, "problems", fail)
    page = fresh(good)
    page.teaser = ""
    assert rules_of(page) == {"T1"}
    assert "Rule L1 failed" in caplog.text


def test_many_pages_cost_a_fixed_number_of_queries(good, index_page, django_assert_max_num_queries):
    def add(count):
        for _ in range(count):
            page = ServicePageFactory(parent=index_page, reference=ReferenceServiceFactory())
            page.leika_keys, page.online_services = (
                [LeikaKeyFactory(key=f"9905001310{page.pk:04}")],
                [OnlineServiceFactory(url="https://a.example/{oe}")],
            )
            page.save()

    add(3)
    pages = type(good).objects.all()
    with django_assert_max_num_queries(25) as few:
        assert len(list(quality.check_many(pages))) == 4
    add(12)
    with django_assert_max_num_queries(len(few)):
        found = dict(quality.check_many(pages))
    assert found[good] == []
    assert {page.pk: findings for page, findings in found.items()} == {
        page.pk: quality.check(page) for page in with_all_it_needs(pages)
    }
