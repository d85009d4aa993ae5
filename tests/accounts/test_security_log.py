"""The security log: what is written, and that nobody changes it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, Page

from accounts.clock import forget_events
from accounts.roles import grant_media, grant_pages
from accounts.security_log import SecurityEvent, record
from accounts.unchangeable import UnchangeableError
from tests.factories.accounts import add_app, code_of, make_person, sign_in

pytestmark = pytest.mark.django_db
Kind = SecurityEvent.Kind


def newest(kind):
    return SecurityEvent.objects.filter(kind=kind).first()


def test_signing_in_and_out_is_written_with_the_network_only(client, editor):
    sign_in(client, editor)
    entry = newest(Kind.SIGNED_IN)
    assert (entry.actor, entry.subject, entry.network) == (editor.username, editor.username, "127.0.0.0")
    client.post("/konto/abmelden/")
    assert newest(Kind.SIGNED_OUT).actor == editor.username


def test_wrong_passwords_are_written_but_no_name_that_is_none(client, editor):
    client.post("/konto/anmelden/", {"login": editor.username, "password": "wrong"})
    assert newest(Kind.REFUSED).subject == editor.username
    client.post("/konto/anmelden/", {"login": "my-secret-password", "password": "wrong"})
    assert "my-secret-password" not in str(list(SecurityEvent.objects.values()))
    assert SecurityEvent.objects.filter(kind=Kind.REFUSED).count() == 2


def test_wrong_codes_are_written(client, editor):
    add_app(editor)
    sign_in(client, editor, "000000")
    assert newest(Kind.REFUSED).actor == editor.username


def test_factors_that_come_and_go_are_written(client, editor, after_commit):
    sign_in(client, editor)
    secret = client.get("/konto/zweiter-faktor/app/").context["form"].secret
    client.post("/konto/zweiter-faktor/app/", {"code": code_of(secret)})
    client.post("/konto/zweiter-faktor/codes/neu/")
    client.post("/konto/zweiter-faktor/app/entfernen/")
    assert SecurityEvent.objects.filter(kind=Kind.SECOND_FACTOR, actor=editor.username).count() >= 4


def test_accounts_passwords_and_superusers_are_written(editor):
    before = SecurityEvent.objects.count()
    editor.first_name = "Renate"
    editor.save()
    assert SecurityEvent.objects.count() == before
    editor.is_superuser = True
    editor.set_password("another-password-for-tests")
    editor.save()
    assert newest(Kind.RIGHTS).details == "is_superuser = True"
    editor.email = "new@town.example"
    editor.is_active = False
    editor.save()
    details = list(SecurityEvent.objects.filter(kind=Kind.ACCOUNT).values_list("details", flat=True))
    assert {"email", "is_active = False"} <= set(details)
    assert "new@town.example" not in str(details)
    editor.delete()
    assert SecurityEvent.objects.filter(subject="redaktion").count() >= 5


def test_rights_are_written_from_whichever_side_they_are_given(editor, home):
    group = Group.objects.create(name="Ferienteam")
    editor.groups.add(group)
    assert newest(Kind.RIGHTS).details == "+ Ferienteam"
    group.user_set.remove(editor)
    assert (newest(Kind.RIGHTS).subject, newest(Kind.RIGHTS).details) == ("Ferienteam", "− redaktion")
    grant_pages(group, Page.objects.get(pk=home.pk), ("publish",))
    assert newest(Kind.RIGHTS).details == f"+ publish_page: {home.title}"
    grant_media(group, Collection.get_first_root_node(), ())
    editor.groups.clear()
    assert newest(Kind.RIGHTS).details.startswith("− ")


def test_what_is_set_again_and_is_the_same_is_no_entry(editor):
    groups = list(editor.groups.all())
    before = SecurityEvent.objects.count()
    editor.groups.set(groups)
    assert SecurityEvent.objects.count() == before


def test_the_actor_is_who_works_in_the_editors_interface(admin_client, editor):
    fields = {
        "username": editor.username,
        "email": editor.email,
        "first_name": "R",
        "last_name": "E",
        "is_active": "on",
    }
    admin_client.post(f"/admin/users/edit/{editor.pk}/", {**fields, "is_superuser": "on"})
    assert newest(Kind.RIGHTS).actor == "technik"


def test_every_file_that_the_interface_hands_out_is_written(admin_client, home):
    before = SecurityEvent.objects.filter(kind=Kind.EXPORT).count()
    answer = admin_client.get("/admin/reports/aging-pages/?export=csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    entry = newest(Kind.EXPORT)
    assert (entry.actor, entry.subject, entry.details) == ("technik", "/admin/reports/aging-pages/", "csv")
    admin_client.get("/admin/reports/aging-pages/")
    assert SecurityEvent.objects.filter(kind=Kind.EXPORT).count() == before + 1


def test_no_entry_is_changed_or_deleted_by_code_of_ours():
    entry = record(Kind.CONSENT, "consent 12", actor="betreuung")
    entry.subject = "another"
    attempts = [
        entry.save,
        entry.delete,
        SecurityEvent.objects.all().delete,
        lambda: SecurityEvent.objects.update(actor="nobody"),
        lambda: SecurityEvent.objects.bulk_update([entry], ["subject"]),
        lambda: SecurityEvent.objects.update_or_create(pk=entry.pk, defaults={"subject": "x"}),
    ]
    for attempt in attempts:
        with pytest.raises(UnchangeableError):
            attempt()
    assert SecurityEvent.objects.get(pk=entry.pk).subject == "consent 12"


@pytest.mark.parametrize(
    "statement", ["UPDATE accounts_securityevent SET actor = 'x'", "DELETE FROM accounts_securityevent"]
)
def test_no_entry_is_changed_or_deleted_past_our_code(statement):
    record(Kind.CONSENT, "consent 12", actor="betreuung")
    with pytest.raises(DatabaseError, match="security log"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_after_twelve_months_an_entry_is_forgotten():
    old = record(Kind.EXPORT, "old", at=timezone.now() - timedelta(days=366))
    young = record(Kind.EXPORT, "young", at=timezone.now() - timedelta(days=364))
    forget_events()
    assert not SecurityEvent.objects.filter(pk=old.pk).exists()
    assert SecurityEvent.objects.filter(pk=young.pk).exists()


def test_technik_reads_the_log_and_an_editor_does_not(admin_client, client, editor):
    record(Kind.CONSENT, "consent 4711", actor="betreuung")
    address = reverse("security_log")
    assert "consent 4711" in admin_client.get(address, {"kind": Kind.CONSENT}).text
    assert "consent 4711" not in admin_client.get(address, {"kind": Kind.EXPORT}).text
    assert address in admin_client.get("/admin/").text
    client.force_login(editor)
    assert client.get(address).url == "/admin/"
    assert address not in client.get("/admin/").text


def test_reading_the_log_takes_few_queries(admin_client, django_assert_max_num_queries):
    for number in range(60):
        record(Kind.CONSENT, f"consent {number}")
    admin_client.get(reverse("security_log"))
    with django_assert_max_num_queries(25):
        admin_client.get(reverse("security_log"))


def test_people_are_made_without_an_entry_for_each_field():
    before = SecurityEvent.objects.count()
    make_person("neu", role=None)
    assert list(SecurityEvent.objects.values_list("kind", flat=True)[: SecurityEvent.objects.count() - before]) == [
        "account"
    ]
