"""The field for LeiKa keys in the service form: what it takes, what it says, what it offers."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError

from service_catalogue.leika.field import LeikaKeysField, LeikaKeysWidget
from service_catalogue.models import LeikaKey
from tests.factories.service_catalogue import LeikaKeyFactory, ServicePageFactory

pytestmark = pytest.mark.django_db

SUGGESTIONS = "/admin/leika-keys/"


@pytest.fixture
def field():
    return LeikaKeysField(required=False)


@pytest.fixture
def key():
    return LeikaKeyFactory(key="99050012104000", name="Gewerbe Anmeldung", citizen_name="Betrieb eröffnen")


def messages(field, text):
    with pytest.raises(ValidationError) as caught:
        field.clean(text)
    return caught.value.messages


def test_the_field_knows_whether_something_changed(field, key):
    assert not field.has_changed([key], "99 050 012 104 000")
    assert field.has_changed([key], "")
    assert field.prepare_value([key]) == "99 050 012 104 000"
    assert field.prepare_value("12") == "12"


@pytest.mark.parametrize(
    "text",
    [
        "99050012104000 99 102 013 104 000",
        "99.050.012.104.000\n99102013104000",
        "urn:de:fim:leika:leistung:99050012104000; urn:de:fim:leika:leistung:99102013104000",
        "https://fimportal.de/detail/L/99050012104000, 99102013104000, 99102013104000",
    ],
)
def test_keys_are_taken_in_every_spelling(field, key, text):
    assert [item.key for item in field.clean(text)] == ["99050012104000", "99102013104000"]
    assert field.clean(text)[0] == key


def test_each_wrong_key_is_named_with_its_reason(field):
    texts = messages(field, "99050012104000, 123, 99050012000001")
    assert len(texts) == 2
    assert "“123”" in texts[0]
    assert "without an act" in texts[1]
    assert not LeikaKey.objects.exists()


def test_words_instead_of_digits_bring_the_keys_that_have_them(field, key):
    LeikaKeyFactory(key="99050012104009", name="Außer Kraft - Betrieb eröffnen")
    (text,) = messages(field, "betrieb eröffnen")
    assert "99 050 012 104 000 Gewerbe Anmeldung" in text
    assert "009" not in text
    assert "no key has such a name" in messages(field, "Einhornpflege")[0]
    assert "14 digits" in messages(field, "https://example.org/99050012104000")[0]


def test_a_service_has_no_hundred_keys(field):
    assert "at most 50" in messages(field, ",".join(f"99050{n:03}104000" for n in range(51)))[0]
    assert not LeikaKey.objects.exists()


def test_below_the_field_stands_what_each_key_means(key):
    html = LeikaKeysWidget().render("keys", "99050012104000, 11050012104000, 99102013104000, 123")
    assert f"leikakey/inspect/{key.pk}/" in html
    assert "Gewerbe › Anmeldung – Gewerbe Anmeldung" in html
    assert "catalogue of its own" in html
    assert "Steuern › Anmeldung" in html
    assert html.count("<li>") == 3


def test_names_of_sources_cannot_write_html(key):
    LeikaKey.objects.filter(pk=key.pk).update(name="<script>alert(1)</script>")
    assert "<script>" not in LeikaKeysWidget().render("keys", key.key)


def test_the_form_explains_keys_after_saving(admin_client, index_page, key):
    page = ServicePageFactory(parent=index_page, leika_keys=[key])
    html = admin_client.get(f"/admin/pages/{page.pk}/edit/").text
    assert "Gewerbe › Anmeldung" in html
    assert "js/leika-keys" in html
    assert f'data-address="{SUGGESTIONS}"' in html


@pytest.mark.parametrize(
    ("text", "found"),
    [("betrieb", 1), ("99 050", 1), ("gewerbe%20anm", 1), ("ge", 0), ("", 0), ("zzz", 0), ("%00%00%00%00", 0)],
)
def test_suggestions_while_typing(admin_client, key, text, found):
    rows = admin_client.get(f"{SUGGESTIONS}?q={text}").json()["keys"]
    assert len(rows) == found
    assert all(row["key"] == "99 050 012 104 000" for row in rows)


def test_suggestions_leave_out_what_is_gone_and_are_few(admin_client):
    for number in range(20):
        LeikaKeyFactory(key=f"99050{number:03}104000", name="Gewerbe")
    LeikaKeyFactory(key="99049000104000", name="Außer Kraft - Gewerbe")
    rows = admin_client.get(f"{SUGGESTIONS}?q=gewerbe").json()["keys"]
    assert len(rows) == 8
    assert not any("Außer" in row["name"] for row in rows)


def test_suggestions_are_for_those_who_write_pages(client, django_user_model, key):
    assert client.get(f"{SUGGESTIONS}?q=gewerbe").status_code == 302
    user = django_user_model.objects.create_user("nur-zugang", password="x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    response = client.get(f"{SUGGESTIONS}?q=gewerbe")
    assert (response.status_code, response.json()) == (403, {"keys": []})
