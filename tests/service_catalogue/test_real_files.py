"""The deliveries in ../shared/fim, where they are present: what arrives and what residents see of it."""

import pytest

from service_catalogue.importer import import_leika, import_xzufi
from service_catalogue.models import LeikaKey, ServicePage

pytestmark = pytest.mark.django_db

BERLIN = "xzufi/berlin-leistungsverzeichnis-xzufi21-anonymisiert.xml"
SINGLE = "xzufi/konstruiert/leistung-99007002017000-xzufi22.xml"
WUPPERTAL = "xzufi/konstruiert/transfer-wuppertal-xzufi22.xml"


def test_the_berlin_file_arrives_with_key_office_and_dates(fim, index_page, page_of, client):
    import_xzufi(fim / BERLIN)
    page = page_of("S100001_325891")
    assert [key.key for key in page.current_keys] == ["11063022007000"]
    assert [item.name for item in page.current_departments] == ["Senatsverwaltung für Finanzen, Nebengebäude"]
    assert (page.reference.valid_from.year, page.reference.valid_until.year) == (2013, 2050)
    assert page.reference.changed_at.isoformat() == "2013-07-23T10:18:05+00:00"
    assert not page.live
    assert "11 063 022 007 000" in page.title
    assert [section.name for section in page.sections] == ["for_whom", "prerequisites"]
    assert page.reference.links["author"][0]["url"].startswith("http://dev.service.berlin")


def test_the_single_object(fim, index_page, page_of, client):
    import_xzufi(fim / SINGLE)
    page = page_of("574711")
    html = client.get(page.url).text
    assert page.title == "Ausbildungsgeld beantragen"
    assert [section.name for section in page.sections] == [
        "description", "prerequisites", "required_documents", "procedure", "fees", "deadlines", "processing_times",
        "forms", "legal_bases", "remedy", "further_information",
    ]  # fmt: skip
    assert "Widerspruchsfrist" in html
    assert "sgb_3/index.html" in html
    assert "Arbeitsagentur" in page.search_texts().keywords


def test_the_wuppertal_message(fim, index_page, page_of, client):
    import_xzufi(fim / WUPPERTAL)
    assert ServicePage.objects.live().count() == 3
    wedding = page_of("1001")
    html = client.get(wedding.url).text
    assert "https://portal-civ-efa.ekom21.de/civ-efa-sta.public/start.html?oe=00.00.EHE.05124001&amp;mode=cc" in html
    assert "Standesamt (Prüfbeispiel)" in html
    assert "5,00\u00a0€" in html
    assert "34,70\u00a0€" in client.get(page_of("1002").url).text


@pytest.mark.parametrize("name", [BERLIN, SINGLE, WUPPERTAL])
def test_a_second_import_changes_nothing(name, fim, index_page):
    first = import_xzufi(fim / name)
    second = import_xzufi(fim / name)
    assert (second.created, second.changed) == (0, 0)
    assert second.unchanged == first.created


def test_the_whole_list_of_keys(fim):
    assert import_leika(fim / "leika" / "leika-schluessel.csv").created == 1180
    assert import_leika(fim / "leika" / "leika-schluessel.csv").unchanged == 1180
    assert LeikaKey.objects.get(key="99007039009001").deprecated
