"""Whoever's account changes is told by mail, whoever did it."""

import smtplib

import pytest
from django.core.management import call_command

from accounts.account_mails import ADDED, ALL_REMOVED, APP, NEW_ADDRESS, NEW_CODES, NEW_PASSWORD, PASSKEY, REMOVED
from tests.factories.accounts import add_app, code_of, make_person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_commit")]


@pytest.fixture
def editor(editor, mailoutbox):
    """Somebody whose mails so far are forgotten."""
    mailoutbox.clear()
    return editor


def told(mailoutbox):
    """What the mails said, and to whom."""
    sentences = [*ADDED.values(), *REMOVED.values(), ALL_REMOVED, NEW_CODES, NEW_PASSWORD, NEW_ADDRESS]
    return [(mail.to[0], str(said)) for mail in mailoutbox for said in sentences if str(said) in mail.body]


def test_a_factor_that_comes_and_goes_is_told(client, editor, mailoutbox):
    sign_in(client, editor)
    secret = client.get("/konto/zweiter-faktor/app/").context["form"].secret
    client.post("/konto/zweiter-faktor/app/", {"code": code_of(secret)})
    assert told(mailoutbox) == [(editor.email, str(ADDED[APP]))]
    client.post("/konto/zweiter-faktor/codes/neu/")
    client.post("/konto/zweiter-faktor/app/entfernen/")
    assert [said for _to, said in told(mailoutbox)[1:]] == [str(NEW_CODES), str(REMOVED[APP])]
    assert "/konto/anmeldungen/" in mailoutbox[0].body


def test_each_kind_of_factor_has_its_words():
    assert set(ADDED) == set(REMOVED) == {APP, PASSKEY}


def test_factors_that_somebody_else_removed_are_told_to_the_owner(editor, mailoutbox):
    add_app(editor)
    call_command("remove_second_factor", editor.username)
    assert told(mailoutbox) == [(editor.email, str(ALL_REMOVED))]


def test_a_new_password_is_told(editor, mailoutbox):
    editor.set_password("another-password-for-tests")
    editor.save()
    assert told(mailoutbox) == [(editor.email, str(NEW_PASSWORD))]


def test_signing_in_is_no_new_password_even_where_its_hash_is_made_anew(client, editor, mailoutbox, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    assert sign_in(client, editor).url == "/admin/"
    editor.refresh_from_db()
    assert editor.password.startswith("pbkdf2")
    assert mailoutbox == []


def test_a_new_address_is_told_to_the_old_one(editor, mailoutbox):
    old = editor.email
    editor.email = "thief@evil.example"
    editor.save()
    assert told(mailoutbox) == [(old, str(NEW_ADDRESS))]
    assert "evil" not in mailoutbox[0].body


def test_a_first_address_is_no_change_of_one(mailoutbox):
    person = make_person("neu", role="")
    type(person).objects.filter(pk=person.pk).update(email="")
    person.refresh_from_db()
    person.email = "neu@town.example"
    person.save()
    assert mailoutbox == []


def test_a_closed_account_is_told_nothing(editor, mailoutbox):
    editor.is_active = False
    editor.set_password("another-password-for-tests")
    editor.save()
    assert mailoutbox == []


def test_a_mail_server_that_is_away_hinders_nobody(editor, monkeypatch, django_capture_on_commit_callbacks):
    def fail(*args: object, **kwargs: object) -> None:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.undo()
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        editor.set_password("another-password-for-tests")
        editor.save()
    assert len(waiting) == 1
    editor.refresh_from_db()
    assert editor.check_password("another-password-for-tests")
