"""How others get in: invitations, lost factors, sessions ended from outside."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from accounts.invitations import invite
from accounts.security_log import SecurityEvent
from tests.factories.accounts import add_app, add_recovery_codes, code_of, factors_of, make_person, sign_in

pytestmark = pytest.mark.django_db
NEW = {"username": "neu", "email": "neu@town.example", "first_name": "Nele", "last_name": "Neu", "is_active": "on"}


def address_of(user):
    return f"/admin/users/{user.pk}/access/"


def link_in(mail):
    return re.search(r"http://localhost(\S+)", mail.body)[1]


def make_password(client, link, password="my-own-long-password"):
    form = client.get(link).url
    return client.post(form, {"new_password1": password, "new_password2": password})


def test_a_new_person_gets_an_invitation_and_no_password(admin_client, mailoutbox, client, django_user_model):
    form = admin_client.get("/admin/users/new/").context["form"]
    assert not {"password1", "password2"} & set(form.fields)
    admin_client.post("/admin/users/new/", NEW)
    user = django_user_model.objects.get(username="neu")
    assert not user.has_usable_password()
    [mail] = mailoutbox
    assert mail.to == ["neu@town.example"]
    assert "Nele Neu" in mail.body
    visitor = Client()
    assert make_password(visitor, link_in(mail)).status_code == 302
    user.refresh_from_db()
    assert user.check_password("my-own-long-password")
    assert visitor.get("/admin/").status_code == 302


def test_an_invitation_works_once(editor, mailoutbox):
    invite(editor)
    link = link_in(mailoutbox[0])
    make_password(Client(), link)
    assert Client().get(link).context["validlink"] is False


def test_short_passwords_are_refused(editor, mailoutbox):
    invite(editor)
    answer = make_password(Client(), link_in(mailoutbox[0]), "kurz")
    assert answer.context["form"].errors


@pytest.mark.parametrize("fields", [{"email": ""}, {"is_active": False}], ids=["no address", "closed"])
def test_who_cannot_be_invited_is_not(editor, mailoutbox, fields):
    type(editor).objects.filter(pk=editor.pk).update(**fields)
    editor.refresh_from_db()
    assert not invite(editor)
    assert mailoutbox == []


def test_the_invitation_is_sent_again_from_the_page_of_the_person(admin_client, editor, mailoutbox):
    assert address_of(editor) in admin_client.get("/admin/users/").text
    assert admin_client.get(address_of(editor)).status_code == 200
    admin_client.post(address_of(editor), {"action": "invite"})
    assert len(mailoutbox) == 1
    assert SecurityEvent.objects.filter(subject=editor.username, actor="technik", kind="account").exists()


def test_lost_factors_are_removed_and_every_session_ends(admin_client, editor):
    secret = add_app(editor)
    add_recovery_codes(editor)
    theirs = Client()
    sign_in(theirs, editor, code_of(secret))
    admin_client.post(address_of(editor), {"action": "remove_factors"})
    assert factors_of(editor) == []
    assert theirs.get("/admin/").status_code == 302
    assert SecurityEvent.objects.filter(kind="second_factor", actor="technik", subject=editor.username).exists()


def test_sessions_are_ended_from_outside(admin_client, editor):
    theirs = Client()
    sign_in(theirs, editor)
    admin_client.post(address_of(editor), {"action": "end_sessions"})
    assert theirs.get("/admin/").status_code == 302


def test_who_changes_no_accounts_stands_outside(client, editor):
    add_app(editor)
    client.force_login(make_person("anna"))
    assert client.get(address_of(editor)).url == "/admin/"
    client.post(address_of(editor), {"action": "remove_factors"})
    assert factors_of(editor) == ["totp"]


def test_superusers_are_looked_after_by_superusers_only(client, editor):
    technik = make_person("chef", is_superuser=True)
    add_app(technik)
    editor.user_permissions.add(Permission.objects.get(codename="change_user"))
    client.force_login(editor)
    assert client.get(address_of(make_person("anna"))).status_code == 200
    client.post(address_of(technik), {"action": "remove_factors"})
    assert factors_of(technik) == ["totp"]


def test_the_last_technician_is_helped_on_the_server(editor, capsys):
    add_app(editor)
    call_command("remove_second_factor", editor.username)
    assert factors_of(editor) == []
    with pytest.raises(CommandError, match="nobody"):
        call_command("remove_second_factor", "nobody")
