"""Who is signed in and has no right to a page reads that, and is not led in a circle."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from tests.factories.accounts import make_person, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger(db):
    """Somebody with an account and no role."""
    return make_person("fremd", role="")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/reports/locked/"])
def test_an_account_without_a_role_meets_a_page_with_a_way_out(client, stranger, path, method):
    client.force_login(stranger)
    answer = getattr(client, method)(path, follow=True)
    assert answer.status_code == 403
    assert answer.headers["Cache-Control"].startswith("max-age=0")
    assert "fremd" in answer.text
    assert 'href="/konto/abmelden/"' in answer.text
    assert f'href="{path}"' in answer.text
    assert len(answer.redirect_chain) == 1


def test_signing_in_without_a_role_ends_there_too(client, stranger):
    client.post("/konto/anmelden/", {"login": "fremd", "password": "a-password-for-tests"})
    answer = client.get("/admin/", follow=True)
    assert (answer.status_code, answer.context["is_for_editors"]) == (403, True)
    # Wagtail's own message says the same once more.
    assert "kern-alert" not in answer.text


def test_a_page_for_another_group_is_told_apart_from_signing_in(client, home, editor):
    lock = PageViewRestriction.objects.create(page=home, restriction_type=PageViewRestriction.GROUPS)
    lock.groups.add(Group.objects.create(name="Rat"))
    client.force_login(editor)
    answer = client.get("/", follow=True)
    assert (answer.status_code, answer.context["is_for_editors"]) == (403, False)
    editor.groups.add(*lock.groups.all())
    assert client.get("/").status_code == 200


def test_who_has_a_role_is_led_on(client, editor):
    sign_in(client, editor)
    assert client.get("/konto/anmelden/?next=/admin/pages/").url == "/admin/pages/"
    assert client.get("/konto/anmelden/").url == "/admin/"


def test_the_way_back_stays_in_the_house(client, stranger):
    client.force_login(stranger)
    assert "evil.example" not in client.get("/konto/anmelden/?next=https://evil.example/").text
