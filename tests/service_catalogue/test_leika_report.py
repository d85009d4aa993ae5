"""The report on keys of our level without a service."""

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from service_catalogue.models import LeikaKey
from tests.factories.service_catalogue import LeikaKeyFactory, ReferenceServiceFactory, ServicePageFactory

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/leika-keys/"


@pytest.fixture
def keys(index_page):
    """Four keys of our level, of which a published service carries one."""
    made = {
        "covered": LeikaKeyFactory(key="99050012104000", typing="2b"),
        "missing": LeikaKeyFactory(key="99102013104000", name="Hundesteuer Anmeldung", typing="1;5"),
        "draft": LeikaKeyFactory(key="99050013104001", typing="2/3b"),
        "delivered": LeikaKeyFactory(key="99088001000000"),
        "federal": LeikaKeyFactory(key="99006001001000", typing="1"),
        "perhaps": LeikaKeyFactory(key="99006002001000", typing="2/3"),
        "unknown": LeikaKeyFactory(key="99006003001000"),
        "old": LeikaKeyFactory(key="99006004001000", name="Außer Kraft - Reblaus", typing="5"),
        "gone": LeikaKeyFactory(key="99006005001000", typing="5", gone_at=timezone.now()),
    }
    ServicePageFactory(parent=index_page, leika_keys=[made["covered"]])
    ServicePageFactory(parent=index_page, leika_keys=[made["draft"]], live=False)
    reference = ReferenceServiceFactory(typing=["4b"])
    reference.leika_keys.add(made["delivered"])
    return made


def listed(client, keys, query="") -> set[str]:
    response = client.get(f"{REPORT}{query}")
    assert response.status_code == 200
    shown = {key.pk for key in response.context["object_list"]}
    return {name for name, key in keys.items() if key.pk in shown}


def test_keys_of_our_level_without_a_published_service(admin_client, keys):
    assert listed(admin_client, keys) == {"missing", "draft", "delivered"}
    html = admin_client.get(REPORT).text
    assert "Schlüssel der kommunalen Ebene: 4. Davon bei veröffentlichten Leistungen: 1. Ohne Leistung: 3." in html
    assert f"leikakey/inspect/{keys['missing'].pk}/" in html


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?group=102", {"missing"}),
        ("?kind=LOVD", {"draft"}),
        ("?kind=LO", {"delivered"}),
        ("?level=perhaps", {"missing", "draft", "delivered", "perhaps"}),
        ("?going=with", {"missing", "draft", "delivered", "old", "gone"}),
        ("?q=hundesteuer", {"missing"}),
        ("?q=99 088", {"delivered"}),
        ("?group=999&kind=x", {"missing", "draft", "delivered"}),
    ],
)
def test_the_report_is_narrowed_and_widened(admin_client, keys, query, names):
    assert listed(admin_client, keys, query) == names


def test_results_alone(admin_client, keys):
    assert listed(admin_client, keys, "results/?kind=LO") == {"delivered"}


def test_the_report_for_a_spreadsheet(admin_client, keys):
    LeikaKey.objects.filter(pk=keys["missing"].pk).update(name="=1+1")
    text = b"".join(admin_client.get(f"{REPORT}?export=csv").streaming_content).decode()
    assert len(text.strip().splitlines()) == 4
    assert "99 102 013 104 000,LOV,Steuern,Anmeldung,'=1+1" in text


def test_an_empty_table_says_what_to_do(admin_client):
    assert "eine Liste mit Typisierungen laden" in admin_client.get(REPORT).text


def test_only_who_may_read_keys_reads_the_report(client, django_user_model, keys):
    user = django_user_model.objects.create_user("leserin", password="x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert client.get(REPORT).status_code == 302
    assert REPORT not in client.get("/admin/").text
    user.user_permissions.add(Permission.objects.get(codename="view_leikakey"))
    client.force_login(django_user_model.objects.get(pk=user.pk))
    assert client.get(REPORT).status_code == 200
    assert REPORT in client.get("/admin/").text


def test_the_report_asks_little_of_the_database(admin_client, django_assert_max_num_queries):
    for number in range(60):
        LeikaKeyFactory(key=f"99050{number:03}104000", typing="5")
    with django_assert_max_num_queries(25):
        assert admin_client.get(REPORT).status_code == 200
