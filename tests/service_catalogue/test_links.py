"""The table of links: what is gathered, what a check changes, and what a run does with many."""

import io
import json
import socket
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cms.models import TownSettings
from cms.signals import content_changed
from service_catalogue import clock
from service_catalogue.links import gathering, running, states, telling
from service_catalogue.links.checking import Outcome, Verdict
from service_catalogue.links.network import Network
from service_catalogue.models import CheckedLink, LinkUse, OnlineService, ServicePage
from service_catalogue.models.links import digest_of
from tests.factories.directory import DepartmentFactory
from tests.factories.service_catalogue import (
    LeikaKeyFactory,
    OnlineServiceFactory,
    ReferenceServiceFactory,
    ResponsibilityFactory,
    ServicePageFactory,
)
from tests.service_catalogue.little_site import HOST, little_site, reply

pytestmark = pytest.mark.django_db

FAILED, OK = Outcome(Verdict.FAILED, "Weg.", is_silent=True), Outcome(Verdict.OK)


@pytest.fixture
def site():
    with little_site() as running_site:
        yield running_site


@pytest.fixture
def town(home):
    settings = TownSettings.for_site(home.get_site())
    settings.ars = "057700044044"
    settings.save()
    return settings


def link(url=f"https://{HOST}/antrag", **values):
    return CheckedLink.objects.create(**{**CheckedLink.of(url), **values})


def urls():
    return sorted(CheckedLink.objects.values_list("url", flat=True))


# Gathering


def test_every_link_that_residents_can_follow_is_found(index_page, town):
    reference = ReferenceServiceFactory(
        sections={
            "procedure": '<p><a href="https://bund.de/ablauf?a=1&amp;b=2">So</a> <a href="mailto:a@b.de">Post</a></p>'
        },
        links={"legal_bases": [{"title": "Gesetz", "url": "https://gesetze.de/1#abs2"}]},
    )
    online = OnlineServiceFactory(url="https://portal.nrw/{leika}?p={ars}&ags={ags}&oe={oe}&l={lang}")
    page = ServicePageFactory(
        parent=index_page,
        reference=reference,
        online_services=[online],
        department=DepartmentFactory(source_id="OE 7"),
        description='<p><a href="https://own.de/">Mehr</a> <a href="/intern/">Hier</a></p>',
        forms=[("item", {"text": "Formular", "link": "https://own.de/formular.pdf"})],
        leika_keys=[LeikaKeyFactory(key="99050012104000")],
    )
    gathering.gather()
    assert urls() == [
        "https://bund.de/ablauf?a=1&b=2",
        "https://gesetze.de/1",
        "https://own.de/",
        "https://own.de/formular.pdf",
        "https://portal.nrw/99050012104000?p=057700044044&ags=05770044&oe=OE%207&l=de",
    ]
    where = dict(LinkUse.objects.filter(page=page).values_list("link__url", "section"))
    assert where["https://gesetze.de/1"] == "legal_bases"
    assert where["https://own.de/formular.pdf"] == "forms"


def test_gathering_twice_changes_nothing_and_keeps_what_was_found_out(index_page):
    ServicePageFactory(parent=index_page, online_services=[OnlineServiceFactory(url="https://portal.nrw/a")])
    gathering.gather()
    CheckedLink.objects.update(state="ok")
    before = list(LinkUse.objects.order_by("pk").values_list("pk", flat=True))
    gathering.gather()
    assert list(LinkUse.objects.order_by("pk").values_list("pk", flat=True)) == before
    assert CheckedLink.objects.get().state == "ok"


def test_links_of_pages_that_are_not_public_are_forgotten(index_page):
    page = ServicePageFactory(parent=index_page, description='<p><a href="https://own.de/x">Mehr</a></p>')
    ServicePageFactory(parent=index_page, live=False, description='<p><a href="https://own.de/draft">Mehr</a></p>')
    gathering.gather()
    assert urls() == ["https://own.de/x"]
    page.unpublish()
    gathering.gather()
    assert urls() == []


def test_an_address_that_misses_a_value_is_no_link(index_page):
    ServicePageFactory(parent=index_page, online_services=[OnlineServiceFactory(url="https://portal.nrw/{ars}")])
    gathering.gather()
    assert urls() == []


def test_online_services_that_no_page_uses_are_checked_too(db):
    online = OnlineServiceFactory(url="https://portal.nrw/a")
    gathering.gather()
    assert LinkUse.objects.get().online_service == online


def test_gathering_costs_the_same_for_ten_pages_as_for_one(index_page, django_assert_max_num_queries):
    for number in range(10):
        ServicePageFactory(
            parent=index_page, online_services=[OnlineServiceFactory(url=f"https://portal.nrw/{number}/{{ars}}")]
        )
    with django_assert_max_num_queries(45):
        gathering.gather()


# What a check changes


def test_a_failure_counts_the_second_time_and_since_stays():
    checked, start = link(), timezone.now()
    hours = [start + timedelta(hours=number) for number in range(5)]
    seen = []
    for moment, outcome in zip(hours, [OK, FAILED, FAILED, FAILED, OK], strict=True):
        states.note(checked, outcome, moment)
        seen.append((checked.state, checked.since))
    assert seen == [
        ("ok", hours[0]), ("caution", hours[1]), ("broken", hours[2]), ("broken", hours[2]), ("ok", hours[4]),
    ]  # fmt: skip
    assert checked.failures == 0


def test_a_page_that_the_website_calls_gone_is_missing_at_once():
    checked = link()
    states.note(checked, Outcome(Verdict.GONE, "404"), timezone.now())
    assert (checked.state, checked.reason, checked.due_at) == ("missing", "404", None)


def test_a_website_that_no_longer_exists_is_missing_the_second_time():
    checked = link()
    for _number in range(2):
        states.note(checked, Outcome(Verdict.FAILED, "Weg.", is_missing=True), timezone.now())
    assert checked.state == "missing"


def test_a_missing_page_whose_website_fails_is_not_better_off():
    checked = link(state="missing")
    states.note(checked, FAILED, timezone.now())
    assert checked.state == "broken"


def test_what_failed_is_asked_again_soon_then_less_often():
    checked, now = link(), timezone.now()
    waits = []
    for _number in range(7):
        states.note(checked, FAILED, now)
        waits.append((checked.due_at - now) / timedelta(hours=1))
    assert waits == [1, 2, 4, 8, 16, 24, 24]


def test_patience_changes_nothing_but_the_next_time():
    checked, now = link(state="broken", failures=3), timezone.now()
    states.note(checked, Outcome(Verdict.LATER, "Später", wait=timedelta(hours=2)), now)
    assert (checked.state, checked.failures, checked.checked_at) == ("broken", 3, None)
    assert checked.due_at == now + timedelta(hours=2)


def test_a_website_that_names_a_time_after_a_fault_is_left_alone_till_then():
    checked, now = link(), timezone.now()
    states.note(checked, Outcome(Verdict.FAILED, "503", wait=timedelta(days=1)), now)
    assert checked.due_at == now + timedelta(days=1)


def test_long_reasons_fit():
    checked = link()
    states.note(checked, Outcome(Verdict.CAUTION, "x" * 1000), timezone.now())
    states.save([checked])
    assert len(CheckedLink.objects.get().reason) == 300


def test_online_services_repeat_the_worst_of_their_addresses_and_pages_hear_of_it(index_page):
    online = OnlineServiceFactory(url="https://portal.nrw/{leika}")
    pages = [
        ServicePageFactory(parent=index_page, online_services=[online], leika_keys=[LeikaKeyFactory()]) for _ in "ab"
    ]
    delivered = ReferenceServiceFactory()
    ResponsibilityFactory(reference=delivered, online_service=online)
    pages.append(ServicePageFactory(parent=index_page, reference=delivered))
    gathering.gather()
    good, bad = CheckedLink.objects.order_by("pk")
    told = []

    def listen(sender, instances, **kwargs):
        told.append((sender, {page.pk for page in instances}))

    content_changed.connect(listen)
    try:
        now = timezone.now()
        states.note(good, OK, now)
        states.note(bad, Outcome(Verdict.GONE, "404"), now)
        states.save([good, bad])
        states.save([good, bad])
    finally:
        content_changed.disconnect(listen)
    online.refresh_from_db()
    assert (online.link_state, online.link_reason, online.link_since) == ("missing", "404", now)
    assert told == [(ServicePage, {page.pk for page in pages})]
    assert [page.channels.works for page in ServicePage.objects.filter(pk__in=[page.pk for page in pages[:2]])].count(
        True
    ) == 1


# Many links


def test_a_run_checks_all_and_saves_what_it_found(site):
    online = OnlineServiceFactory(url=site.url("/antrag"))
    site.replies |= {"/antrag": reply("200 OK"), "/kaputt": reply("500 Error")}
    link(site.url("/kaputt"), failures=1, state="caution")
    link(site.url("/weg"))
    summary = running.check_links(CheckedLink.objects.all(), site.network())
    assert dict(CheckedLink.objects.values_list("url", "state")) == {
        site.url("/antrag"): "ok", site.url("/kaputt"): "broken", site.url("/weg"): "missing",
    }  # fmt: skip
    assert {checked.url for checked in summary.turned_bad} == {site.url("/kaputt"), site.url("/weg")}
    online.refresh_from_db()
    assert online.link_state == "ok"
    assert online.link_checked_at


def test_one_website_is_asked_one_thing_at_a_time(site):
    busy, most = [], []

    def slow(connection):
        busy.append(1)
        most.append(len(busy))
        connection.sendall(reply("200 OK").encode())
        busy.pop()

    for number in range(6):
        host = "www." + HOST if number % 2 else HOST
        link(site.url(f"/{number}", host=host))
        site.replies[f"/{number}"] = slow
    running.check_links(CheckedLink.objects.all(), site.network())
    assert most == [1] * 6


def test_a_website_that_is_down_is_not_asked_for_every_link(site):
    link(site.url("/gut", host="anderswo.de"))
    site.replies["/gut"] = reply("200 OK")
    for number in range(20):
        link(f"http://{HOST}:{site.port}/{number}")
    asked = []

    def resolve(host, port):
        asked.append(host)
        if host == HOST:
            raise socket.gaierror(socket.EAI_AGAIN, "no")
        return ["127.0.0.1"]

    summary = running.check_links(CheckedLink.objects.all(), site.network(resolve=resolve))
    assert asked.count(HOST) == running.MOST_SILENCES
    assert summary.verdicts == {"failed": 20, "ok": 1}


def test_a_website_that_asks_for_patience_is_left_alone_at_once(site):
    for number in range(5):
        link(site.url(f"/{number}"))
        site.replies[f"/{number}"] = reply("429 Too Many", "Retry-After: 3600")
    running.check_links(CheckedLink.objects.all(), site.network())
    assert len(site.asked) == 1
    assert CheckedLink.objects.filter(state="pending", due_at__gt=timezone.now() + timedelta(minutes=50)).count() == 5


def offline(host, port):
    raise socket.gaierror(socket.EAI_AGAIN, "no")


def test_when_nobody_answers_our_own_line_is_down_and_nothing_is_changed():
    for number in range(3):
        link(f"https://dienst{number}.de/")
    summary = running.check_links(CheckedLink.objects.all(), Network(resolve=offline, pause_seconds=0))
    assert summary.is_offline
    assert set(CheckedLink.objects.values_list("state", "failures")) == {("pending", 0)}


def test_two_dead_links_are_not_our_line_when_others_answer(site):
    link(site.url("/gut"), state="ok", checked_at=timezone.now(), due_at=None)
    site.replies["/gut"] = reply("200 OK")
    dead = [link(f"http://dienst{number}.de:{site.port}/") for number in range(4)]

    def resolve(host, port):
        return ["127.0.0.1"] if host == HOST else offline(host, port)

    summary = running.check_links(dead, site.network(resolve=resolve))
    assert not summary.is_offline
    assert CheckedLink.objects.filter(state="caution").count() == 4


def test_a_single_dead_link_is_noted_even_if_nothing_ever_answered():
    link("https://dienst.de/")
    assert not running.check_links(CheckedLink.objects.all(), Network(resolve=offline)).is_offline
    assert CheckedLink.objects.get().state == "caution"


def test_one_strange_address_does_not_stop_the_others(site, monkeypatch, caplog):
    link(site.url("/seltsam"))
    link(site.url("/gut"))
    site.replies["/gut"] = reply("200 OK")
    check = running.check

    def clumsy(url, *args):
        if url.endswith("seltsam"):
            raise RuntimeError("unforeseen")
        return check(url, *args)

    monkeypatch.setattr(running, "check", clumsy)
    running.check_links(CheckedLink.objects.order_by("pk"), site.network())
    assert list(CheckedLink.objects.order_by("pk").values_list("state", flat=True)) == ["caution", "ok"]
    assert "seltsam" in caplog.text


def test_a_run_with_an_end_begins_no_further_link(site):
    for number in range(50):
        link(site.url(f"/{number}"))
    summary = running.check_links(CheckedLink.objects.all(), site.network(pause_seconds=0.05), seconds=0.3)
    assert 0 < len(summary.checked) < 20


# Command and jobs


@pytest.fixture
def on_this_computer(site, monkeypatch):
    """The command asks our own little website; only a test can hand over another net."""
    monkeypatch.setattr(running, "Network", site.network)
    return site


def run(*args, **options):
    out = io.StringIO()
    call_command("check_links", *args, stdout=out, **options)
    return out.getvalue()


def test_the_command_gathers_checks_and_reports(on_this_computer, index_page, tmp_path):
    site = on_this_computer
    site.replies["/antrag"] = reply("200 OK")
    ServicePageFactory(
        parent=index_page,
        online_services=[OnlineServiceFactory(url=site.url("/antrag"))],
        description=f'<p><a href="{site.url("/weg")}">Mehr</a></p>',
    )
    said = run(report=tmp_path / "bericht.json")
    assert f"is gone: {site.url('/weg')}" in said
    found = json.loads((tmp_path / "bericht.json").read_text())
    assert (found["checked"], found["ok"], found["missing"], found["broken"]) == (2, 1, 1, 0)
    assert found["links"][0]["url"] == site.url("/weg")
    assert found["links"][0]["since"]
    site.asked.clear()
    run()
    assert site.asked == []
    run("--all")
    assert len(site.asked) == 3  # one that is there, and one that is asked twice
    site.asked.clear()
    run("--only", site.url("/antrag"))
    assert site.asked == ["HEAD /antrag"]


def test_an_unknown_address_is_not_asked(on_this_computer):
    with pytest.raises(CommandError, match="no-such-page"):
        run("--only", on_this_computer.url("/no-such-page"))
    assert on_this_computer.asked == []


def test_the_command_says_that_we_are_offline(monkeypatch):
    for number in range(3):
        OnlineServiceFactory(url=f"https://dienst{number}.de/")
    monkeypatch.setattr(running, "Network", lambda: Network(resolve=offline))
    with pytest.raises(CommandError, match="line of this server"):
        run()


def test_at_night_everything_is_due_and_by_day_what_failed(on_this_computer):
    site = on_this_computer
    for path in ("/a", "/b"):
        site.replies[path] = reply("200 OK")
        OnlineServiceFactory(url=site.url(path))
    clock.check_links()
    assert len(site.asked) == 2
    clock.check_links()
    assert len(site.asked) == 2
    later = timezone.now() + timedelta(days=1)
    CheckedLink.objects.filter(digest=digest_of(site.url("/b"))).update(due_at=later)  # its website asked for patience
    clock.gather_links()
    clock.check_links()
    assert site.asked[2:] == ["HEAD /a"]
    assert set(OnlineService.objects.values_list("link_state", flat=True)) == {"ok"}


def test_without_a_line_the_next_try_waits(monkeypatch):
    for number in range(3):
        OnlineServiceFactory(url=f"https://dienst{number}.de/")
    monkeypatch.setattr(running, "Network", lambda: Network(resolve=offline))
    clock.check_links()
    assert not CheckedLink.objects.filter(due_at__lt=timezone.now() + timedelta(minutes=20)).exists()


# Mails


def owned_page(index_page, owner, state, title):
    page = ServicePageFactory(parent=index_page, title=title, owner=owner)
    bad = link(f"https://{HOST}/{title}", state=state, since=timezone.now(), reason="Weg & fort.")
    LinkUse.objects.create(link=bad, page=page, section="description")
    return bad


def test_owners_hear_once_of_what_broke_on_their_pages(index_page, django_user_model, mailoutbox):
    paula, otto = (
        django_user_model.objects.create_user(name, f"{name}@town.example", "secret") for name in ("paula", "otto")
    )
    hund = owned_page(index_page, paula, "broken", "Hund")
    owned_page(index_page, paula, "caution", "Maus")
    owned_page(index_page, otto, "missing", "Katze")
    owned_page(index_page, None, "missing", "Fisch")
    clock.tell_owners()
    assert sorted(mail.to for mail in mailoutbox) == [["otto@town.example"], ["paula@town.example"]]
    (mail,) = (mail for mail in mailoutbox if mail.to == ["paula@town.example"])
    assert hund.url in mail.body
    assert "Weg & fort." in mail.body
    assert "/admin/reports/links/?mine=1" in mail.body
    assert not any(title in mail.body for title in ("Katze", "Maus", "Fisch"))
    clock.tell_owners()
    assert len(mailoutbox) == 2
    hund.since = timezone.now()  # it worked again in between
    hund.save()
    clock.tell_owners()
    assert [mail.to for mail in mailoutbox[2:]] == [["paula@town.example"]]


def test_a_mail_that_cannot_be_sent_is_tried_again(index_page, django_user_model, mailoutbox, monkeypatch, caplog):
    paula = django_user_model.objects.create_user("paula", "paula@town.example", "secret")
    owned_page(index_page, paula, "broken", "Hund")

    def refuse(*args, **kwargs):
        raise OSError("no mail server")

    with monkeypatch.context() as patched:
        patched.setattr(telling, "send_mail", refuse)
        with pytest.raises(RuntimeError, match="1 mails"):
            clock.tell_owners()
    clock.tell_owners()
    assert len(mailoutbox) == 1
