"""Lists of LeiKa keys in all layouts and encodings, and what broken ones say."""

import json
import re
from datetime import UTC, datetime

import pytest

from service_catalogue.leika import lists
from service_catalogue.leika.lists import read_list
from service_catalogue.xzufi.objects import DeliveryError
from tests.service_catalogue.conftest import DATA

HEADER = "schluessel;leistungsbezeichnung\n"
ONE = HEADER + "99050012104000;Gewerbe\n"


def csv(*rows: str) -> bytes:
    return (HEADER + "".join(f"{row}\n" for row in rows)).encode()


def texts(found, code):
    return [remark.text for remark in found.remarks if remark.code == code]


def test_collections_name_their_columns(data):
    found = read_list(data / "leika.csv")
    rows = list(found.rows.values())
    assert [row.key for row in rows] == ["99102013104000", "99050012104000", "11063022007000"]
    assert "Hundesteuer" in rows[0].all_names
    assert rows[1].name == ""
    assert rows[1].citizen_name == "Gewerbe anmelden"
    assert rows[2].name == "Leistung; mit Strichpunkt"
    assert [remark.object for remark in found.remarks] == ["11063022007000"]


def test_former_csv_of_the_fim_portal(data):
    found = read_list(data / "leika" / "fim-portal.csv")
    business, car, dog = found.rows.values()
    assert (business.key, business.name, business.citizen_name) == ("99050012104000", "Gewerbe Anmeldung", "")
    assert business.typing == ("2b",)
    assert business.marks == ("Einheitlicher Ansprechpartner", "OZG")
    assert business.synonyms == ("Gewerbeanmeldung", "Betrieb, eröffnen")
    assert business.published_at.astimezone(UTC) == datetime(2021, 5, 4, 6, 30, tzinfo=UTC)
    assert car.typing == ("1", "2/3")
    assert car.published_at is None
    assert dog.line == 4
    assert found.remarks == []


def test_json_of_the_same_catalogue(data):
    found = read_list(data / "leika" / "fim-portal.json")
    business, dog = found.rows.values()
    assert (business.name, business.citizen_name) == ("Gewerbe Anmeldung", "Gewerbe anmelden")
    assert business.synonyms == ("Gewerbeanmeldung",)
    assert (business.line, dog.line) == (2, 5)
    assert (dog.key, dog.synonyms, dog.typing) == ("99102013104000", ("Hund", "Hundemarke"), ("5",))
    assert dog.published_at == read_list(data / "leika" / "fim-portal.csv").rows[dog.key].published_at


def test_list_in_windows_1252(data):
    business, parking = read_list(data / "leika" / "windows-1252.csv").rows.values()
    assert business.legal_basis == "§ 14 Gewerbeordnung (GewO); § 55c GewO"
    assert business.portal_topics == ("2010100 Gründung", "2010200 Betriebsführung")
    assert parking.citizen_name == "Parkausweis für Bewohner bekommen"
    assert parking.legal_basis == "„Straßenverkehrsordnung“ – § 45"


def test_the_real_collection(fim):
    found = read_list(fim / "leika" / "leika-schluessel.csv")
    assert len(found.rows) == 1180
    assert found.left_out == []
    assert found.remarks == []
    assert all(row.all_names for row in found.rows.values())


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiter_and_encoding_are_seen(delimiter, encoding, end):
    lines = ["Schlüssel; Leistungsbezeichnung", '99 050 012 104 000;"Gebühr; für, Gewerbe"', "", ";", ""]
    text = end.join(lines).replace("Schlüssel;", f"Schlüssel{delimiter}").replace("000;", f"000{delimiter}")
    found = read_list(text.replace(f"{end};", f"{end}{delimiter}").encode(encoding))
    assert [(row.key, row.name) for row in found.rows.values()] == [("99050012104000", "Gebühr; für, Gewerbe")]


def test_windows_1252_may_look_like_utf_8_by_chance():
    """ß before a closing quotation mark is, in bytes, also a letter of UTF-8."""
    (row,) = read_list((HEADER + "99050012104000;„Spaß“ für alle\n").encode("cp1252")).rows.values()
    assert row.name == "„Spaß“ für alle"


def test_blanks_and_strange_characters_in_names_are_tidied():
    (row,) = read_list(
        csv("urn:de:fim:leika:leistung:99050012104000; Ga\u0308ste\u00a0  aus\x02 Bonn ;;")
    ).rows.values()
    assert (row.key, row.name) == ("99050012104000", "Gäste aus Bonn")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("123;Hund", "14 digits"),
        ("99050012000001;Hund", "without an act"),
        ("99050012070000", "1 cells"),
        ("99050012070000;Hund;Katze", "3 cells"),
        ("9,9050012104E+13;Hund", "spreadsheet"),
    ],
)
def test_a_row_that_makes_no_sense_is_left_out_with_its_line(row, reason):
    found = read_list(csv("99050012104000;Gewerbe", row, "99102013104000;Steuer"))
    assert list(found.rows) == ["99050012104000", "99102013104000"]
    (remark,) = found.remarks
    assert remark.line == 3
    assert reason in remark.text
    assert len(found.left_out) == 1


@pytest.mark.parametrize("entry", ['"Gewerbe"', '{"bezeichnung": "Gewerbe"}', '{"schluessel": "99050012070000", "bezeichnung": "\\u0000"}',
                                   '{"schluessel": "99050012070000", "bezeichnung": "\\ud800"}', "{}", "[]", "null"])  # fmt: skip
def test_an_entry_that_makes_no_sense_is_left_out_with_its_line(entry):
    found = read_list(f'{{"items": [\n{{"schluessel": "99050012104000"}},\n{entry}\n], "count": 2}}'.encode())
    assert list(found.rows) == ["99050012104000"]
    assert [remark.line for remark in found.remarks] == [3]


def test_the_same_key_twice():
    found = read_list(csv("99050012104000;Gewerbe", "99050012104000;Gewerbe", "99 050 012 104 000;Betrieb"))
    (row,) = found.rows.values()
    assert row.name == "Gewerbe"
    assert row.synonyms == ("Betrieb",)
    (remark,) = found.remarks
    assert (remark.code, remark.line) == ("twice", 4)
    assert "line 2" in remark.text


def test_what_a_list_says_badly_is_said():
    data = (
        "Typ;Schluessel;Bezeichnung;Veröffentlichungsdatum\n99z;99050012104000;A;gestern\n"
        "LOV;99777012888000;B;01.01.0001 00:00\n2b;11050012104000;C;2021-05-04\n"
    )
    found = read_list(data.encode())
    assert len(found.rows) == 3
    assert len(texts(found, "typing")) == 1
    assert len(texts(found, "date")) == 2
    assert "888" in texts(found, "key")[1]
    assert found.rows["11050012104000"].published_at.year == 2021


BROKEN = {
    "blank.csv": (1, "empty"),
    "cut-in-a-letter.csv": (3, "cut off"),
    "cut.json": (3, "cut off"),
    "dos.csv": (2, "neither"),
    "empty.csv": (1, "empty"),
    "no-key-column.csv": (1, "Schluessel"),
    "no-list.json": (1, "no list"),
    "nul.csv": (3, "NUL"),
    "only-wrong-keys.csv": (2, "14 digits"),
    "open-quote.csv": (2, "quotation"),
    "spreadsheet.csv": (2, "spreadsheet"),
    "stray-quote.csv": (3, "quotation"),
    "utf-16.csv": (1, "UTF-16"),
    "utf-8-broken.csv": (3, "damaged"),
    "utf-8-lone-byte.csv": (2, "damaged"),
}


def test_every_broken_list_has_its_message():
    assert {path.name for path in (DATA / "broken_leika").iterdir()} == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_list_names_line_and_reason(name):
    line, reason = BROKEN[name]
    with pytest.raises(DeliveryError, match=re.escape(reason)) as caught:
        read_list(DATA / "broken_leika" / name)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"[" * 100_000, "JSON"),
        (b'[{"schluessel": ' + b"9" * 5000 + b"}]", "JSON"),
        (b'[{"schluessel": "99050012104000"} {', "JSON"),
        (csv("99050012104000;" + "x" * 200_000), "too long"),
        (b"PK\x03\x04\x00\x00", "NUL"),
        ((HEADER + "99050012104000;Geb\u00fchr\n").encode("utf-16-le"), "NUL"),
        (b"\xef\xbb\xbf" + HEADER.encode() + b"99050012104000;Stra\xdfe\n", "damaged"),
    ],
)
def test_what_is_no_list_at_all(data, reason):
    with pytest.raises(DeliveryError, match=reason):
        read_list(data)


def test_a_huge_file_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(lists, "MAX_BYTES", 50)
    path = tmp_path / "leika.csv"
    path.write_text(ONE + "\n" * 100)
    with pytest.raises(DeliveryError, match="larger"):
        read_list(path)


def test_ten_thousand_keys_are_read_quickly():
    """About the size of the whole catalogue; the bound is generous, quadratic work would miss it by far."""
    entries = [
        {"schluessel": f"99{n // 1000:03}{n % 1000:03}104000", "bezeichnung": f"Leistung {n}"} for n in range(10_000)
    ]
    start = datetime.now(UTC)
    assert len(read_list(json.dumps(entries, indent=1).encode()).rows) == 10_000
    assert (datetime.now(UTC) - start).total_seconds() < 10
