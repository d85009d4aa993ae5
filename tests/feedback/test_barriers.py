"""A barrier is reported: the form, the days that are promised, answering, reminding, forgetting."""

from datetime import timedelta
from smtplib import SMTPException
from unittest import mock
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from cms.models import TownSettings
from feedback import clock
from feedback.barriers import reminders, views
from feedback.models import BarrierEntry, BarrierReport
from tests.attacks import signed_in
from tests.factories.cms import StandardPageFactory
from tests.factories.feedback import BarrierReportFactory
from tests.visitors import typed

FORM = "/barriere-melden/"
LIST = "/admin/barriers/"
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
ANNA = "anna@example.org"


@pytest.fixture
def in_nrw(home):
    TownSettings.objects.update_or_create(site=home.get_site(), defaults={"ars": "057700044044"})
    return home


@pytest.fixture
def editor(town):
    person = town.people["redaktion"]
    person.email = "redaktion@haselbrueck.example"
    person.save()
    return signed_in(person)


def report(client, **fields):
    said = {"what": "Die Tabelle wird nicht vorgelesen.", "submission": uuid4(), **fields}
    return client.post(FORM, typed(**said), **HERE)


def test_the_footer_brings_the_page_along(home, client):
    page = StandardPageFactory(parent=home)
    assert f'href="{FORM}?seite={page.url}"' in client.get(page.url).text
    response = client.get(f"{FORM}?seite=%22%3E%3Cscript%3E")
    assert "&quot;&gt;&lt;script&gt;" in response.text
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]


def test_who_reports_gets_a_number_and_the_days(in_nrw, client, django_capture_on_commit_callbacks):
    page = StandardPageFactory(parent=in_nrw)
    with django_capture_on_commit_callbacks(execute=True):
        arrived = report(client, where=page.url, email=ANNA)
    stored, today = BarrierReport.objects.get(), timezone.localdate()
    # § 5 (2) BITVNRW: in two, at most in six weeks.
    assert (stored.first_due, stored.last_due) == (today + timedelta(weeks=2), today + timedelta(weeks=6))
    assert stored.page_id == page.pk
    assert stored.number in client.get(arrived.url).text
    (letter,) = mail.outbox
    assert letter.to == [ANNA]
    for said in (stored.number, "lbbp.nrw.de"):
        assert said in letter.body
    # Anybody can type anybody's address: what was written is not sent on.
    assert stored.what not in letter.body
    assert client.get(arrived.url.replace(":", ":x", 1)).status_code == 404


def test_nothing_is_needed_but_what_does_not_work(home, client):
    assert report(client).status_code == 302
    assert not mail.outbox
    empty = report(client, what=" ", where="Bleibt stehen", email="keine Adresse")
    assert empty.status_code == 422
    assert "Bleibt stehen" in empty.text
    assert set(empty.context["form"].errors) == {"what", "email"}
    assert BarrierReport.objects.get().email == ""
    for where in ("https://[kaputt", "//fremd.example/x", "/\\fremd.example", "javascript:alert(1)", "ein Dokument"):
        assert "fremd.example" not in (html := client.get(report(client, where=where).url).text), where
        assert "javascript:" not in html
    assert 'href="/fehlt/"' in client.get(report(client, where="/fehlt/").url).text


def test_a_double_click_reports_once_and_robots_and_floods_nothing(home, client):
    once = uuid4()
    assert report(client, submission=once).status_code == report(client, submission=once).status_code == 302
    report(client, website="x")
    assert BarrierReport.objects.count() == 1
    with mock.patch.object(views, "MOST", 1):
        assert report(client).status_code == 429


def test_editors_see_what_is_overdue_first(town, editor):
    today = timezone.localdate()
    late = BarrierReportFactory(first_due=today - timedelta(days=1))
    later = BarrierReportFactory(last_due=today + timedelta(days=60), answered_at=timezone.now())
    closed = BarrierReportFactory(closed_at=timezone.now(), first_due=today - timedelta(days=30))
    fresh = BarrierReportFactory()
    assert list(editor.get(LIST).context["reports"]) == [late, fresh, later, closed]
    assert [each.is_overdue for each in (late, later, closed, fresh)] == [True, False, False, False]
    for name in ("mia", "lehrer", "amt"):
        assert signed_in(town.people[name]).get(f"{LIST}{late.pk}/").status_code == 302


def test_an_answer_goes_out_and_names_the_enforcement_body(town, editor):
    TownSettings.objects.update_or_create(site=town.home.get_site(), defaults={"ars": "057700044044"})
    one = BarrierReportFactory(email=ANNA)
    address = f"{LIST}{one.pk}/"
    draft = editor.get(f"{address}?draft=later").context["answer_form"].initial["text"]
    assert draft
    assert editor.post(address, {"action": "answer", "text": ""}).status_code == 422
    with mock.patch("feedback.barriers.actions.send_mail", side_effect=SMTPException):
        failed = editor.post(address, {"action": "answer", "text": "Bleibt stehen"})
    assert failed.status_code == 422
    assert "Bleibt stehen" in failed.text
    assert not BarrierEntry.objects.exists()
    editor.post(address, {"action": "answer", "text": draft})
    editor.post(address, {"action": "note", "note": "Mit dem Anbieter gesprochen."})
    editor.post(address, {"action": "close"})
    one.refresh_from_db()
    assert one.answered_at
    assert one.closed_at
    assert [entry.kind for entry in one.entries.all()] == ["answer", "note"]
    (letter,) = mail.outbox
    assert letter.to == [ANNA]
    assert draft in letter.body
    assert "lbbp.nrw.de" in letter.body
    assert "Anbieter" not in letter.body


def test_whoever_answers_is_reminded_every_third_day(town, editor):
    today = timezone.localdate()
    report = BarrierReportFactory(first_due=today + timedelta(days=3))
    BarrierReportFactory(first_due=today + timedelta(days=4))
    clock.remind_of_reports()
    clock.remind_of_reports()
    assert reminders.remind(today) == 0
    assert [letter.to for letter in mail.outbox] == [["redaktion@haselbrueck.example"]]
    assert report.number in mail.outbox[0].body
    assert reminders.remind(today + timedelta(days=3)) == 2
