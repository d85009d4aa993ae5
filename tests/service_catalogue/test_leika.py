import csv

import pytest

from service_catalogue import leika
from service_catalogue.leika import typings


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("99050012104000", ["99050012104000"]),
        ("99 050 012 104 000", ["99050012104000"]),
        ("99.050.012.104.000", ["99050012104000"]),
        ("99050012104000, 99 102 013 104 000", ["99050012104000", "99102013104000"]),
        ("99050012104000;99050012104000\n99102013104000|", ["99050012104000", "99102013104000"]),
        ("99\u00a0050\u202f012 104 000", ["99050012104000"]),
        ("99 050 012 104 000 99 102 013 104 000", ["99050012104000", "99102013104000"]),
        ("99050012104000 99102013104000\n", ["99050012104000", "99102013104000"]),
        ("urn:de:fim:leika:leistung:99050012104000", ["99050012104000"]),
        ("URN:DE:FIM:LEIKA:LEISTUNG:99050012104000, 99102013104000", ["99050012104000", "99102013104000"]),
        ("https://fimportal.de/detail/L/99050012104000", ["99050012104000"]),
        (
            "https://verwaltung.bund.de/leistungsverzeichnis/de/leistung/99050012104000 99102013104000",
            ["99050012104000", "99102013104000"],
        ),
        ("99050012104000 12", ["99050012104000", "12"]),
        ("9905001210400099102013104000", ["9905001210400099102013104000"]),
        (" , ;\n", []),
    ],
)
def test_keys_are_understood_with_blanks_dots_and_several_at_once(text, keys):
    assert leika.split_keys(text) == keys


@pytest.mark.parametrize("key", ["", "99", "9905001210400a", "990500121040000", "９９050012104000"])
def test_what_is_no_key_is_refused_with_a_reason(key):
    assert "14 digits" in leika.errors(key)[0]


def test_a_detail_needs_an_act():
    assert leika.errors("99050012000001")
    assert leika.errors("99050012104001") == []


def test_keys_of_other_catalogues_are_unusual_but_right():
    assert leika.errors("11063022007000") == []
    assert "11" in leika.warnings("11063022007000")[0]
    assert leika.warnings("99050012104000") == []


@pytest.mark.parametrize(
    ("key", "kind", "parents"),
    [
        ("99050012000000", "LO", []),
        ("99050012104000", "LOV", ["99050012000000"]),
        ("99050012104001", "LOVD", ["99050012104000", "99050012000000"]),
    ],
)
def test_kind_and_parents_are_read_from_the_zeros(key, kind, parents):
    assert leika.kind(key) == kind
    assert leika.parents(key) == parents


def test_grouped_for_people():
    assert leika.grouped("99050012104000") == "99 050 012 104 000"
    assert leika.grouped("keiner") == "keiner"


@pytest.mark.parametrize("name", ["Vorgesehen zum Löschen - Beratung", "außer Kraft – Steuer"])
def test_names_tell_that_a_key_is_on_its_way_out(name):
    assert leika.is_deprecated(name)
    assert not leika.is_deprecated("Beratung zum Löschen")
    assert leika.without_deprecation(name) in {"Beratung", "Steuer"}


def test_a_name_that_only_begins_like_it_stays_whole():
    assert not leika.is_deprecated("Außer Kraftfahrzeugen")
    assert leika.without_deprecation("Außer Kraftfahrzeugen") == "Außer Kraftfahrzeugen"


@pytest.mark.parametrize(
    ("key", "explanation"),
    [
        ("99050012104000", "Gewerbe › Anmeldung"),
        ("99050012000000", "Gewerbe"),
        ("99050012104001", "Gewerbe › Anmeldung › Detail 001"),
        ("99002012003000", "Group 002 › Act 003"),
        ("99777012888000", "Group 777 › Act 888"),
        ("11063022007000", "Catalogue of its own (11)"),
        ("kein Schlüssel", ""),
    ],
)
def test_a_key_explains_itself(key, explanation):
    assert leika.explanation(key) == explanation


def test_groups_and_acts_that_the_catalogue_does_not_know_are_said():
    assert leika.unknown_codes("99050012104000") == []
    assert leika.unknown_codes("99050012000000") == []
    assert leika.unknown_codes("11777012888000") == []
    assert leika.unknown_codes("keiner") == []
    texts = leika.unknown_codes("99777012888000")
    assert "777" in texts[0]
    assert "888" in texts[1]


def test_all_codes_are_there_and_some_have_names():
    assert len(leika.groups()) == 362
    assert len(leika.acts()) == 276
    assert leika.groups()["050"] == "Gewerbe"
    assert leika.acts()["104"] == "Anmeldung"
    assert sum(bool(name) for name in leika.acts().values()) == 79


@pytest.mark.parametrize(
    ("text", "codes"),
    [("2b", ["2b"]), ("1;2/3", ["1", "2/3"]), ("Typ 4B, 5", ["4b", "5"]), ("LOV", []), ("", []), ("5;5", ["5"])],
)
def test_typings_are_read_from_a_text(text, codes):
    assert leika.split_typings(text) == codes


def test_typings_have_a_meaning_and_some_are_the_business_of_municipalities():
    assert "municipality" in typings.label("2b")
    assert typings.label("77") == "77"
    assert set(leika.TYPINGS) >= leika.MUNICIPAL | leika.PERHAPS_MUNICIPAL


def test_codes_are_those_of_the_reference(fim):
    for name, table in (("leistungsgruppierung", leika.groups()), ("verrichtungskennung", leika.acts())):
        with (fim / "leika" / f"{name}.csv").open(encoding="utf-8-sig") as file:
            assert {row["code"] for row in csv.DictReader(file, delimiter=";")} == set(table)
    with (fim / "codelisten" / "leika-typisierung.csv").open(encoding="utf-8-sig") as file:
        rows = {row["code"]: row["vollzug_kommunal"] for row in csv.DictReader(file, delimiter=";")}
    assert set(rows) == set(leika.TYPINGS)
    assert {code for code, answer in rows.items() if answer == "ja"} == leika.MUNICIPAL
