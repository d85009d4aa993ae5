"""The table of LeiKa keys as editors search, filter and read it."""

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from service_catalogue.models import LeikaKey
from tests.factories.service_catalogue import LeikaKeyFactory, ReferenceServiceFactory, ServicePageFactory

pytestmark = pytest.mark.django_db

TABLE = "/admin/service_catalogue/leikakey/"


@pytest.fixture
def keys():
    rows = [
        ("99050012000000", "Gewerbe", "", ""),
        ("99050012104000", "Gewerbe Anmeldung", "Gewerbe anmelden", "Betrieb\nÄmtergang"),
        ("99050012104001", "Gewerbe Anmeldung für juristische Personen", "", ""),
        ("99102013070000", "Außer Kraft - Hundesteuer Abmeldung", "", ""),
        ("11050012104000", "Berliner Gewerbe", "", ""),
    ]
    return {
        key: LeikaKeyFactory(key=key, name=name, citizen_name=citizen, synonyms=synonyms)
        for key, name, citizen, synonyms in rows
    }


def shown(client, query) -> set[str]:
    response = client.get(f"{TABLE}{query}")
    assert response.status_code == 200
    return {key.key for key in response.context["object_list"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("99050012104000", {"99050012104000"}),
        ("99 050 012 104", {"99050012104000", "99050012104001"}),
        ("99.102", {"99102013070000"}),
        ("050 012 104", {"99050012104000", "99050012104001"}),
        ("11 050", {"11050012104000"}),
        ("99050012104000, 99 102 013 070 000", {"99050012104000", "99102013070000"}),
        ("urn:de:fim:leika:leistung:99050012104001", {"99050012104001"}),
        ("gewerbe anmeldung", {"99050012104000", "99050012104001"}),
        ("anmelden", {"99050012104000"}),
        ("betrieb", {"99050012104000"}),
        ("ämtergang", {"99050012104000"}),
        ("gibt es nicht", set()),
    ],
)
def test_keys_are_found_by_digits_and_names(admin_client, keys, text, found):
    assert shown(admin_client, f"?q={text}") == found


def test_a_nul_byte_in_the_search_does_no_harm(admin_client, keys):
    assert shown(admin_client, "?q=Gewerbe%00&o=1") >= {"99050012000000"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=LO", {"99050012000000"}),
        ("kind=LOV", {"99050012104000", "99102013070000", "11050012104000"}),
        ("kind=LOVD", {"99050012104001"}),
        ("group=102", {"99102013070000"}),
        ("act=104", {"99050012104000", "99050012104001"}),
        ("group=050&kind=LO", {"99050012000000"}),
        ("standing=deprecated", {"99102013070000"}),
        ("q=gewerbe&kind=LOVD", {"99050012104001"}),
    ],
)
def test_keys_are_filtered(admin_client, keys, query, found):
    assert shown(admin_client, f"?{query}") == found


@pytest.mark.parametrize(
    "query", ["kind=x", "group=777", "group=%27", "act=000", "standing=x", "used=x", "list=x", "level=x"]
)
def test_a_filter_that_makes_no_sense_shows_all(admin_client, keys, query):
    assert len(shown(admin_client, f"?{query}")) == 5


def test_new_changed_gone_and_nameless_keys(admin_client):
    now = timezone.now()
    LeikaKeyFactory(key="99050012104000", added_at=now, list_name="LeiKa")
    LeikaKeyFactory(key="99050013104000", changed_at=now, list_name="Land")
    LeikaKeyFactory(key="99050014104000", gone_at=now, list_name="LeiKa")
    LeikaKeyFactory(key="99050015104000", name="")
    assert shown(admin_client, "?standing=new") == {"99050012104000"}
    assert shown(admin_client, "?standing=changed") == {"99050013104000"}
    assert shown(admin_client, "?standing=gone") == {"99050014104000"}
    assert shown(admin_client, "?standing=nameless") == {"99050015104000"}
    assert shown(admin_client, "?list=LeiKa") == {"99050012104000", "99050014104000"}
    assert shown(admin_client, "?list=-") == {"99050015104000"}


def test_keys_by_use_and_level(admin_client, index_page, keys):
    own, delivered, overruled = keys["99050012104000"], keys["99050012104001"], keys["99102013070000"]
    reference = ReferenceServiceFactory(typing=["1", "2/3b"])
    reference.leika_keys.add(delivered)
    ServicePageFactory(parent=index_page, reference=reference)
    other = ReferenceServiceFactory(typing=["4a"])
    other.leika_keys.add(overruled)
    ServicePageFactory(parent=index_page, reference=other, leika_keys=[own], live=False)
    LeikaKey.objects.filter(key="99050012000000").update(typing="1;5")
    assert shown(admin_client, "?used=yes") == {own.key, delivered.key}
    assert shown(admin_client, "?used=no") == {"99050012000000", overruled.key, "11050012104000"}
    assert shown(admin_client, "?level=municipal") == {"99050012000000", delivered.key}


def test_a_key_tells_what_it_means_and_who_uses_it(admin_client, index_page, keys):
    key = keys["99050012104000"]
    key.typing = "2b"
    key.save()
    page = ServicePageFactory(parent=index_page, title="Betrieb eröffnen", leika_keys=[key])
    reference = ReferenceServiceFactory()
    reference.leika_keys.add(key)
    draft = ServicePageFactory(parent=index_page, title="Betrieb im Entwurf", reference=reference, live=False)
    html = admin_client.get(f"{TABLE}inspect/{key.pk}/").text
    assert "99 050 012 104 000" in html
    assert "Gewerbe › Anmeldung" in html
    assert f"/admin/pages/{page.pk}/edit/" in html
    assert f"/admin/pages/{draft.pk}/edit/" in html
    assert "über den Stammtext" in html
    assert f"inspect/{keys['99050012000000'].pk}/" in html
    assert f"inspect/{keys['99050012104001'].pk}/" in html
    assert "2b (der Bund" in html
    assert "Keine Leistung" in admin_client.get(f"{TABLE}inspect/{keys['99102013070000'].pk}/").text


def test_who_may_only_read_sees_no_drafts(client, django_user_model, index_page, keys):
    user = django_user_model.objects.create_user("leserin", password="x")
    rights = Permission.objects.filter(codename__in=["access_admin", "view_leikakey"])
    user.user_permissions.add(*rights)
    client.force_login(user)
    key = keys["99050012104000"]
    page = ServicePageFactory(parent=index_page, title="Betrieb eröffnen", leika_keys=[key])
    ServicePageFactory(parent=index_page, title="Geheimer Entwurf", leika_keys=[key], live=False)
    html = client.get(f"{TABLE}inspect/{key.pk}/").text
    assert page.url in html
    assert "pages/" not in html.split("Welche Leistungen ihn")[1].split("<h2>")[0]
    assert "Geheimer Entwurf" not in html
    assert client.get(f"{TABLE}delete/{key.pk}/").status_code == 302


def test_a_used_key_cannot_be_removed(admin_client, index_page, keys):
    used, unused = keys["99050012104000"], keys["99102013070000"]
    ServicePageFactory(parent=index_page, leika_keys=[used])
    admin_client.post(f"{TABLE}delete/{used.pk}/")
    admin_client.post(f"{TABLE}delete/{unused.pk}/")
    assert set(LeikaKey.objects.values_list("key", flat=True)) >= {used.key}
    assert not LeikaKey.objects.filter(key=unused.key).exists()


def test_the_table_asks_little_of_the_database(admin_client, index_page, django_assert_max_num_queries):
    for number in range(60):
        LeikaKeyFactory(key=f"99050{number:03}104000")
    with django_assert_max_num_queries(26):
        admin_client.get(TABLE)


def test_the_table_as_a_spreadsheet_does_not_calculate(admin_client, keys):
    LeikaKeyFactory(key="99050099104000", name="=1+1")
    response = admin_client.get(f"{TABLE}?export=csv")
    text = b"".join(response.streaming_content).decode()
    assert "99 050 012 104 000" in text
    assert "'=1+1" in text


def test_a_key_typed_by_hand_is_checked(admin_client):
    form = {"key": "99 050 012 104 000", "typing": "Typ 2B", "name": "Gewerbe"}
    blank = {
        "citizen_name": "",
        "synonyms": "",
        "legal_basis": "",
        "portal_topics": "",
        "marks": "",
        "published_at": "",
        "source": "",
    }
    admin_client.post(f"{TABLE}create/", {**blank, **form, "typing": "99z"})
    assert not LeikaKey.objects.exists()
    admin_client.post(f"{TABLE}create/", {**blank, **form})
    key = LeikaKey.objects.get()
    assert (key.key, key.typing) == ("99050012104000", "2b")
