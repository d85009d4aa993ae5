"""The page about one's own account: name, address, signing out, taking everything along, going."""

import json

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from residents.models import MailLink, Pass, Resident
from tests.factories.residents import ResidentFactory, ask_for_link, browser_of, link_in, new_browser
from tests.visitors import typed

ACCOUNT = "/mein-zugang/"
ONLY_FOR_RESIDENTS = [("post", "name/"), ("post", "adresse/"), ("post", "abmelden/"), ("get", "meine-daten/")]
ONLY_FOR_RESIDENTS += [("get", "loeschen/"), ("post", "loeschen/")]


@pytest.mark.parametrize(("method", "path"), ONLY_FOR_RESIDENTS)
def test_nobody_else_comes_here(stranger, anna, method, path):
    response = getattr(stranger, method)(ACCOUNT + path, {"name": "Fremd"})
    assert (response.status_code, response.url) == (302, ACCOUNT)
    anna.refresh_from_db()
    assert anna.name == "Anna"


@pytest.mark.parametrize("path", ["name/", "adresse/", "abmelden/"])
def test_looking_changes_nothing(signed_in, path):
    assert signed_in.get(ACCOUNT + path).status_code == 405


@pytest.mark.parametrize("path", ["", "loeschen/", "meine-daten/"])
def test_what_one_person_sees_is_kept_by_no_cache(signed_in, anna, path):
    response = signed_in.get(ACCOUNT + path)
    assert response.status_code == 200
    assert anna.email in b"".join(response).decode() or path == "loeschen/"
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_page_asks_few_questions(signed_in, django_assert_max_num_queries):
    signed_in.get(ACCOUNT)
    with django_assert_max_num_queries(12):
        signed_in.get(ACCOUNT)


def test_another_name(signed_in, anna):
    response = signed_in.post(ACCOUNT + "name/", {"name": "  Radlerin \t 07  "})
    anna.refresh_from_db()
    assert anna.name == anna.public_name == "Radlerin 07"
    assert signed_in.get(response.url).context["done"]


def test_a_name_is_text(signed_in, anna):
    signed_in.post(ACCOUNT + "name/", {"name": "<script>alert(1)</script>"})
    page = signed_in.get(ACCOUNT).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_nobody_needs_a_name(signed_in, anna):
    signed_in.post(ACCOUNT + "name/", {"name": ""})
    anna.refresh_from_db()
    assert anna.name == ""
    assert anna.public_name
    assert anna.email not in anna.public_name


@pytest.mark.parametrize(
    "name", ["anna@post.example", "https://spam.example", "An\u200bna", "\u202eanna", "a" * 61, "Anna\x00"]
)
def test_a_name_that_cannot_be_comes_back(signed_in, anna, name):
    response = signed_in.post(ACCOUNT + "name/", {"name": name})
    assert response.status_code == 422
    assert 'href="#id_name"' in response.text
    assert response.context["resident"].name == "Anna"
    anna.refresh_from_db()
    assert anna.name == "Anna"


def test_an_unknown_message_is_not_shown(signed_in):
    assert signed_in.get(ACCOUNT, {"fertig": "<b>gewonnen</b>"}).context["done"] is None


def test_a_new_address_counts_when_it_is_confirmed(signed_in, anna, django_capture_on_commit_callbacks):
    stale = ask_for_link(new_browser(), anna.email)
    assert signed_in.post(ACCOUNT + "adresse/", typed(email="Neu@Post.Example")).status_code == 302
    assert mail.outbox[-1].to == ["neu@post.example"]
    link = link_in(mail.outbox[-1])
    assert signed_in.get(link).status_code == 200
    anna.refresh_from_db()
    assert anna.email == "anna@post.example"
    elsewhere = browser_of(anna)
    assert elsewhere.get(ACCOUNT).context["resident"] == anna
    with django_capture_on_commit_callbacks(execute=True):
        response = signed_in.post(link)
    assert signed_in.get(response.url).context["done"]
    assert "resident" not in elsewhere.get(ACCOUNT).context  # whoever shared the access shares it no longer
    anna.refresh_from_db()
    assert anna.email == "neu@post.example"
    assert mail.outbox[-1].to == ["anna@post.example"]
    assert "neu@post.example" not in mail.outbox[-1].body
    assert new_browser().post(stale).status_code == 410
    assert new_browser().post(link).status_code == 410


def test_an_address_that_somebody_has_is_told_only_to_who_reads_its_mails(signed_in, anna):
    ResidentFactory(email="bert@post.example")
    response = signed_in.post(ACCOUNT + "adresse/", typed(email="bert@post.example"))
    assert response.url == ACCOUNT + "post-ist-unterwegs/"
    response = signed_in.post(link_in(mail.outbox[-1]))
    assert (response.status_code, response.context["why"]) == (409, "taken")
    anna.refresh_from_db()
    assert anna.email == "anna@post.example"


def test_an_address_that_somebody_takes_in_the_same_moment(signed_in, anna, monkeypatch):
    signed_in.post(ACCOUNT + "adresse/", typed(email="bert@post.example"))
    link = link_in(mail.outbox[-1])
    ResidentFactory(email="bert@post.example")
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda self: False)
    assert signed_in.post(link).status_code == 409
    monkeypatch.undo()
    assert MailLink.objects.get().used_at is None
    anna.refresh_from_db()
    assert anna.email == "anna@post.example"


def test_no_address_comes_back_with_its_error(signed_in):
    response = signed_in.post(ACCOUNT + "adresse/", typed(email="falsch"))
    assert response.status_code == 422
    assert 'href="#new_email"' in response.text
    assert 'value="falsch"' in response.text


def test_signing_out_everywhere(anna):
    here, there = browser_of(anna), browser_of(anna)
    here.post(ACCOUNT + "abmelden/", {"everywhere": "1"})
    assert "resident" not in there.get(ACCOUNT).context
    assert not Pass.objects.exists()


def test_everything_in_one_file(signed_in, anna):
    response = signed_in.get(ACCOUNT + "meine-daten/")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="meine-daten-')
    data = json.loads(response.content)
    assert data["account"]["email"] == "anna@post.example"
    assert len(data["account"]["signed_in_browsers"]) == 1
    assert Pass.objects.get().digest not in response.text


def test_going_for_good_asks_once_more(signed_in, anna, django_capture_on_commit_callbacks):
    ask_for_link(new_browser(), anna.email)
    assert signed_in.get(ACCOUNT + "loeschen/").status_code == 200
    assert Resident.objects.exists()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        response = signed_in.post(ACCOUNT + "loeschen/")
    assert response.cookies["teilnahme"].value == ""
    assert signed_in.get(response.url).status_code == 200
    assert not Resident.objects.exists()
    assert not Pass.objects.exists()
    assert not MailLink.objects.exists()
    assert [message.to for message in mail.outbox] == [["anna@post.example"]]


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_nobody_deletes_from_another_site(signed_in, anna, headers):
    foreign = Client(headers=headers)
    foreign.cookies = signed_in.cookies
    assert foreign.post(ACCOUNT + "loeschen/").status_code == 403
    assert Resident.objects.exists()


def test_a_browser_that_says_nothing_is_asked_first(signed_in, anna):
    silent = Client()
    silent.cookies = signed_in.cookies
    asked = silent.post(ACCOUNT + "loeschen/")
    assert asked.context["page_label"] == "cms.confirm_post"
    assert Resident.objects.exists()
    fields = {asked.context["confirmation_field"]: asked.context["confirmation"]}
    assert silent.post(ACCOUNT + "loeschen/", fields).status_code == 302
    assert not Resident.objects.exists()


def test_a_confirmation_from_elsewhere_deletes_nobody(signed_in, anna):
    """Somebody fetches a confirmation for the same address and lets the browser of a resident send it."""
    asked = Client().post(ACCOUNT + "loeschen/")
    silent = Client()
    silent.cookies = signed_in.cookies
    fields = {asked.context["confirmation_field"]: asked.context["confirmation"]}
    assert silent.post(ACCOUNT + "loeschen/", fields).context["page_label"] == "cms.confirm_post"
    assert Resident.objects.exists()


def test_staff_are_no_residents(admin_client, anna):
    """Somebody who is signed in as an editor has no account here, and their forms carry Django's token."""
    page = admin_client.get(ACCOUNT)
    assert "resident" not in page.context
    assert "csrfmiddlewaretoken" in page.text
    assert admin_client.get(ACCOUNT + "meine-daten/").status_code == 302


def test_a_resident_is_no_user(signed_in):
    assert signed_in.get("/admin/").status_code == 302
    assert not signed_in.get(ACCOUNT).wsgi_request.user.is_authenticated


def test_the_account_of_somebody_blocked_is_closed(signed_in, anna):
    Resident.objects.update(blocked_at=timezone.now())
    assert "resident" not in signed_in.get(ACCOUNT).context
