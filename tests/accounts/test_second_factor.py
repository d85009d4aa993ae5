"""The gate: whoever can change what the public reads needs a second factor, and the session must have used it."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupApprovalTask

from accounts import second_factor
from accounts.roles import ALARM, PUPILS, admin_access, make_roles
from accounts.second_factor import SecondFactorAdapter, needs_second_factor
from tests.factories.accounts import (
    PASSWORD,
    add_app,
    add_recovery_codes,
    code_of,
    factors_of,
    make_person,
    sign_in,
)
from tests.factories.cms import StandardPageFactory

pytestmark = pytest.mark.django_db
GATED = ["/admin/", "/admin/pages/", "/admin/api/main/pages/", "/admin/images/", "/admin/nothing/"]


@pytest.fixture
def pupil(home):
    person = make_person("schuelerzeitung", role=None)
    make_roles(school_corner=StandardPageFactory(parent=home))
    person.groups.add(Group.objects.get(name=PUPILS))
    return person


@pytest.mark.parametrize("path", GATED)
def test_without_a_factor_there_is_only_the_page_that_sets_one_up(client, editor, second_factor_required, path):
    sign_in(client, editor)
    assert client.get(path).url == "/konto/zweiter-faktor/"
    assert client.post(path).url == "/konto/zweiter-faktor/"
    assert client.get("/konto/zweiter-faktor/").status_code == 200


def test_a_town_that_says_no_is_not_asked(client, editor):
    sign_in(client, editor)
    assert client.get("/admin/").status_code == 200


def test_the_password_alone_opens_nothing_before_the_code(client, editor, second_factor_required):
    secret = add_app(editor)
    assert sign_in(client, editor).url == "/konto/anmelden/code/"
    assert client.get("/admin/").url.startswith("/konto/anmelden/")
    assert client.post("/konto/anmelden/code/", {"code": "123456"}).status_code == 200
    assert client.get("/admin/").url.startswith("/konto/anmelden/")
    assert client.post("/konto/anmelden/code/", {"code": code_of(secret)}).url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_code_works_once(client, editor):
    secret = add_app(editor)
    code = code_of(secret)
    assert sign_in(client, editor, code).url == "/admin/"
    client.post("/konto/abmelden/")
    assert sign_in(client, editor, code).status_code == 200
    assert client.get("/admin/").status_code == 302


def test_setting_up_an_app_opens_the_gate_and_uses_its_code_up(client, editor, second_factor_required, after_commit):
    sign_in(client, editor)
    secret = client.get("/konto/zweiter-faktor/app/").context["form"].secret
    code = code_of(secret)
    assert client.post("/konto/zweiter-faktor/app/", {"code": "000000"}).status_code == 200
    assert client.post("/konto/zweiter-faktor/app/", {"code": code}).url == "/konto/zweiter-faktor/codes/"
    assert factors_of(editor) == ["recovery_codes", "totp"]
    assert client.get("/admin/").status_code == 200
    assert len(client.get("/konto/zweiter-faktor/codes/").context["unused_codes"]) == 10
    client.post("/konto/abmelden/")
    assert sign_in(client, editor, code).status_code == 200
    assert sign_in(client, editor, code_of(secret, later=1)).url == "/admin/"


def test_a_first_factor_ends_sessions_that_had_none(client, editor, second_factor_required, after_commit):
    from django.test import Client

    other = Client()
    sign_in(other, editor)
    sign_in(client, editor)
    secret = client.get("/konto/zweiter-faktor/app/").context["form"].secret
    client.post("/konto/zweiter-faktor/app/", {"code": code_of(secret)})
    assert other.get("/konto/zweiter-faktor/").url.startswith("/konto/anmelden/")


def test_a_session_with_a_password_alone_proves_the_factor_and_changes_none(client, editor, second_factor_required):
    secret = add_app(editor)
    client.force_login(editor)
    for path in ("/admin/", "/konto/zweiter-faktor/", "/konto/zweiter-faktor/app/entfernen/"):
        assert client.get(path).url.startswith("/konto/bestaetigen/code/?next=%2F")
    assert client.post("/konto/bestaetigen/code/?next=/admin/", {"code": code_of(secret)}).url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_recovery_code_works_once(client, editor, second_factor_required):
    add_app(editor)
    codes = add_recovery_codes(editor)
    assert sign_in(client, editor, codes[3]).url == "/admin/"
    client.post("/konto/abmelden/")
    assert sign_in(client, editor, codes[3]).status_code == 200


def test_who_removes_the_last_factor_stands_before_the_gate_again(client, editor, second_factor_required):
    secret = add_app(editor)
    sign_in(client, editor, code_of(secret))
    assert client.post("/konto/zweiter-faktor/app/entfernen/").url == "/konto/zweiter-faktor/"
    assert factors_of(editor) == []
    assert client.get("/admin/").url == "/konto/zweiter-faktor/"


def test_changing_a_factor_long_after_signing_in_asks_again(client, editor, monkeypatch):
    secret = add_app(editor)
    sign_in(client, editor, code_of(secret))
    monkeypatch.setattr("accounts.sign_in.FRESH_SECONDS", 0)
    assert client.get("/konto/zweiter-faktor/app/entfernen/").url.startswith("/konto/bestaetigen/?next=")
    answer = client.post("/konto/bestaetigen/?next=/konto/zweiter-faktor/app/entfernen/", {"password": PASSWORD})
    assert answer.url == "/konto/zweiter-faktor/app/entfernen/"


def test_a_pupil_who_only_writes_needs_none(client, pupil, second_factor_required):
    sign_in(client, pupil)
    assert client.get("/admin/").status_code == 200


def test_who_needs_one(home, pupil, editor):
    assert not needs_second_factor(pupil)
    assert needs_second_factor(editor)
    assert needs_second_factor(make_person("technik", is_superuser=True))
    assert needs_second_factor(make_person("feuerwehr", role=ALARM))


def test_who_approves_needs_one(home, pupil):
    teachers = Group.objects.create(name="Lehrkräfte")
    teachers.permissions.add(admin_access())
    teacher = make_person("lehrerin", role=None)
    teacher.groups.add(teachers)
    assert not needs_second_factor(teacher)
    task = GroupApprovalTask.objects.create(name="Freigabe der Lehrkraft")
    task.groups.add(teachers)
    assert needs_second_factor(teacher)


def test_reading_records_alone_needs_none(home, pupil):
    pupil.user_permissions.add(Permission.objects.get(codename="view_department"))
    assert not needs_second_factor(type(pupil).objects.get(pk=pupil.pk))


def test_the_towns_own_sign_on_may_bring_the_factor(client, editor, settings, second_factor_required):
    client.force_login(editor)
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": 0}]
    session["account_authentication_methods_user"] = str(editor.pk)
    session.save()
    assert client.get("/admin/").url == "/konto/zweiter-faktor/"
    settings.OIDC_BRINGS_SECOND_FACTOR = True
    assert client.get("/admin/").status_code == 200


def test_secrets_lie_encrypted_in_the_database(editor, settings, monkeypatch):
    secret = add_app(editor)
    stored = Authenticator.objects.get(user=editor).data["secret"]
    assert secret not in stored
    assert SecondFactorAdapter().decrypt(stored) == secret
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key", [settings.SECRET_KEY]
    monkeypatch.setattr(second_factor, "KEYRING", second_factor.make_keyring())
    assert SecondFactorAdapter().decrypt(stored) == secret
    settings.SECRET_KEY_FALLBACKS = []
    monkeypatch.setattr(second_factor, "KEYRING", second_factor.make_keyring())
    assert SecondFactorAdapter().decrypt(stored) != secret


def test_every_page_of_the_account_has_our_frame(client, editor):
    secret = add_app(editor)
    add_recovery_codes(editor)
    sign_in(client, editor, code_of(secret))
    for path in ("", "passkeys/", "passkeys/neu/", "codes/", "codes/neu/", "app/entfernen/"):
        answer = client.get(f"/konto/zweiter-faktor/{path}")
        assert answer.status_code == 200, path
        assert 'data-page="account"' in answer.text
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert client.get("/konto/zweiter-faktor/codes/datei/").headers["Content-Disposition"].startswith("attachment")
