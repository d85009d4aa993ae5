"""Signing in with a link by mail: for everybody alike, once, in time, and only back to this site."""

import logging
import re
import smtplib
from datetime import timedelta
from unittest import mock

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from residents import mail_links
from residents.models import MailLink, Pass, Resident
from residents.passes import digest_of
from tests.factories.residents import ResidentFactory, ask_for_link, browser_of, new_browser
from tests.visitors import typed

ACCOUNT = "/mein-zugang/"


def test_from_an_address_to_an_account(stranger):
    assert stranger.get(ACCOUNT).context["form"]["email"].errors == []
    link = ask_for_link(stranger, "Erika@Post.Example")
    assert mail.outbox[0].to == ["erika@post.example"]
    page = stranger.get(link)
    assert page.context["is_new"]
    assert "erika@post.example" in page.text
    assert not Resident.objects.exists()
    response = stranger.post(link)
    assert response.url == ACCOUNT
    resident = Resident.objects.get()
    assert resident.email == "erika@post.example"
    assert stranger.get(ACCOUNT).context["resident"] == resident


def test_the_cookie_is_for_this_site_and_no_script(stranger):
    stranger.post(ask_for_link(stranger, "erika@post.example"))
    cookie = stranger.cookies["teilnahme"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == 90 * 24 * 60 * 60
    assert not cookie["secure"]
    own = Pass.objects.get()
    assert own.digest == digest_of(cookie.value)
    assert cookie.value not in own.digest


def test_the_cookie_is_secure_where_the_site_is(stranger, settings):
    settings.HTTPS = True
    stranger.post(ask_for_link(stranger, "erika@post.example"))
    assert stranger.cookies["teilnahme"]["secure"]


def test_the_answer_is_the_same_whether_an_account_exists_or_not(stranger, anna):
    blocked = ResidentFactory(blocked_at=timezone.now())
    answers = []
    for email in (anna.email, "nobody@post.example", blocked.email):
        response = stranger.post(ACCOUNT, typed(email=email))
        answers.append((response.status_code, response.url, stranger.get(response.url).text))
    assert answers[0] == answers[1] == answers[2]
    texts = {re.sub(r"link/\S+", "link", message.body) for message in mail.outbox}
    assert len(mail.outbox) == 3
    assert len(texts) == 1


def test_programs_that_open_links_sign_nobody_in(stranger):
    link = ask_for_link(stranger, "erika@post.example")
    for method in (stranger.get, stranger.head, stranger.get):
        assert method(link).status_code == 200
    assert not stranger.cookies
    assert not Resident.objects.exists()
    assert stranger.post(link).status_code == 302


def test_a_link_is_good_once(stranger):
    link = ask_for_link(stranger, "erika@post.example")
    stranger.post(link)
    somebody = new_browser()
    assert somebody.get(link).status_code == 410
    assert somebody.post(link).status_code == 410
    assert not somebody.cookies
    assert Pass.objects.count() == 1


def test_of_two_presses_at_the_same_time_one_signs_in(stranger):
    """Both have found the link before either has used it."""
    ask_for_link(stranger, "erika@post.example")
    link = MailLink.objects.get()
    mail_links.use(link)
    with pytest.raises(mail_links.UsedError):
        mail_links.use(link)
    with mock.patch.object(mail_links, "find", return_value=link):
        response = stranger.post(reverse("residents:confirm", args=["x"]))
    assert response.status_code == 410
    assert not Resident.objects.exists()


def test_a_link_is_good_for_an_hour(stranger):
    link = ask_for_link(stranger, "erika@post.example")
    MailLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert stranger.post(link).status_code == 410
    assert timezone.now() < MailLink(made_at=timezone.now()).made_at + mail_links.LINK_LASTS
    assert timedelta(hours=1) == mail_links.LINK_LASTS


def test_a_link_that_we_did_not_make_asks_the_database_nothing(stranger, django_assert_num_queries):
    link = ask_for_link(stranger, "erika@post.example").split("/")[-2]
    with django_assert_num_queries(0):
        assert mail_links.find("made-up") is None
        assert mail_links.find(link[:-1] + ("A" if link[-1] != "A" else "B")) is None
    assert mail_links.find(link) is not None


def test_only_a_digest_of_the_link_is_stored(stranger):
    token = ask_for_link(stranger, "erika@post.example").split("/")[-2]
    stored = " ".join(str(value) for value in MailLink.objects.values_list().get())
    assert token not in stored
    assert token.split(".")[0] not in stored


def test_the_secret_of_a_link_goes_to_no_log_and_to_no_other_site(stranger, caplog):
    caplog.set_level(logging.DEBUG)
    link = ask_for_link(stranger, "erika@post.example")
    first = stranger.get(link)
    stranger.post(link)
    refused = stranger.get(link)
    for response in (first, refused):
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in response.headers["Cache-Control"]
        assert not re.findall(r'(?:href|src|action)="https?://', response.text)
    assert link not in caplog.text


def test_it_leads_back_to_where_the_person_came_from(stranger):
    page = stranger.get(ACCOUNT, {"next": "/mitmachen/ideen/?seite=2#idee-3"})
    shown = page.context["form"]["next"].value()
    link = ask_for_link(stranger, "erika@post.example", next=shown)
    assert stranger.post(link).url == "/mitmachen/ideen/?seite=2#idee-3"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "///evil.example",
        "http://testserver/mitmachen/",
        "javascript:alert(1)",
        "mitmachen/",
        "/" + "a" * 600,
        "\t//evil.example",
        "/\n/evil.example",
    ],
)
def test_it_leads_to_no_other_site(stranger, elsewhere):
    link = ask_for_link(stranger, "erika@post.example", next=elsewhere)
    assert stranger.post(link).url == ACCOUNT


@pytest.mark.parametrize(
    "email", ["", "keine-adresse", "a@b", "a@post.example\nBcc: b@post.example", "x" * 300 + "@a.de"]
)
def test_what_is_no_address_comes_back_with_its_error(stranger, email):
    response = stranger.post(ACCOUNT, typed(email=email))
    assert response.status_code == 422
    assert 'href="#id_email"' in response.text
    assert 'aria-invalid="true"' in response.text
    assert not mail.outbox


def test_a_robot_is_told_the_same_and_gets_nothing(stranger):
    assert stranger.post(ACCOUNT, typed(email="a@post.example", website="x")).url == reverse("residents:mail_sent")
    assert not mail.outbox
    assert not MailLink.objects.exists()


def test_five_mails_an_hour_to_one_address(stranger):
    answers = [stranger.post(ACCOUNT, typed(email="erika@post.example")) for _number in range(7)]
    assert {response.url for response in answers} == {reverse("residents:mail_sent")}
    assert len(mail.outbox) == 5
    stranger.post(ACCOUNT, typed(email="anna@post.example"))
    assert len(mail.outbox) == 6
    MailLink.objects.update(made_at=timezone.now() - timedelta(minutes=61))
    stranger.post(ACCOUNT, typed(email="erika@post.example"))
    assert len(mail.outbox) == 7


def test_one_network_gets_as_many_mails_as_a_full_hall_needs(stranger, monkeypatch):
    monkeypatch.setattr(mail_links, "MOST_FROM_ONE_NETWORK", 3)
    codes = [stranger.post(ACCOUNT, typed(email=f"a{number}@post.example")).status_code for number in range(4)]
    assert codes == [302, 302, 302, 429]
    elsewhere = stranger.post(ACCOUNT, typed(email="b@post.example"), REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 302


def test_a_mail_server_that_is_away_is_said_and_leaves_no_link(stranger):
    with mock.patch("residents.mail_links.send_mail", side_effect=smtplib.SMTPServerDisconnected):
        response = stranger.post(ACCOUNT, typed(email="erika@post.example"))
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()
    assert "erika@post.example" in response.text
    assert not MailLink.objects.exists()


def test_who_is_blocked_hears_it_only_after_proving_the_address(stranger, anna):
    Resident.objects.update(blocked_at=timezone.now())
    response = stranger.post(ask_for_link(stranger, anna.email))
    assert response.status_code == 403
    assert response.context["why"] == "blocked"
    assert not stranger.cookies


def test_signing_in_as_somebody_else_takes_nothing_along(anna):
    browser = browser_of(anna)
    browser.post(ask_for_link(browser, "bert@post.example"))
    assert browser.get(ACCOUNT).context["resident"].email == "bert@post.example"
    assert not anna.passes.exists()


def test_a_planted_pass_is_worth_nothing_after_the_sign_in():
    """Somebody knows the secret that a browser shows before its owner signs in."""
    browser = browser_of(None)
    planted = browser.cookies[settings.PASS_COOKIE_NAME].value
    browser.post(ask_for_link(browser, "erika@post.example"))
    thief = new_browser()
    thief.cookies[settings.PASS_COOKIE_NAME] = planted
    assert "resident" not in thief.get(ACCOUNT).context
    assert Pass.objects.count() == 1


def test_signing_in_again_ends_the_waiting_for_the_deletion(stranger, anna):
    Resident.objects.update(warned_at=timezone.now(), last_seen_at=timezone.now() - timedelta(days=800))
    stranger.post(ask_for_link(stranger, anna.email))
    anna.refresh_from_db()
    assert anna.warned_at is None
    assert anna.last_seen_at > timezone.now() - timedelta(minutes=1)


@pytest.mark.parametrize("path", ["", "post-ist-unterwegs/", "geloescht/"])
def test_no_page_sets_a_cookie_by_being_looked_at(stranger, path):
    response = stranger.get(ACCOUNT + path)
    assert response.status_code == 200
    assert not response.cookies
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
