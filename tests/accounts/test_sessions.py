"""Where somebody is signed in, and how it ends."""

import pytest
from django.test import Client

from tests.factories.accounts import make_person, sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "/konto/anmeldungen/"


@pytest.fixture
def elsewhere(editor):
    other = Client()
    sign_in(other, editor, **{"User-Agent": "the browser at school"})
    return other


def test_all_places_are_listed_with_the_network_only(client, editor, elsewhere):
    sign_in(client, editor)
    html = client.get(ADDRESS).text
    assert "the browser at school" in html
    assert "127.0.0.0" in html
    assert "127.0.0.1" not in html


def test_one_place_is_signed_out_from_another(client, editor, elsewhere):
    sign_in(client, editor)
    session = next(one for one in client.get(ADDRESS).context["sessions"] if "school" in one.user_agent)
    assert client.post(ADDRESS, {"session": session.pk}).url == ADDRESS
    assert elsewhere.get("/admin/").status_code == 302
    assert client.get("/admin/").status_code == 200


def test_everywhere_else_is_signed_out_at_once(client, editor, elsewhere):
    sign_in(client, editor)
    client.post(ADDRESS, {"session": "others"})
    assert elsewhere.get("/admin/").status_code == 302
    assert len(client.get(ADDRESS).context["sessions"]) == 1


def test_signing_out_here_leads_to_the_sign_in(client, editor):
    sign_in(client, editor)
    session = client.get(ADDRESS).context["sessions"][0]
    assert client.post(ADDRESS, {"session": session.pk}).url == "/konto/anmelden/"
    assert client.get("/admin/").status_code == 302


def test_nobody_ends_the_sessions_of_others(client, editor, elsewhere):
    sign_in(client, make_person("anna", role=None))
    theirs = elsewhere.get(ADDRESS).context["sessions"][0]
    client.post(ADDRESS, {"session": theirs.pk})
    assert elsewhere.get("/admin/").status_code == 200


def test_strangers_see_nothing(client):
    assert client.get(ADDRESS).url == f"/konto/anmelden/?next={ADDRESS}"


def test_the_account_page_leads_there(client, editor):
    sign_in(client, editor)
    html = client.get("/admin/account/").text
    assert ADDRESS in html
    assert "/konto/zweiter-faktor/" in html
