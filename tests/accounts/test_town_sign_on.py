"""The town's own sign-on opens accounts that are there, and makes none."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils.translation import gettext

from tests.factories.accounts import add_app, code_of, make_person, sign_in
from tests.sign_on import running_sign_on

pytestmark = pytest.mark.django_db
LOGIN = "/konto/anmelden/stadt/sso/"


@pytest.fixture
def sign_on(settings):
    with running_sign_on() as server:
        app = {"provider_id": "sso", "name": "Rathaus-Konto", "client_id": "website", "secret": "secret"}
        app["settings"] = {"server_url": server.address, "oauth_pkce_enabled": True}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield server


def come_back(client, path="/admin/"):
    """Press the button, be sent to the server, come back with its code."""
    answer = client.post(f"{LOGIN}?next={path}")
    question = parse_qs(urlsplit(answer.url).query)
    assert question["code_challenge_method"] == ["S256"]
    return client.get(f"{LOGIN}zurueck/", {"code": "anything", "state": question["state"][0]})


def test_without_a_sign_on_there_is_no_button_and_no_address(client):
    assert LOGIN not in client.get("/konto/anmelden/").text
    assert client.post(LOGIN).status_code == 404


def test_who_has_an_account_gets_in_and_keeps_the_password(client, editor, sign_on):
    assert LOGIN in client.get("/konto/anmelden/").text
    assert come_back(client, "/admin/pages/").url == "/admin/pages/"
    assert client.get("/admin/").status_code == 200
    client.post("/konto/abmelden/")
    assert sign_in(client, editor).url == "/admin/"


def test_the_second_time_it_is_the_same_account_whatever_the_address_is_now(client, editor, sign_on):
    come_back(client)
    client.post("/konto/abmelden/")
    sign_on.person["email"] = "another@town.example"
    come_back(client)
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "18", "email": "nobody@town.example", "email_verified": True},
        {"sub": "18", "email": "redaktion@town.example", "email_verified": False},
        {"sub": "18"},
    ],
    ids=["unknown", "not checked", "no address"],
)
def test_nobody_else_gets_in_or_becomes_somebody(client, editor, sign_on, person, django_user_model):
    sign_on.person = person
    assert gettext("There is no account for you here yet") in come_back(client).text
    assert client.get("/admin/").status_code == 302
    assert django_user_model.objects.count() == 1


def test_an_address_that_two_accounts_share_opens_neither(client, editor, sign_on):
    other = make_person("anna")
    other.email = editor.email
    other.save()
    come_back(client)
    assert client.get("/admin/").status_code == 302


def test_who_has_a_second_factor_is_asked_for_it_here_too(client, editor, sign_on, second_factor_required):
    secret = add_app(editor)
    assert come_back(client).url == "/konto/anmelden/code/"
    assert client.get("/admin/").status_code == 302
    client.post("/konto/anmelden/code/", {"code": code_of(secret)})
    assert client.get("/admin/").status_code == 200


def test_a_closed_account_stays_closed(client, editor, sign_on):
    come_back(client)
    client.post("/konto/abmelden/")
    editor.is_active = False
    editor.save()
    come_back(client)
    assert client.get("/admin/").status_code == 302


def test_a_forged_way_back_opens_nothing(client, editor, sign_on):
    assert client.get(f"{LOGIN}zurueck/", {"code": "x", "state": "made-up"}).status_code in {200, 401, 403}
    assert client.get("/admin/").status_code == 302
