"""Signing in: one page, limits on attempts, no other door."""

import sys

import pytest
from django.urls import resolve, reverse
from django.utils.translation import gettext
from wagtail.models import Site

from accounts.shared_cache import CacheEntry, shared
from accounts.sign_in import SignInAdapter
from tests.factories.accounts import PASSWORD, add_app, code_of, sign_in

pytestmark = pytest.mark.django_db


def test_the_way_to_the_editors_interface_leads_over_our_page_and_back(client, editor):
    answer = client.get("/admin/reports/locked/")
    assert answer.url == "/konto/anmelden/?next=/admin/reports/locked/"
    page = client.get(answer.url)
    assert page.status_code == 200
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    answer = client.post(answer.url, {"login": editor.username, "password": PASSWORD, "next": "/admin/reports/locked/"})
    assert answer.url == "/admin/reports/locked/"
    assert client.session.get_expire_at_browser_close()


def test_without_a_wish_one_arrives_at_the_start_page(client, editor):
    assert sign_in(client, editor).url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_nobody_is_led_to_another_site(client, editor):
    answer = client.post(
        "/konto/anmelden/?next=https://evil.example/",
        {"login": editor.username, "password": PASSWORD, "next": "https://evil.example/"},
    )
    assert answer.url == "/admin/"


@pytest.mark.parametrize("path", ["/admin/login/", "/_util/login/"])
def test_wagtails_own_forms_take_no_password(client, editor, path):
    assert client.get(f"{path}?next=/admin/pages/").url == "/konto/anmelden/?next=/admin/pages/"
    client.post(path, {"username": editor.username, "password": PASSWORD})
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("name", ["wagtailadmin_login", "wagtailcore_login"])
def test_addresses_that_wagtail_gives_lead_to_our_page(client, name):
    assert client.get(reverse(name)).url == "/konto/anmelden/"


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_reset_password", "account_email", "account_set_password", "socialaccount_signup"],
)
def test_what_nobody_needs_has_no_address(name):
    from django.urls import NoReverseMatch

    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_a_wrong_password_and_an_unknown_name_are_told_alike(client, editor):
    told = []
    for name in (editor.username, "nobody"):
        answer = client.post("/konto/anmelden/", {"login": name, "password": "wrong"})
        told.append(answer.context["form"].non_field_errors())
    assert told[0] == told[1] == [gettext("User name and password do not fit together. Please check both.")]


def test_labels_are_ours_and_nothing_is_only_a_placeholder(client):
    html = client.get("/konto/anmelden/").text
    assert gettext("User name") in html
    assert "placeholder" not in html


def test_after_five_wrong_passwords_also_the_right_one_waits(client, editor):
    for _attempt in range(5):
        client.post("/konto/anmelden/", {"login": editor.username, "password": "wrong"})
    answer = sign_in(client, editor)
    assert answer.context["form"].non_field_errors() == [SignInAdapter.error_messages["too_many_login_attempts"]]
    assert client.get("/admin/").status_code == 302


def test_many_attempts_from_one_place_are_refused_whatever_the_name(client):
    answers = [client.post("/konto/anmelden/", {"login": f"name{n}", "password": "wrong"}) for n in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {200}
    assert answers[30].status_code == 429
    assert gettext("Too many attempts") in answers[30].text


def test_codes_cannot_be_tried_one_after_the_other(client, editor):
    secret = add_app(editor)
    sign_in(client, editor)
    for _attempt in range(5):
        client.post("/konto/anmelden/code/", {"code": "000000"})
    client.post("/konto/anmelden/code/", {"code": code_of(secret)})
    assert client.get("/admin/").status_code == 302


def test_mails_for_forgotten_passwords_are_limited(client, editor, mailoutbox):
    answers = [client.post("/admin/password_reset/", {"email": editor.email}) for _attempt in range(6)]
    assert answers[-1].status_code == 429
    assert len(mailoutbox) == 5
    assert resolve("/admin/password_reset/done/").view_name == "wagtailadmin_password_reset_done"


def test_a_closed_account_opens_nothing(client, editor):
    editor.is_active = False
    editor.save()
    assert sign_in(client, editor).status_code == 200
    assert client.get("/admin/").status_code == 302


def test_signing_out_is_a_post(client, editor):
    sign_in(client, editor)
    assert client.get("/konto/abmelden/").status_code == 200
    assert client.get("/admin/").status_code == 200
    assert client.post("/konto/abmelden/").url == "/konto/anmelden/"
    assert client.get("/admin/").status_code == 302


def test_a_forged_form_does_not_sign_in(editor):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/konto/anmelden/", {"login": editor.username, "password": PASSWORD})
    assert answer.status_code == 403


def test_everything_that_allauth_remembers_is_remembered_by_all_processes(client):
    asks = [module for name, module in sys.modules.items() if name.startswith("allauth.") and hasattr(module, "cache")]
    assert len(asks) >= 3
    assert [module.__name__ for module in asks if module.cache is not shared] == []


def test_a_failed_attempt_stands_in_the_table(client, editor):
    client.post("/konto/anmelden/", {"login": editor.username, "password": "wrong"})
    assert CacheEntry.objects.filter(cache_key__contains="login_failed").exists()


def test_what_wagtail_remembers_costs_no_question(client, home, django_assert_num_queries):
    Site.get_site_root_paths()
    with django_assert_num_queries(0):
        Site.get_site_root_paths()
