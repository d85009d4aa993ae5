"""Forms of visitors need no cookie, and nobody can send them from another website."""

import re

import pytest

from cms.models import VisitorMessage
from tests.factories.cms import StandardPageFactory
from tests.visitors import typed


@pytest.fixture
def form_page(home):
    return StandardPageFactory(parent=home, slug="kontakt", has_message_form=True)


def send(client, form_page, headers=None, **fields):
    return client.post(form_page.url, typed(**{"text": "Die Rampe fehlt.", **fields}), headers=headers)


def hidden_fields(html):
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))


def test_a_post_from_our_own_page_arrives_without_any_cookie(client, form_page):
    response = send(client, form_page, {"Sec-Fetch-Site": "same-origin"}, email="erika@town.example")
    assert response.status_code == 302
    assert response.url.endswith("#nachricht")
    assert not client.cookies
    message = VisitorMessage.objects.get()
    assert (message.text, message.email, message.page_id) == ("Die Rampe fehlt.", "erika@town.example", form_page.pk)
    assert "Nachricht" in client.get(response.url).text or "message" in client.get(response.url).text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[::1"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver.evil.example"},
    ],
)
def test_a_post_from_elsewhere_is_refused_and_stores_nothing(client, form_page, headers):
    response = send(client, form_page, headers)
    assert response.status_code == 403
    assert not VisitorMessage.objects.exists()


def test_an_older_browser_that_names_our_origin_is_enough(client, form_page):
    assert send(client, form_page, {"Origin": "http://testserver"}).status_code == 302
    assert VisitorMessage.objects.count() == 1


def test_a_browser_that_says_nothing_confirms_once_and_loses_nothing(client, form_page):
    asked = send(client, form_page, email="erika@town.example")
    assert asked.status_code == 200
    assert not VisitorMessage.objects.exists()
    assert client.post(form_page.url, hidden_fields(asked.text)).status_code == 302
    assert VisitorMessage.objects.get().text == "Die Rampe fehlt."


def test_a_confirmation_is_good_for_these_words_only(client, form_page):
    fields = hidden_fields(send(client, form_page).text)
    response = client.post(form_page.url, {**fields, "text": "Etwas anderes"})
    assert response.status_code == 200
    assert not VisitorMessage.objects.exists()


def test_somebody_signed_in_keeps_djangos_token(client, form_page, django_user_model):
    client.handler.enforce_csrf_checks = True
    client.force_login(django_user_model.objects.create_user("redaktion"))
    assert send(client, form_page, {"Sec-Fetch-Site": "same-origin"}).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(form_page.url).text)[1]
    assert send(client, form_page, csrfmiddlewaretoken=token).status_code == 302


def test_the_admin_keeps_djangos_token_even_without_a_session(client, db):
    client.handler.enforce_csrf_checks = True
    response = client.post(
        "/admin/login/", {"username": "a", "password": "b"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert response.status_code == 403


def test_an_empty_message_comes_back_with_its_error_tied_to_the_field(client, form_page):
    response = send(client, form_page, {"Sec-Fetch-Site": "same-origin"}, text="  ", email="falsch")
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.text
    assert 'value="falsch"' in response.text
    assert not VisitorMessage.objects.exists()


def test_a_robot_is_thanked_and_forgotten(client, form_page):
    assert send(client, form_page, {"Sec-Fetch-Site": "same-origin"}, website="https://spam.example").status_code == 302
    assert not VisitorMessage.objects.exists()


def test_a_page_without_a_form_takes_no_message(client, home):
    form_page = StandardPageFactory(parent=home)
    assert send(client, form_page, {"Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert not VisitorMessage.objects.exists()


def test_a_confirmation_is_good_for_the_pass_of_one_browser_only(client, form_page, settings):
    """Somebody fetches a confirmation without a pass and lets the browser of a resident send it."""
    fields = hidden_fields(send(client, form_page).text)
    client.cookies[settings.PASS_COOKIE_NAME] = "of-a-resident"
    asked = client.post(form_page.url, fields)
    assert asked.status_code == 200
    assert not VisitorMessage.objects.exists()
    assert client.post(form_page.url, hidden_fields(asked.text)).status_code == 302
    assert VisitorMessage.objects.count() == 1
