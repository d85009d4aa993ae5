"""“Was this page clear?”: where it stands, the two steps, what is kept of them."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from accounts.limits import WINDOW, Sending
from cms.models import StandardPage
from feedback import views
from feedback.masking import mask
from feedback.models import FeedbackGroup, Reply
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import DepartmentFactory, PlaceFactory
from tests.factories.feedback import FeedbackGroupFactory, subject_of
from tests.visitors import typed

CLEAR = "/rueckmeldung/"
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def page_here(home):
    return StandardPageFactory(
        parent=home, title="Hundesteuer", body=[("heading", "Was Sie brauchen"), ("heading", "Was es kostet")]
    )


def press(client, key, clear="nein", **fields):
    return client.post(CLEAR, {"about": key, "clear": clear, "website": "", **fields}, **HERE)


def key_on(client, address):
    found = re.search(r'name="about" value="([^"]*)"', client.get(address).text)
    return found and found[1]


def test_public_pages_ask_the_same_of_everybody_and_set_no_cookie(page_here, client):
    department, place = DepartmentFactory(), PlaceFactory()
    assert key_on(client, page_here.url) == f"page:{page_here.pk}"
    assert key_on(client, "/rathaus/") == "/rathaus/"
    for record in (department, place):
        assert key_on(client, record.get_absolute_url()) == record.get_absolute_url()
    response = client.get(page_here.url)
    assert not response.cookies
    assert client.get(page_here.url).text == response.text


def test_forms_and_missing_pages_do_not_ask(page_here, client):
    for address in ("/suche/", "/mein-zugang/", "/barriere-melden/", "/konto/anmelden/", "/rathaus/fehlt/", "/fehlt/"):
        assert key_on(client, address) is None, address
    page_here.get_view_restrictions().create(page=page_here, restriction_type="login")
    assert press(client, f"page:{page_here.pk}").status_code == 404


@pytest.mark.parametrize(
    "key", ["", "page:", "page:x", "page:99999", "/konto/anmelden/", "/rathaus/fehlt/", "///[", "x"]
)
def test_about_what_is_no_public_page_nothing_is_stored(home, client, key):
    assert press(client, key).status_code == 404
    assert not Reply.objects.exists()


def test_both_steps_are_stored_without_a_person(page_here, client):
    second = press(client, f"page:{page_here.pk}")
    assert second.status_code == 302
    assert Reply.objects.get().group.cause == "unsaid"
    shown = client.get(second.url)
    assert "no-store" in shown["Cache-Control"]
    assert [words for words, _label in shown.context["form"].fields["part"].choices] == [
        "", "Was Sie brauchen", "Was es kostet",
    ]  # fmt: skip
    words = "Welche Papiere? <b>Anrufen</b> unter 05771 123456, eva@example.org"
    said = typed(cause="incomplete", part="Was Sie brauchen", words=words)
    assert client.post(second.url, said, **HERE).url == "/rueckmeldung/danke/"
    reply = Reply.objects.select_related("group__subject").get()
    assert (reply.group.cause, reply.part) == ("incomplete", "Was Sie brauchen")
    assert reply.words == "Welche Papiere? <b>Anrufen</b> unter […], […]"
    assert (reply.group.subject.title, reply.group.subject.page_id) == ("Hundesteuer", page_here.pk)
    assert [group.cause for group in FeedbackGroup.objects.said()] == ["incomplete"]
    assert not client.cookies


def test_praise_is_asked_what_helped_and_waits_for_nobody(page_here, client):
    second = press(client, f"page:{page_here.pk}", "ja")
    assert Reply.objects.get().group is None
    assert client.post(second.url, typed(cause="incomplete"), **HERE).status_code == 422
    client.post(second.url, typed(cause="good_found", words=""), **HERE)
    assert Reply.objects.get().group.cause == "good_found"
    assert not FeedbackGroup.objects.to_do().exists()


def test_who_presses_again_is_counted_once_and_the_last_word_holds(page_here, client):
    key = f"page:{page_here.pk}"
    first, again = press(client, key), press(client, key)
    assert Reply.objects.count() == 1
    press(client, key, "ja")
    assert (Reply.objects.get().is_clear, Reply.objects.get().group) == (True, None)
    press(client, key)
    client.post(first.url, typed(cause="words", words="eins"), **HERE)
    client.post(again.url, typed(cause="steps", words="zwei"), **HERE)
    assert Reply.objects.get().words == "eins"
    assert press(client, key).url == "/rueckmeldung/danke/"
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + WINDOW):
        press(client, key)
    assert Reply.objects.count() == 1
    client.post(CLEAR, {"about": key, "clear": "nein"}, HTTP_USER_AGENT="another", **HERE)
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + 3 * WINDOW):
        press(client, key)
    assert Reply.objects.count() == 3


def test_mistakes_lose_nothing_that_was_typed(page_here, client):
    second = press(client, f"page:{page_here.pk}")
    response = client.post(second.url, typed(words="Das bleibt stehen."), **HERE)
    assert response.status_code == 422
    assert "Das bleibt stehen." in response.text
    assert 'href="#warum-cause_0"' in response.text
    assert not Reply.objects.get().says_why
    assert client.post(second.url, {"cause": "words", "rendered": ""}, **HERE).status_code == 422  # no stamp
    assert client.get(second.url.replace(":", ":x", 1)).status_code == 404


def test_robots_are_thanked_and_a_flood_is_stopped(page_here, client):
    key = f"page:{page_here.pk}"
    assert press(client, key, website="https://example.org").url == "/rueckmeldung/danke/"
    assert not Reply.objects.exists()
    second = press(client, key)
    client.post(second.url, typed(cause="words", website="x"), **HERE)
    assert not Reply.objects.get().says_why
    Sending.objects.update(count=views.MOST)
    assert press(client, key).status_code == 429
    assert client.post(CLEAR, {"about": key, "clear": "nein"}, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403


def test_a_deleted_page_keeps_what_was_said(page_here, client):
    key = f"page:{page_here.pk}"
    second = press(client, key)
    StandardPage.objects.get(pk=page_here.pk).delete()
    assert client.post(second.url, typed(cause="outdated", words="Alt"), **HERE).status_code == 302
    group = FeedbackGroup.objects.said().get()
    assert group.subject.is_deleted
    assert (group.subject.title, group.cause) == ("Hundesteuer", "outdated")


def test_only_recent_changes_stand_on_the_page(page_here, client):
    subject = subject_of(page_here)
    for days, text in ((1, "Frisch"), (400, "Lange her")):
        closed = {"closed_at": timezone.now() - timedelta(days=days), "is_published": True, "change": text}
        FeedbackGroupFactory(subject=subject, **closed)
    shown = client.get(page_here.url).text
    assert "Frisch" in shown
    assert "Lange her" not in shown


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("Schreiben Sie an eva.beispiel@example.org!", "Schreiben Sie an […]!"),
        ("Tel. +49 5771 9988-77 bitte", "Tel. […] bitte"),
        ("0151 23456789", "[…]"),
        ("DE02 1203 0000 0000 2020 51", "[…]"),
        ("Ich wohne in der Lindenstraße 4a und", "Ich wohne in der […] und"),
        ("Am 01.02.2026 um 08:30 kostet es 1.250,00 €.", "Am 01.02.2026 um 08:30 kostet es 1.250,00 €."),
        ("49419 Haselbrück, § 5 Absatz 2, Formular 12345", "49419 Haselbrück, § 5 Absatz 2, Formular 12345"),
    ],
)
def test_what_leads_to_a_person_is_taken_out(words, masked):
    assert mask(words) == masked
