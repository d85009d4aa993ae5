"""Defects of links as they stand in real deliveries."""

from datetime import date
from time import process_time

import pytest

from service_catalogue.links import defects, release_defects

WUPPERTAL, STEMWEDE, KIEL = "051240000000", "057700044044", "010020000000"


def codes(url, **options):
    return [defect.code for defect in defects(url, **{"ars": WUPPERTAL, **options})]


@pytest.mark.parametrize(
    "url",
    [
        "https://serviceportal.gemeinsamonline.de/Onlinedienste/Service/Entry?id=FISCHAUSST&location=051240000000",
        "https://verwaltung.bund.de/onlinebeantragung/de/onlinedienst/1a2b/leistungsschluessel/99050012104000/region/050000000000",
        "https://afm.nrw/onlineantrag?prozessKey=m1&oeId=L100012.OE.7&leistungId=99050012104000&p=05124000",
        "https://portal.nrw/antrag?ars=000000000000",
        "https://portal.nrw/formular/12345678/20250120",
        "https://portal.nrw/suche?q=",
    ],
)
def test_nothing_is_wrong_with_good_links(url):
    assert codes(url) == []


@pytest.mark.parametrize(
    "url",
    [
        f"https://serviceportal.gemeinsamonline.de/Onlinedienste/Service/Entry?id=FISCHAUSST&location={KIEL}",
        f"https://verwaltung.bund.de/onlinedienst/1/region/{KIEL}",
        "https://portal.nrw/antrag?ags=01002000",
        "https://portal.nrw/antrag?gebietsId=057700044044",
    ],
)
def test_a_number_of_another_area_is_found(url):
    (defect,) = defects(url, ars=WUPPERTAL)
    assert (defect.code, defect.severity) == ("foreign_area", "warning")
    assert any(number in defect.text for number in (KIEL, "01002000", STEMWEDE))


def test_without_a_town_no_area_is_foreign():
    assert codes(f"https://portal.nrw/antrag?location={KIEL}", ars="") == []


def test_the_same_link_is_right_for_the_town_it_names():
    assert codes(f"https://portal.nrw/antrag?location={KIEL}", ars=KIEL) == []
    assert codes("https://portal.nrw/antrag?ars=057700000000", ars=STEMWEDE) == []
    assert codes("https://portal.nrw/antrag?ars=057700044048", ars=STEMWEDE) == ["foreign_area"]


def test_a_district_also_serves_its_municipalities():
    assert codes("https://portal.nrw/antrag?ars=057700044044", ars="057700000000") == []
    assert codes("https://portal.nrw/antrag?ags=05770044", ars="057700000000") == []
    assert codes("https://portal.nrw/antrag?ags=05766044", ars="057700000000") == ["foreign_area"]


def test_a_number_that_no_list_knows_is_only_mentioned():
    url = "https://portal-civ-efa.ekom21.de/civ-efa.public/start.html?oe=00.00.EHE.05124001&mode=cc"
    (defect,) = defects(url, ars=STEMWEDE, known_areas={WUPPERTAL, STEMWEDE, KIEL})
    assert (defect.code, defect.severity) == ("unknown_area", "info")
    assert codes("https://portal.nrw/antrag?ags=01002000", known_areas={KIEL, WUPPERTAL}) == ["foreign_area"]


def test_with_a_list_twelve_digits_count_wherever_they_stand():
    url = f"https://portal.nrw/antrag?x={KIEL}"
    assert codes(url) == []
    assert codes(url, known_areas={KIEL}) == ["foreign_area"]


@pytest.mark.parametrize("gap", ["{ars}", "{{ort}}", "${plz}", "%7Bars%7D", "<gemeinde>", "[AGS]", "##ARS##"])
def test_a_gap_that_nobody_filled(gap):
    found = defects(f"https://portal.nrw/antrag?gebiet={gap}", ars=WUPPERTAL)
    assert [(defect.code, defect.severity) for defect in found] == [("placeholder", "error")]


@pytest.mark.parametrize("url", ["https://portal.nrw/" + "{" * 100_000, "https://portal.nrw/" + "${" * 50_000])
def test_very_many_braces_take_no_time(url):
    begun = process_time()
    codes(url)
    assert process_time() - begun < 1


def test_our_own_gaps_are_no_defect_in_a_template():
    assert codes("https://portal.nrw/{leika}?gebiet={ars}", is_template=True) == []
    assert codes("https://portal.nrw/{leika}?gebiet={plz}", is_template=True) == ["placeholder"]


def test_empty_parameters_that_name_the_matter():
    url = "https://zufish.schleswig-holstein.de/portaldeeplink?tsa_leistung_id=&tsa_gebiet_id=&tsa_sprache=de_DE"
    found = defects(url, ars=WUPPERTAL)
    assert [defect.code for defect in found] == ["empty_parameter", "empty_parameter"]
    assert "tsa_leistung_id" in found[0].text
    assert codes("https://portal.nrw/antrag?gebiets_id=") == ["empty_parameter"]


@pytest.mark.parametrize(
    "url",
    [
        "https://www.elster.de/eportal/start",
        "https://serviceportal.gemeinsamonline.de/Onlinedienste/Service/Entry/EWA",
        "https://www.fuehrungszeugnis.bund.de",
        "https://portal.nrw/",
        "https://portal.nrw/index.html",
        "https://portal.nrw/Startseite",
    ],
)
def test_a_bare_start_page(url):
    assert codes(url) == ["start_page"]


@pytest.mark.parametrize(
    "url", ["https://portal.nrw/antrag/start", "https://portal.nrw/?id=7", "https://portal.nrw/#/hund"]
)
def test_deep_links_are_no_start_pages(url):
    assert codes(url) == []


def test_http_and_passwords():
    assert codes("http://portal.nrw/antrag") == ["not_https"]
    assert codes("https://name:geheim@portal.nrw/antrag") == ["credentials"]


@pytest.mark.parametrize(
    "url", ["", "portal.nrw", "mailto:rathaus@town.de", "https://[::1/antrag", "javascript:alert(1)"]
)
def test_what_is_no_address(url):
    assert codes(url) == ["no_address"]


def test_every_defect_has_a_severity_and_a_sentence():
    for defect in defects(f"http://a:b@portal.nrw/x?ars={KIEL}&oe=&x=%7By%7D", ars=WUPPERTAL):
        assert defect.severity in {"error", "warning", "info"}
        assert defect.text.endswith(".")


TODAY = date(2026, 11, 23)


def release_codes(by, on, ars=WUPPERTAL):
    return [defect.code for defect in release_defects({"by": by, "on": on}, ars=ars, today=TODAY)]


@pytest.mark.parametrize(
    ("by", "on", "expected"),
    [
        ("Ministerium des Innern des Landes Nordrhein-Westfalen", "2024-05-01", []),
        ("Bundesministerium des Innern", "2024-05-01", []),
        ("Die Senatorin für Finanzen Bremen", "2024-05-01", ["release_foreign"]),
        ("Freie und Hansestadt Hamburg", "2024-05-01", ["release_foreign"]),
        ("Innenministerium Mecklenburg-Vorpommern", "2024-05-01", ["release_foreign"]),
        ("Niedersächsisches Ministerium", "2015-01-01", ["release_foreign", "release_old"]),
        ("keine fachliche Freigabe", "2024-05-01", ["release_none"]),
        ("", "", ["release_missing"]),
        ("", "2017-03-01", ["release_old"]),
    ],
)
def test_releases(by, on, expected):
    assert release_codes(by, on) == expected


def test_a_name_without_end_takes_no_time():
    begun = process_time()
    release_codes("keine " * 100_000, "2024-05-01")
    assert process_time() - begun < 1


def test_the_own_land_is_not_foreign_and_lands_do_not_hide_in_each_other():
    assert release_codes("Niedersächsisches Innenministerium", "2024-05-01", ars="032410001001") == []
    found = release_defects({"by": "Niedersachsen", "on": "2024-05-01"}, ars=WUPPERTAL, today=TODAY)
    assert ["Niedersachsen" in defect.text for defect in found] == [True]
    assert release_codes("Land Sachsen-Anhalt", "2024-05-01", ars="150010000000") == []
    (defect,) = release_defects({"by": "Land Sachsen-Anhalt", "on": "2024-05-01"}, ars=WUPPERTAL, today=TODAY)
    assert "Sachsen-Anhalt" in defect.text
